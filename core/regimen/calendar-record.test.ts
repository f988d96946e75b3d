import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { CourseEvent } from '../course/event.ts';
import { timelineOf } from '../course/timeline.ts';
import { claim } from '../billing/claim.ts';
import { calendar, plannedUnits, type Calendar } from './calendar.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { billing, labels, products } = drug;

const given = (dose: string, date: string, mg = dose === 'C1D1' ? 1 : 10): CourseEvent => ({
  type: 'dose-given',
  id: `${dose}-${date}`,
  at: `${date}T10:00-05:00`,
  dose,
  mg,
});
const PATIENT = { birthDate: '1958-03-09', sex: 'female' } as const;

function show(events: readonly CourseEvent[], on?: string, cycles = 1): Calendar {
  const course = { drug: 'tarlatamab', timeZone: 'America/New_York', patient: PATIENT, events };
  const outcome = calendar({ labels, cycles, mgPerUnit: 1, course, ...(on === undefined ? {} : { on }) });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}
const cautionOf = ({ cautions }: Calendar, id: string): string => cautions.find((one) => one.id === id)?.text ?? '';

describe('a dose whose day has passed', () => {
  const events = [given('C1D1', '2026-01-15'), given('C1D8', '2026-01-22')];

  test('beyond the limit of the label gives the step-up again, from the day of the answer', () => {
    const answer = show(events, '2026-06-15');
    expect(answer.doses.slice(2).map(({ dose, date }) => `${dose} ${date}`)).toEqual([
      'R1D1 2026-06-15',
      'R1D8 2026-06-22',
      'C1D15 2026-06-29',
    ]);
    expect(answer.doses.map(({ cautions }) => cautions.includes('restart'))).toEqual([false, false, true, true, false]);
    expect(cautionOf(answer, 'restart')).toMatch(
      /C1D15 was due on 2026-01-29\. On 2026-06-15 144 days have passed since C1D8 \(2026-01-22\), more than the 21 /u,
    );
    expect(answer.restart).toMatchObject({ decision: 'step-up', daysSince: 144, daysLate: 137, limit: 21 });
  });

  test('within it moves the plan to the day of the answer', () => {
    const answer = show(events, '2026-02-12', 2);
    expect(answer.doses.slice(2).map(({ dose, date }) => `${dose} ${date}`)).toEqual([
      'C1D15 2026-02-12',
      'C2D1 2026-02-26',
      'C2D15 2026-03-12',
    ]);
    expect(cautionOf(answer, 'overdue')).toMatch(
      /C1D15 was due on 2026-01-29 and is overdue by 14 days on 2026-02-12\..*through 21 days/u,
    );
    expect(show(events, '2026-02-13').doses[2]?.dose).toBe('R1D1');
  });

  test.each([
    ['2026-01-28', ''],
    ['2026-01-29', ''],
    ['2026-01-30', 'overdue by 1 day on'],
  ])('on %s: "%s"', (on, words) => {
    const text = cautionOf(show(events, on), 'overdue');
    expect(words === '' ? text : text.includes(words)).toBe(words === '' ? '' : true);
  });

  test('is said even where the cycles shown end before it', () => {
    const answer = show([...events, given('C1D15', '2026-01-29')], '2026-06-15');
    expect(cautionOf(answer, 'restart')).toContain('C2D1 was due on 2026-02-12');
  });

  test('after a discontinuation is none', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-01-25T09:00-05:00', reason: 'choice' };
    const answer = show([...events, stop], '2026-06-15');
    expect([cautionOf(answer, 'overdue'), cautionOf(answer, 'restart'), answer.restart]).toEqual(['', '', undefined]);
  });
});

test('a dose given after the course was discontinued is shown and cautioned', () => {
  const stop: CourseEvent = { type: 'discontinued', at: '2026-01-16T09:00-05:00', reason: 'choice' };
  const answer = show([given('C1D1', '2026-01-15'), stop, given('C1D8', '2026-01-22')]);
  expect(cautionOf(answer, 'dose-after-discontinued')).toContain('C1D8 (2026-01-22)');
  expect(answer.doses.at(-1)?.cautions).toContain('dose-after-discontinued');
});

describe('a long course', () => {
  const start = Temporal.PlainDate.from('2026-01-05');
  const doses = [
    'C1D1',
    'C1D8',
    'C1D15',
    ...Array.from({ length: 38 }, (_, n) => [`C${n + 2}D1`, `C${n + 2}D15`]).flat(),
  ];
  const log: CourseEvent[] = [
    ...doses.map((dose, n) => given(dose, start.add({ days: n < 3 ? n * 7 : (n - 1) * 14 }).toString())),
    ...Array.from({ length: 2000 }, (_, n): CourseEvent => ({
      type: 'medication-given',
      id: `m${n}`,
      at: `${start.add({ days: n % 1000 }).toString()}T09:00-05:00`,
      code: 'x',
      for: 'premedication',
    })),
  ];
  const voids = (n: number): CourseEvent => ({
    type: 'voided',
    id: `v${n}`,
    at: '2026-06-15T09:00-05:00',
    event: n === 0 ? 'm0' : `v${n - 1}`,
    reason: 'chain',
  });
  const course = (events: readonly CourseEvent[]) => ({
    drug: 'tarlatamab',
    timeZone: 'America/New_York',
    patient: PATIENT,
    events,
  });

  // They took 7 and 44 seconds while every question put the log in order again.
  test.each([
    ['of 79 doses and 2,000 other entries', log],
    ['with 2,000 entries that void one another', [...log, ...Array.from({ length: 2000 }, (_, n) => voids(n))]],
  ])('%s is answered at once', (_what, events) => {
    const before = performance.now();
    const timeline = timelineOf(course(events));
    const answers = [
      calendar({ labels, cycles: 40, mgPerUnit: 1, course: timeline, on: '2029-01-01' }),
      claim({ course: timeline, billing, products, labels, on: '2029-01-01' }),
      plannedUnits({ labels, mgPerUnit: 1, course: timeline }, start, start.add({ months: 6 })),
    ];
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(performance.now() - before).toBeLessThan(1500);
  });
});
