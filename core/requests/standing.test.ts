import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOn } from './standing.ts';
import type { RequestStatus } from './state.ts';

const approval = { number: 'A-1', from: '2026-06-15', to: '2026-12-14', units: 24 };
const STATUSES: readonly RequestStatus[] = [
  ...(['draft', 'in-review', 'pended', 'with-clinician', 'approved', 'approved-in-part'] as const),
  ...(['denied', 'under-appeal', 'rescinded', 'withdrawn'] as const),
];

describe('where a request stands on a day', () => {
  it.each([
    ['approved', '2026-12-13', 'approved'],
    ['approved', '2026-12-14', 'approved'],
    ['approved', '2026-12-15', 'expired'],
    ['approved-in-part', '2026-12-15', 'expired'],
    ['under-appeal', '2026-12-15', 'under-appeal'],
    ['denied', '2026-12-15', 'denied'],
    ['rescinded', '2026-12-15', 'rescinded'],
  ] as const)('%s until 2026-12-14: on %s it is %s', (status, on, standing) => {
    expect(standingOn({ status, approval }, on)).toBe(standing);
  });

  it('a day makes an approval that has ended expired, and changes nothing else', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((days) => `2026-${String(1 + (days % 12)).padStart(2, '0')}-15`);
    fc.assert(
      fc.property(fc.constantFrom(...STATUSES), fc.boolean(), day, (status, has, on) => {
        const standing = standingOn({ status, ...(has ? { approval } : {}) }, on);
        const ended = has && on > approval.to && status.startsWith('approved');
        expect(standing).toBe(ended ? 'expired' : status);
      }),
    );
  });
});
