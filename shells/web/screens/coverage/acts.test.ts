import { describe, expect, it } from 'vitest';
import type { RequestEntry } from '../../../../core/requests/entry.ts';
import { requestState } from '../../../../core/requests/state.ts';
import { actsOf } from './acts.ts';

const by = { name: 'A specialist', role: 'prior-authorization-specialist' } as const;
const drafted: RequestEntry = {
  ...{ type: 'drafted', id: 'e1', at: '2026-06-15T09:00:00Z', by, side: 'practice', kind: 'initial' },
  ...{ policy: 'a-policy', drug: 'a-drug' },
};
const submitted: RequestEntry = { type: 'submitted', id: 'e2', at: '2026-06-15T10:00:00Z', by, channel: 'fax' };
const denied: RequestEntry = {
  ...{ type: 'answer-recorded', id: 'e3', at: '2026-06-16T10:00:00Z', by, heard: 'letter', answer: 'denied' },
};
const somebody = (role: string): Parameters<typeof actsOf>[1] => ({ organisation: 'o', id: 'i', name: 'N', role });

describe('what may be done with a request', () => {
  it.each([
    ['a draft', [drafted], 'prior-authorization-specialist', ['submitted', 'withdrawn']],
    ['a draft, by the prescriber', [drafted], 'prescriber', ['submitted', 'expedited', 'withdrawn']],
    ['one that is handed in', [drafted, submitted], 'biller', ['answer-recorded', 'withdrawn']],
    ['one that the payer denied', [drafted, submitted, denied], 'biller', ['appealed']],
    ['a draft, by somebody of a payer', [drafted], 'reviewer', []],
  ] as const)('is, for %s, what the rules of requests let', (_name, entries, role, acts) => {
    expect(actsOf(requestState(entries), somebody(role))).toEqual(acts);
  });
});
