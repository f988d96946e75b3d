import { MET, type Code, type Evaluate } from './code.ts';

/**
 * `not condition, or then`: a patient to whom it does not apply meets it. The trace tells the two apart by the truth of
 * the condition. With the condition unknown it is met only if `then` is met anyway.
 */
export function compileWhen(position: number, condition: Evaluate, then: Evaluate): Evaluate {
  return (facts, truths) => {
    const spared = MET - condition(facts, truths);
    const held = then(facts, truths);
    return (truths[position] = Math.max(spared, held) as Code);
  };
}
