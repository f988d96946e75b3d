import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Course, CourseEvent } from '../course/event.ts';
import { calendar, plannedUnits, type Calendar } from './calendar.ts';
import { nextDose } from './schedule.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function show(start: string | undefined, cycles = 6, events?: readonly CourseEvent[]): Calendar {
  const course: Course = {
    drug: 'tarlatamab',
    timeZone: 'America/New_York',
    patient: { birthDate: '1958-03-09', sex: 'female' },
    events: events ?? [],
  };
  const outcome = calendar({
    labels,
    cycles,
    mgPerUnit: 1,
    ...(start === undefined ? {} : { start: day(start) }),
    ...(events === undefined ? {} : { course }),
  });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}

const given = (
  dose: string,
  date: string,
  mg = dose.endsWith('D1') && /^(C1|R)/u.test(dose) ? 1 : 10,
): CourseEvent => ({
  type: 'dose-given',
  id: `${dose}-${date}`,
  at: `${date}T10:00-04:00`,
  dose,
  mg,
});
const dated = (answer: Calendar): string[] => answer.doses.map(({ dose, date }) => `${dose} ${date}`);
const cautionIds = (answer: Calendar): string[] => answer.cautions.map(({ id }) => id);

const ALL = ['cbc', 'liver', 'bilirubin'];
const BOTH = ['dexamethasone', 'saline'];

describe('every number of the label', () => {
  const { doses } = show('2026-06-15');
  test.each([
    ['C1D1', '2026-06-15', 1, [22, 24], 'start', ALL, BOTH],
    ['C1D8', '2026-06-22', 10, [22, 24], 'start', ALL, BOTH],
    ['C1D15', '2026-06-29', 10, [6, 8], 'end', ALL, []],
    ['C2D1', '2026-07-13', 10, [6, 8], 'end', ALL, []],
    ['C2D15', '2026-07-27', 10, [6, 8], 'end', ALL, []],
    ['C3D1', '2026-08-10', 10, [3, 4], 'end', ALL, []],
    ['C3D15', '2026-08-24', 10, [3, 4], 'end', ALL, []],
    ['C4D1', '2026-09-07', 10, [3, 4], 'end', ALL, []],
    ['C4D15', '2026-09-21', 10, [3, 4], 'end', ALL, []],
    ['C5D1', '2026-10-05', 10, [2, 2], 'end', ALL, []],
    ['C5D15', '2026-10-19', 10, [2, 2], 'end', ALL, []],
    ['C6D1', '2026-11-02', 10, [2, 2], 'end', ALL, []],
    ['C6D15', '2026-11-16', 10, [2, 2], 'end', [], []],
  ])('%s on %s: %i mg', (dose, date, mg, hours, from, labs, premedication) => {
    const found = doses.find((one) => one.dose === dose);
    expect(found).toMatchObject({ dose, date, mg, units: mg, observation: { hours, from }, labs });
    expect(found?.premedication.map(({ id }) => id)).toEqual(premedication);
    expect(found?.infusion).toEqual({ hours: 1, volumeMl: 250, mlPerHour: 250 });
  });

  test('the first two doses, and no others, keep the patient within an hour for 48 hours with a caregiver', () => {
    const near = doses.filter(({ observation }) => observation.stayNear !== undefined);
    expect(near.map(({ dose }) => dose)).toEqual(['C1D1', 'C1D8']);
    expect(near[0]?.observation.stayNear).toMatchObject({ hours: 48, from: 'start', caregiver: true });
  });

  test('totals: 21 units in cycle 1, 20 in each later one', () => {
    const { totals } = show('2026-06-15');
    expect(totals).toMatchObject({ doses: 13, mg: 121, units: 121 });
    expect(totals.byCycle.map(({ units }) => units)).toEqual([21, 20, 20, 20, 20, 20]);
  });

  test('an authorization of six months from the first dose needs 141 units', () => {
    const units = (from: string, to: string): number => {
      const outcome = plannedUnits({ labels, start: day('2026-06-15'), mgPerUnit: 1 }, day(from), day(to));
      return outcome.ok ? outcome.answer : -1;
    };
    expect(units('2026-06-15', '2026-12-14')).toBe(141);
    expect(units('2026-06-15', '2026-12-13')).toBe(131);
    expect(units('2026-06-16', '2026-06-22')).toBe(10);
    expect(units('2026-06-01', '2026-06-14')).toBe(0);
  });
});

