import { describe, expect, it } from 'vitest';
import { clocks, type TimeLimit } from './clock.ts';
import type { By, RequestEntry } from './entry.ts';
import { requestState } from './state.ts';

const by: By = { name: 'A reviewer', role: 'reviewer' };
const limit = (over: Partial<TimeLimit>): TimeLimit => ({
  id: 'standard',
  line: 'medicaid',
  priority: 'standard',
  allowed: { count: 24, unit: 'hours' },
  pauses: false,
  from: '2020-01-01',
  effect: 'what follows',
  cite: [],
  ...over,
});
const drafted: RequestEntry = {
  type: 'drafted',
  id: 'e1',
  at: '2026-10-31T09:00-04:00',
  by,
  side: 'payer',
  kind: 'initial',
  policy: 'one',
  drug: 'a-drug',
  lineOfBusiness: 'medicaid',
};
const submitted: RequestEntry = { type: 'submitted', id: 'e2', at: '2026-10-31T10:00-04:00', by, channel: 'fax' };
const asked: RequestEntry = {
  type: 'information-requested',
  id: 'e3',
  at: '2026-10-31T12:00-04:00',
  by,
  what: ['disease.stage'],
};
const came: RequestEntry = {
  type: 'information-received',
  id: 'e4',
  at: '2026-10-31T15:00-04:00',
  by,
  what: ['disease.stage'],
};
const approved: RequestEntry = {
  type: 'approved',
  id: 'e5',
  at: '2026-11-01T08:59-05:00',
  by,
  approval: { number: '1', from: '2026-11-01', to: '2027-04-30', units: null },
};
const ZONE = 'America/New_York';
const NOW = '2026-10-31T16:00-04:00';
const told = (entries: readonly RequestEntry[], limits: readonly TimeLimit[], now = NOW): readonly unknown[] =>
  clocks(requestState(entries), limits, now, ZONE).map(({ due, state, minutesLeft }) => [due, state, minutesLeft]);

describe('the time that a payer has', () => {
  it('counts hours through the night on which the clocks go back', () => {
    expect(told([drafted, submitted], [limit({})])).toEqual([
      ['2026-11-01T09:00:00-05:00[America/New_York]', 'running', 18 * 60],
    ]);
  });

  it('counts days to the end of the last of them, at the payer’s place', () => {
    const days = limit({ allowed: { count: 15, unit: 'days' } });
    expect(told([drafted, submitted], [days])[0]).toEqual([
      '2026-11-15T23:59:00-05:00[America/New_York]',
      'running',
      15 * 1440 + 60 + 7 * 60 + 59,
    ]);
  });

  it('has not begun before the request is handed in, and is unknown without a row', () => {
    expect(told([drafted], [limit({})])).toEqual([]);
    expect(told([drafted, submitted], [limit({ line: 'commercial' })])).toEqual([]);
    expect(told([drafted, submitted], [limit({ to: '2026-10-30' })])).toEqual([]);
    expect(told([drafted, submitted], [limit({ from: '2026-11-01' })])).toEqual([]);
  });

  it('goes on while information is awaited, unless its row says otherwise', () => {
    expect(told([drafted, submitted, asked], [limit({})])[0]).toEqual([
      '2026-11-01T09:00:00-05:00[America/New_York]',
      'running',
      18 * 60,
    ]);
    expect(told([drafted, submitted, asked], [limit({ pauses: true })])[0]).toEqual([
      '2026-11-01T13:00:00-05:00[America/New_York]',
      'paused',
      undefined,
    ]);
    expect(told([drafted, submitted, asked, came], [limit({ pauses: true })])[0]).toEqual([
      '2026-11-01T12:00:00-05:00[America/New_York]',
      'running',
      21 * 60,
    ]);
  });

  it.each([
    ['the last minute is in time', approved, 'answered'],
    ['the next one is not', { ...approved, at: '2026-11-01T09:01-05:00' }, 'missed'],
  ])('%s', (_name, answer, state) => {
    const [clock] = clocks(requestState([drafted, submitted, answer]), [limit({})], '2026-11-05T09:00-05:00', ZONE);
    expect(clock?.state).toBe(state);
    expect(clock?.effect).toBe(state === 'missed' ? 'what follows' : undefined);
    expect(clock?.minutesLeft).toBeUndefined();
  });

  it('runs shorter from the moment the prescriber asks for haste, and the standard limit goes on beside it', () => {
    const expedited: RequestEntry = {
      type: 'expedited',
      id: 'e6',
      at: '2026-10-31T14:00-04:00',
      by: { name: 'Dr. Example', role: 'prescriber' },
      reason: 'an example',
    };
    const limits = [
      limit({ allowed: { count: 72, unit: 'hours' } }),
      limit({ id: 'expedited', priority: 'expedited', allowed: { count: 24, unit: 'hours' } }),
    ];
    expect(told([drafted, submitted, expedited], limits)).toEqual([
      ['2026-11-01T13:00:00-05:00[America/New_York]', 'running', 22 * 60],
      ['2026-11-03T09:00:00-05:00[America/New_York]', 'running', 66 * 60],
    ]);
  });
});
