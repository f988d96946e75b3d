import { sayValue } from '../../values/say-value.ts';
import type { OneOfNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayChoice, sayRecorded, sayUnrecorded, type Told } from './told.ts';

/** The fact has one of these values. */
export function compileOneOf(position: number, node: OneOfNode): Evaluate {
  const { fact } = node;
  const values = new Set(node.values);
  return (facts, truths) => {
    const recorded = facts.get(fact);
    return (truths[position] = recorded === undefined ? UNKNOWN : values.has(recorded.value) ? MET : NOT_MET);
  };
}

/** The value that is recorded beside those that will do. */
export function explainOneOf({ values }: OneOfNode, told: Told): string {
  if (told.value === undefined) return sayUnrecorded(told);
  const recorded = sayRecorded(told, told.value);
  if (values.includes(told.value))
    return `${recorded}, ${values.length === 1 ? 'as is wanted' : `one of the ${values.length} that will do`}`;
  return `${recorded}; wanted: ${sayChoice(values.map((value) => sayValue(value, told.definition)))}`;
}
