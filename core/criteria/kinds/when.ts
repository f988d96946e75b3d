import type { Truth } from '../../values/truth.ts';
import type { WhenNode } from '../node.ts';
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

/** Says whether it applies to the patient before anything of what it asks. */
export function explainWhen({ condition, then }: WhenNode, applies: Truth, held: Truth): string {
  const asked = { met: 'is met', 'not-met': 'is not met', unknown: 'is open' }[held];
  switch (applies) {
    case 'met':
      return `It applies (${condition.text}), and what it asks ${asked}: ${then.text}`;
    case 'not-met':
      return `It does not apply, for this is not so: ${condition.text}`;
    case 'unknown':
      return held === 'met'
        ? `What it asks is met, whether it applies or not: ${then.text}`
        : `It is open whether it applies (${condition.text}), and what it asks ${asked}: ${then.text}`;
    default:
      return applies satisfies never;
  }
}
