import { isSignedBy } from '../../values/fact.ts';
import type { JudgementNode } from '../node.ts';
import { MET, NOT_MET, UNKNOWN, type Evaluate } from './code.ts';

/** A person of the named roles says yes. A yes or no without such a signer settles nothing. */
export function compileJudgement(position: number, node: JudgementNode): Evaluate {
  const { fact, attestedBy } = node;
  return (facts, truths) => {
    const recorded = facts.get(fact);
    const signed = recorded !== undefined && isSignedBy(recorded, attestedBy);
    return (truths[position] = !signed ? UNKNOWN : recorded.value === true ? MET : NOT_MET);
  };
}