describe('what has to be said beside the numbers', () => {
  test('a dose before the label was in force is shown with the caution that its version is not held', () => {
    const answer = show('2024-05-09', 1);
    expect(answer.doses.map(({ cautions }) => cautions.includes('label-version-not-held'))).toEqual([
      true,
      false,
      false,
    ]);
    expect(cautionIds(show('2024-05-16', 1))).not.toContain('label-version-not-held');
  });

  test('from 2026-09-15 the hours of November 2025 stand with the caution that a newer label shortened them', () => {
    expect(cautionIds(show('2026-09-07', 1))).not.toContain('observation-shortened-later');
    const answer = show('2026-09-08', 1);
    const marked = answer.doses.filter(({ cautions }) => cautions.includes('observation-shortened-later'));
    expect(marked.map(({ dose, observation }) => [dose, observation.hours])).toEqual([['C1D8', [22, 24]]]);
    expect(cautionIds(show('2026-08-01', 1))).not.toContain('label-superseded');
  });

  test.each(['guide-observes-from-end', 'guide-premedicates-every-dose', 'saline-after-c1d15'])(
    'the documents disagree: %s',
    (id) => {
      expect(cautionIds(show('2026-06-15'))).toContain(id);
    },
  );

  test('an answer that rests on a secondary source says so', () => {
    const caution = show('2026-06-15').cautions.find(({ id }) => id === 'rests-on-secondary');
    expect(caution?.text).toContain('infusion volume and rate');
  });
});

describe('a course', () => {
  test('keeps the true dates and counts the rest from the last dose given', () => {
    const answer = show(undefined, 2, [given('C1D1', '2026-06-15'), given('C1D8', '2026-06-24')]);
    expect(dated(answer)).toEqual([
      'C1D1 2026-06-15',
      'C1D8 2026-06-24',
      'C1D15 2026-07-01',
      'C2D1 2026-07-15',
      'C2D15 2026-07-29',
    ]);
    expect(answer.doses.map((dose) => dose.given !== undefined)).toEqual([true, true, false, false, false]);
  });

  test('with a second step-up after C2D1: C2D15 fourteen days after R1D8, observed for the longer time', () => {
    const events = [
      ...[given('C1D1', '2026-01-05'), given('C1D8', '2026-01-12'), given('C1D15', '2026-01-19')],
      ...[given('C2D1', '2026-02-02'), given('C2D15', '2026-02-16'), given('C3D1', '2026-03-02')],
      given('R1D1', '2026-04-13'),
    ];
    const answer = show(undefined, 4, events);
    expect(dated(answer).slice(6)).toEqual([
      'R1D1 2026-04-13',
      'R1D8 2026-04-20',
      'C3D15 2026-05-04',
      'C4D1 2026-05-18',
      'C4D15 2026-06-01',
    ]);
    const [r1, r8, next, after] = answer.doses.slice(6);
    expect([r1?.mg, r8?.mg]).toEqual([1, 10]);
    expect(r8?.observation).toMatchObject({ hours: [22, 24], from: 'start' });
    expect(next?.observation.hours).toEqual([6, 8]);
    expect(after?.observation.hours).toEqual([3, 4]);
    expect(next?.cautions).toContain('after-step-up');
  });

  test('with a second step-up after C1D1 goes on with C1D15 seven days after R1D8', () => {
    const events = [given('C1D1', '2026-01-05'), given('R1D1', '2026-02-02')];
    expect(dated(show(undefined, 1, events))).toEqual([
      'C1D1 2026-01-05',
      'R1D1 2026-02-02',
      'R1D8 2026-02-09',
      'C1D15 2026-02-16',
    ]);
  });

  test('that was discontinued plans nothing more', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-06-23T09:00-04:00', reason: 'choice' };
    const answer = show(undefined, 3, [given('C1D1', '2026-06-15'), given('C1D8', '2026-06-22'), stop]);
    expect(answer.doses).toHaveLength(2);
    expect(cautionIds(answer)).toContain('discontinued');
  });

  test('on hold says that its dates are the earliest', () => {
    const hold: CourseEvent = { type: 'held', at: '2026-06-22T09:00-04:00', reason: 'weather' };
    expect(cautionIds(show(undefined, 1, [given('C1D1', '2026-06-15'), hold]))).toContain('held');
  });

  test('counts the milligrams really given and says that the dose was another', () => {
    const answer = show(undefined, 1, [given('C1D1', '2026-06-15'), given('C1D8', '2026-06-22', 4.5)]);
    expect(answer.doses[1]).toMatchObject({ mg: 4.5, units: 5, given: { scheduledMg: 10 } });
    expect(answer.doses[1]?.cautions).toContain('dose-differs');
    expect(answer.totals.mg).toBe(15.5);
  });

  test('in which a dose is missing or recorded twice says so', () => {
    const twice = [given('C1D1', '2026-06-15'), given('C1D15', '2026-06-29'), given('C1D15', '2026-06-30')];
    expect(cautionIds(show(undefined, 1, twice))).toEqual(
      expect.arrayContaining(['dose-recorded-twice', 'dose-not-recorded']),
    );
  });

  test('with a dose that the schedule does not have is refused, and the message names those there are', () => {
    expect(() => show(undefined, 1, [given('C1D10', '2026-06-15')])).toThrow(/C1D10 is no dose of the schedule/u);
  });

  test('without any day to start from is refused', () => {
    expect(() => show(undefined, 1, [])).toThrow(/no day to start from/u);
  });
});

