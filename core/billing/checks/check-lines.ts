import { MET, NOT_MET } from '../../criteria/kinds/code.ts';
import type { ClaimCheck } from './claim-check.ts';
import type { CheckGround } from './ground.ts';
import type { CheckedLine } from './line.ts';
import { lineFacts, type LineFacts, type MemberClaims } from './line-facts.ts';

/** What one line came to: the rules that it does not meet, and those that cannot be judged on what it says. */
export interface CheckedClaimLine {
  readonly line: CheckedLine;
  readonly found: readonly ClaimCheck[];
  readonly open: readonly ClaimCheck[];
  readonly of: LineFacts;
}

/** Holds the lines of one member against the rules. */
export function checkLines(
  checks: readonly ClaimCheck[],
  claims: MemberClaims,
  ground: CheckGround,
): readonly CheckedClaimLine[] {
  return lineFacts(claims, ground).map((of) => {
    const truths = checks.map(({ criteria }) => criteria.evaluate(of.facts).truths[0]);
    return {
      line: of.line,
      found: checks.filter((_, index) => truths[index] === NOT_MET),
      open: checks.filter((_, index) => truths[index] !== NOT_MET && truths[index] !== MET),
      of,
    };
  });
}

/** Units in question where a rule is not met, at most those of the line. */
export function unitsInQuestion({ money }: ClaimCheck, { facts }: LineFacts): number {
  const units = facts.get('line.units')?.value;
  const all = typeof units === 'number' ? units : 0;
  if (money === 'all') return all;
  if (money === 'none') return 0;
  const beyond = facts.get(money.fact)?.value;
  return typeof beyond === 'number' ? Math.min(beyond, all) : all;
}
