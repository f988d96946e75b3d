import { describe, expect, it } from 'vitest';
import type { TimeLimit } from './clock.ts';
import { answerDue } from './due.ts';
import type { RequestEntry } from './entry.ts';
import { requestState } from './state.ts';

const ZONE = 'America/New_York';
const limit = (id: string, more: Partial<TimeLimit>): TimeLimit => ({
  ...{ id, line: 'fehb', priority: 'standard', allowed: { count: 15, unit: 'days' }, pauses: true },
  ...{ from: '2020-01-01', effect: 'It is told.', cite: [] },
  ...more,
});
const LIMITS = [
  limit('slow', {}),
  limit('fast', { priority: 'expedited', allowed: { count: 72, unit: 'hours' }, pauses: false }),
];
const by = { name: 'A nurse', role: 'nurse' } as const;
const reviewer = { name: 'A reviewer', role: 'reviewer' } as const;
const drafted: RequestEntry = {
  ...{ type: 'drafted', id: 'e1', at: '2026-06-01T09:00:00-04:00', by, side: 'payer', kind: 'initial' },
  ...{ policy: 'p', drug: 'd', lineOfBusiness: 'fehb' },
};
const submitted: RequestEntry = { type: 'submitted', id: 'e2', at: '2026-06-01T10:00:00-04:00', by, channel: 'fax' };
const expedited: RequestEntry = {
  ...{ type: 'expedited', id: 'e3', at: '2026-06-02T10:00:00-04:00', by: { ...by, role: 'prescriber' }, reason: 'x' },
};
const asked: RequestEntry = {
  ...{ type: 'information-requested', id: 'e4', at: '2026-06-03T10:00:00-04:00', by: reviewer, what: ['a'] },
};
const came: RequestEntry = {
  ...{ type: 'information-received', id: 'e5', at: '2026-06-05T10:00:00-04:00', by, what: ['a'] },
};
const approved: RequestEntry = {
  ...{ type: 'approved', id: 'e6', at: '2026-06-06T10:00:00-04:00', by: reviewer },
  approval: { number: 'A', from: '2026-06-06', to: '2026-12-05', units: null },
};
const due = (...entries: readonly RequestEntry[]): readonly [string, string] | null => {
  const found = answerDue(requestState(entries), LIMITS, entries.at(-1)?.at ?? '', ZONE);
  return found && [found.limit, found.at];
};

describe('when an answer is due', () => {
  it.each([
    ['before it is handed in: not at all', [drafted], null],
    ['by the days of its line of business', [drafted, submitted], ['slow', '2026-06-17T03:59:00Z']],
    ['by the limit that ends first', [drafted, submitted, expedited], ['fast', '2026-06-05T14:00:00Z']],
    ['not while it waits for information, where the limit waits too', [drafted, submitted, asked], null],
    ['by the limit that does not wait', [drafted, submitted, expedited, asked], ['fast', '2026-06-05T14:00:00Z']],
    ['later by the time that it waited', [drafted, submitted, asked, came], ['slow', '2026-06-19T03:59:00Z']],
    ['after the answer: not at all', [drafted, submitted, approved], null],
  ] as const)('%s', (_name, entries, expected) => {
    expect(due(...entries)).toEqual(expected);
  });

  it('is not known where no limit is held', () => {
    expect(answerDue(requestState([drafted, submitted]), [], submitted.at, ZONE)).toBeNull();
  });
});