test('the next dose after C6D15 is C7D1, fourteen days later', () => {
  const due = nextDose(labels[0], [{ kind: 'cycle', cycle: 6, day: 15 }]);
  expect(due).toMatchObject({ name: { cycle: 7, day: 1 }, gap: 14 });
});

describe('laws', () => {
  const starts = fc.integer({ min: 0, max: 20_000 }).map((days) => day('2000-01-01').add({ days }));

  test('moving the start by n days shifts each date as far', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: -400, max: 400 }), fc.integer({ min: 1, max: 13 }), (start, n, cycles) => {
        const here = show(start.toString(), cycles).doses.map(({ date }) => day(date).add({ days: n }).toString());
        const there = show(start.add({ days: n }).toString(), cycles).doses.map(({ date }) => date);
        expect(there).toEqual(here);
      }),
    );
  });

  test('neither the order in which entries are written nor an entry that was voided changes the answer', () => {
    const events = [given('C1D1', '2026-06-15'), given('C1D8', '2026-06-23'), given('C1D15', '2026-06-30')];
    const wrong = given('C2D1', '2026-07-01');
    const voided: CourseEvent = {
      type: 'voided',
      at: '2026-07-02T09:00-04:00',
      event: 'C2D1-2026-07-01',
      reason: 'wrong patient',
    };
    const answer = show(undefined, 3, events);
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, wrong, voided], { minLength: 5 }), (written) => {
        expect(show(undefined, 3, written)).toEqual(answer);
      }),
    );
  });

  test('a calendar of more cycles begins with the calendar of fewer', () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 12 }), (start, cycles) => {
        const fewer = dated(show(start.toString(), cycles));
        expect(dated(show(start.toString(), cycles + 1)).slice(0, fewer.length)).toEqual(fewer);
      }),
    );
  });

  test('the units of two periods that meet are those of both together', () => {
    const units = (from: Temporal.PlainDate, to: Temporal.PlainDate): number => {
      const outcome = plannedUnits({ labels, start: day('2026-06-15'), mgPerUnit: 1 }, from, to);
      return outcome.ok ? outcome.answer : -1;
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 1, max: 180 }), (first, second) => {
        const from = day('2026-06-10');
        const [meet, to] = [from.add({ days: first }), from.add({ days: first + second })];
        expect(units(from, meet) + units(meet.add({ days: 1 }), to)).toBe(units(from, to));
      }),
    );
  });

  test.each([
    ['2028-02-01', 'C2D1', '2028-02-29'],
    ['2026-12-10', 'C2D1', '2027-01-07'],
    ['2026-10-18', 'C1D15', '2026-11-01'],
  ])('leap days, year ends and clock changes are days like others: from %s %s is %s', (start, dose, date) => {
    expect(dated(show(start, 2))).toContain(`${dose} ${date}`);
  });
});
