import type { Billing } from './billing.ts';
import type { ChecklistItem, ClaimLine } from './claim-answer.ts';

/**
 * The steps of the change to the permanent code, where a line is of its time. Whether the lines use the code can be seen;
 * the rest only a person knows.
 */
export function checklistOf({ checklist, codes }: Billing, lines: readonly ClaimLine[]): readonly ChecklistItem[] {
  const [{ from }] = codes;
  const since = lines.filter(({ dateOfService }) => dateOfService >= from);
  if (since.length === 0) return [];
  const permanent = new Set(codes.map(({ hcpcs }) => hcpcs));
  const shown = since.every(({ hcpcs }) => hcpcs !== null && permanent.has(hcpcs)) ? 'met' : 'not-met';
  return checklist.map(({ id, text, shownBy, cite }) => ({
    id,
    text,
    state: shownBy === 'lines' ? shown : 'ask',
    cite,
  }));
}
