import { isSignedBy } from '../../values/fact.ts';
import type { Truth } from '../../values/truth.ts';
import type { JudgementNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';
import { sayChoice, sayRecorded, sayUnrecorded, type Told } from './told.ts';

/** A person of the named roles says yes. A yes or no without such a signer settles nothing. */
export function compileJudgement(position: number, node: JudgementNode): Evaluate {
  const { fact, attestedBy } = node;
  return (facts, truths) => {
    const recorded = facts.get(fact);
    const signed = recorded !== undefined && isSignedBy(recorded, attestedBy);
    return (truths[position] = !signed ? UNKNOWN : recorded.value === true ? MET : NOT_MET);
  };
}

/** Who has said what, and whose word is asked for where theirs settles nothing. */
export function explainJudgement({ attestedBy }: JudgementNode, told: Told, truth: Truth): string {
  const { value, by } = told;
  const asked = `${sayChoice(attestedBy)} has to say`;
  if (value === undefined) return `${sayUnrecorded(told)}; ${asked}`;
  const recorded = sayRecorded(told, value);
  if (truth !== 'unknown') return `${recorded}, said by ${by ?? sayChoice(attestedBy)}`;
  // The record of a word without a name shows the role alone.
  if (by === undefined || attestedBy.includes(by)) return `${recorded}, and nobody is named who says it; ${asked}`;
  return `${recorded}, said by ${by}, whose word does not count here; ${asked}`;
}
