import type { Authorization } from '../../core/course/event.ts';
import type { RequestAnswer } from './payer-answer.ts';
import type { WrittenRequest } from './read-request.ts';

/**
 * The entries that record in a course what a payer authorized: of a line that was approved as asked with the units asked
 * for, of one that was changed with those of the payer. Where a number, a day or the policy is not known, there is none.
 * @param at a moment with its offset
 */
export function authorizationEntries(
  request: WrittenRequest,
  answers: readonly RequestAnswer[],
  at: string,
): readonly Authorization[] {
  const { policy, submission } = request;
  if (policy === undefined) return [];
  return answers.flatMap(({ items, instead }) =>
    [...items, ...instead].flatMap(({ sequence, number, from, to, units }): readonly Authorization[] => {
      if (number === undefined || from === undefined || to === undefined) return [];
      const asked = submission.items.find((item) => item.sequence === sequence)?.quantity?.value ?? null;
      return [{ type: 'authorization', at, policy, number, from, to, units: units ?? asked }];
    }),
  );
}
