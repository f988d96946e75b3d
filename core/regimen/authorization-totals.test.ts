import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { CourseEvent } from '../course/event.ts';
import { calendar, type Calendar } from './calendar.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels, billing } = drug;

const given = (dose: string, date: string, mg = /^(?:C1|R\d)D1$/u.test(dose) ? 1 : 10): CourseEvent => ({
  type: 'dose-given',
  id: `${dose}-${date}`,
  at: `${date}T10:00-05:00`,
  dose,
  mg,
});

function show(events: readonly CourseEvent[], on: string, cycles = 3): Calendar {
  const patient = { birthDate: '1958-03-09', sex: 'female' } as const;
  const course = { drug: 'tarlatamab', timeZone: 'America/New_York', patient, events };
  const { notBilled } = billing;
  const outcome = calendar({ labels, cycles, mgPerUnit: 1, notBilled, course, on });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}

const FIRST = [given('C1D1', '2026-01-05'), given('C1D8', '2026-01-12'), given('C1D15', '2026-01-19')];

describe('the units of each authorization of the course', () => {
  const authorization = (from: string, to: string, units: number | null): CourseEvent => ({
    type: 'authorization',
    at: `${from}T08:00-05:00`,
    policy: 'a-policy',
    number: 'A-1',
    from,
    to,
    units,
  });

  test('are those of its days, whatever cycles are shown', () => {
    const answer = show([authorization('2026-01-05', '2026-07-04', 141), ...FIRST], '2026-01-20', 1);
    expect(answer.doses).toHaveLength(3);
    expect(answer.totals.authorizations).toEqual([
      {
        policy: 'a-policy',
        number: 'A-1',
        from: '2026-01-05',
        to: '2026-07-04',
        units: 141,
        doses: 14,
        unitsInside: 131,
        unitsGiven: 21,
        left: 10,
        firstBeyond: { dose: 'C7D15', date: '2026-07-06', why: 'after-end' },
      },
    ]);
  });

  test.each([
    [31, 0, null],
    [30, -1, { dose: 'C2D1', date: '2026-02-02', why: 'units' }],
    [null, null, { dose: 'C2D15', date: '2026-02-16', why: 'after-end' }],
  ])('of %s leave %s', (units, left, beyond) => {
    const answer = show([authorization('2026-01-05', '2026-02-15', units), ...FIRST], '2026-01-20', 1);
    const found = answer.totals.authorizations[0];
    expect(found?.left).toBe(left);
    expect(found?.firstBeyond).toEqual(beyond ?? { dose: 'C2D15', date: '2026-02-16', why: 'after-end' });
  });

  test.each([
    ['inpatient', { setting: 'inpatient' }],
    ['given elsewhere', { reported: 'outside' }],
    ['free', { supply: 'free' }],
    ['white-bagged', { supply: 'specialty-pharmacy' }],
  ])('are not used by doses given that the payer is not billed for: %s', (_what, how) => {
    const [c1d1, ...others] = FIRST;
    const doses = [{ ...c1d1, ...how } as CourseEvent, ...others];
    const answer = show([authorization('2026-01-05', '2026-02-15', 30), ...doses], '2026-01-20', 1);
    expect(answer.totals.authorizations[0]).toMatchObject({
      doses: 3,
      unitsInside: 30,
      unitsGiven: 20,
      left: 0,
      firstBeyond: { dose: 'C2D15', why: 'after-end' },
    });
  });

  test('are not used by doses of the days under another coverage', () => {
    const change: CourseEvent = {
      type: 'coverage-changed',
      at: '2026-01-15T10:00-05:00',
      from: '2026-01-19',
      policy: 'b',
    };
    const answer = show([authorization('2026-01-05', '2026-02-15', 30), ...FIRST, change], '2026-01-20', 1);
    expect(answer.totals.authorizations[0]).toMatchObject({ doses: 2, unitsInside: 11, unitsGiven: 11, left: 19 });
  });
});
