import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { CourseEvent } from '../course/event.ts';
import { calendar, type Calendar } from './calendar.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;

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
  const outcome = calendar({ labels, cycles, mgPerUnit: 1, course, on });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}
const planned = ({ doses }: Calendar): string[] =>
  doses.filter((dose) => dose.given === undefined).map(({ dose, date }) => `${dose} ${date}`);
const cautionOf = ({ cautions }: Calendar, id: string): string => cautions.find((one) => one.id === id)?.text ?? '';
const hoursOf = (answer: Calendar): string[] =>
  answer.doses.map(({ dose, observation: { hours, from } }) => `${dose} ${hours.join('-')} ${from}`);

const FIRST = [given('C1D1', '2026-01-05'), given('C1D8', '2026-01-12'), given('C1D15', '2026-01-19')];

describe('golden courses: a dose late by the label’s table', () => {
  test.each([
    ['14 days after C1D1', FIRST.slice(0, 1), '2026-01-19', ['C1D8 2026-01-19', 'C1D15 2026-01-26', 'C2D1 2026-02-09']],
    ['15 days after C1D1', FIRST.slice(0, 1), '2026-01-20', ['R1D1 2026-01-20', 'R1D8 2026-01-27', 'C1D15 2026-02-03']],
    [
      '21 days after C1D8',
      FIRST.slice(0, 2),
      '2026-02-02',
      ['C1D15 2026-02-02', 'C2D1 2026-02-16', 'C2D15 2026-03-02'],
    ],
    ['22 days after C1D8', FIRST.slice(0, 2), '2026-02-03', ['R1D1 2026-02-03', 'R1D8 2026-02-10', 'C1D15 2026-02-17']],
    ['28 days after C1D15', FIRST, '2026-02-16', ['C2D1 2026-02-16', 'C2D15 2026-03-02', 'C3D1 2026-03-16']],
    ['29 days after C1D15', FIRST, '2026-02-17', ['R1D1 2026-02-17', 'R1D8 2026-02-24', 'C2D1 2026-03-10']],
  ])('%s', (_title, events, on, dates) => {
    expect(planned(show(events, on)).slice(0, 3)).toEqual(dates);
  });

  test('the step doses carry the first doses’ premedication and hours, the one after them at least those of C1D15', () => {
    const events = [...FIRST, given('C2D1', '2026-02-02'), given('C2D15', '2026-02-16'), given('C3D1', '2026-03-02')];
    const answer = show(events, '2026-03-31', 3);
    const [r1, r8, next] = answer.doses.slice(6);
    expect([r1, r8].map((dose) => [dose?.observation.hours, dose?.premedication.length])).toEqual([
      [[22, 24], 2],
      [[22, 24], 2],
    ]);
    expect(r1?.observation.stayNear?.hours).toBe(48);
    expect(next).toMatchObject({ dose: 'C3D15', observation: { hours: [6, 8] } });
    expect(next?.cautions).toContain('after-step-up');
  });

  test('the row that nobody has read is cautioned, and the others are not', () => {
    const unread = show(FIRST, '2026-02-17').cautions.filter(({ id }) => id === 'restart-row');
    expect(unread).toHaveLength(1);
    expect(unread[0]?.cite?.[0]?.basis).toBe('unconfirmed');
    expect(show(FIRST.slice(0, 2), '2026-02-03').cautions.filter(({ id }) => id === 'restart-row')).toEqual([]);
  });

  test('over a leap day and over the end of a year the days are counted like others', () => {
    const leap = [given('C1D1', '2028-02-15')];
    expect(planned(show(leap, '2028-02-29'))[0]).toBe('C1D8 2028-02-29');
    expect(planned(show(leap, '2028-03-01'))[0]).toBe('R1D1 2028-03-01');
    const year = [given('C1D1', '2026-12-14'), given('C1D8', '2026-12-21')];
    expect(planned(show(year, '2027-01-11'))[0]).toBe('C1D15 2027-01-11');
    expect(planned(show(year, '2027-01-12'))[0]).toBe('R1D1 2027-01-12');
  });

  test('a step-up that is interrupted again begins a further round', () => {
    const events = [...FIRST, given('R1D1', '2026-03-02')];
    expect(planned(show(events, '2026-03-16')).slice(0, 2)).toEqual(['R1D8 2026-03-16', 'C2D1 2026-03-30']);
    expect(planned(show(events, '2026-03-17')).slice(0, 3)).toEqual([
      'R2D1 2026-03-17',
      'R2D8 2026-03-24',
      'C2D1 2026-04-07',
    ]);
  });
});

describe('a last dose of which only a part was given', () => {
  const events = [given('C1D1', '2026-01-05'), given('C1D8', '2026-01-12', 4)];
  const choice = (chosen: string): CourseEvent => ({
    type: 'prescriber-choice',
    at: '2026-01-13T09:00-05:00',
    between: ['last-dose-counts', 'last-dose-does-not-count'],
    chosen,
    reason: 'stopped early',
  });

  test('is counted until the prescriber has chosen, and both readings are shown', () => {
    const answer = show(events, '2026-01-26');
    expect(planned(answer)[0]).toBe('C1D15 2026-01-26');
    expect(cautionOf(answer, 'restart-to-choose')).toMatch(
      /If it counts, it is 14 days since C1D8: C1D15, within 21 days\. If it does not, it is 21 days since C1D1: the step-up again/u,
    );
    expect(answer.restart?.decision).toBe('ask');
  });

  test('follows the choice', () => {
    expect(planned(show([...events, choice('last-dose-counts')], '2026-01-26'))[0]).toBe('C1D15 2026-01-26');
    expect(planned(show([...events, choice('last-dose-does-not-count')], '2026-01-26'))[0]).toBe('R1D1 2026-01-26');
    expect(planned(show([...events, choice('last-dose-does-not-count')], '2026-01-14'))[0]).toBe('C1D8 2026-01-14');
  });
});

describe('a step-up that the prescriber chose after a toxicity', () => {
  const choice = (chosen: string, at = '2026-01-22T09:00-05:00'): CourseEvent => ({
    type: 'prescriber-choice',
    at,
    between: ['resume', 'step-up'],
    chosen,
    reason: 'grade 3',
  });
  const crs = (grade: 2 | 3, onset: string): CourseEvent => ({
    type: 'adverse-event',
    at: `${onset}T20:00-05:00`,
    kind: 'crs',
    grade,
    onset,
  });
  const AFTER = [...FIRST, crs(3, '2026-01-20')];

  test('is planned from the day on which the next dose is due, or from the day of the answer', () => {
    const events = [...AFTER, choice('step-up')];
    expect(planned(show(events, '2026-01-23')).slice(0, 3)).toEqual([
      'R1D1 2026-02-02',
      'R1D8 2026-02-09',
      'C2D1 2026-02-23',
    ]);
    expect(planned(show(events, '2026-02-04'))[0]).toBe('R1D1 2026-02-04');
    expect(cautionOf(show(events, '2026-01-23'), 'restart')).toMatch(/The prescriber chose "step-up" after C1D15/u);
  });

  test('is not planned after another choice, nor by one from before the last dose', () => {
    expect(planned(show([...AFTER, choice('resume')], '2026-01-23'))[0]).toBe('C2D1 2026-02-02');
    expect(planned(show([...AFTER, choice('step-up', '2026-01-18T09:00-05:00')], '2026-01-23'))[0]).toBe(
      'C2D1 2026-02-02',
    );
    const taken = [choice('step-up'), choice('resume', '2026-01-22T10:00-05:00')];
    expect(planned(show([...AFTER, ...taken], '2026-01-23'))[0]).toBe('C2D1 2026-02-02');
  });

  test.each([
    ['no toxicity at all', []],
    ['a lesser toxicity', [crs(2, '2026-01-20')]],
    ['a toxicity that began after the choice', [crs(3, '2026-01-23')]],
  ])('is not planned where the label leaves no such choice: %s', (_what, toxicities) => {
    const answer = show([...FIRST, ...toxicities, choice('step-up')], '2026-01-24');
    expect(planned(answer)[0]).toBe('C2D1 2026-02-02');
    expect(cautionOf(answer, 'choice-not-open')).toBe(
      '"prescriber-choice@2026-01-22T09:00-05:00" (2026-01-22) chooses "step-up", a choice that is open only where ' +
        'this was so by then: Cytokine release reached grade 3. Nothing on record says that it was: the choice changes nothing.',
    );
  });

  test('of a choice that was open nothing is said', () => {
    const answer = show([...AFTER, choice('step-up')], '2026-01-24');
    expect(answer.cautions.map(({ id }) => id)).not.toContain('choice-not-open');
  });
});

describe('observation after a toxicity', () => {
  const event = (kind: 'crs' | 'icans' | 'neurotoxicity' | 'anemia', grade: 1 | 2 | 3, onset: string): CourseEvent => ({
    type: 'adverse-event',
    at: onset,
    kind,
    grade,
    onset,
    resolved: onset.replace('T20', 'T23'),
  });

  test('of grade 2 is longer at the next dose only', () => {
    const answer = show([...FIRST, event('crs', 2, '2026-01-19T20:00-05:00')], '2026-01-20', 2);
    expect(hoursOf(answer).slice(2)).toEqual(['C1D15 6-8 end', 'C2D1 22-24 start', 'C2D15 6-8 end']);
    expect(answer.doses[3]?.observation.lengthenedBy).toEqual({
      kind: 'crs',
      grade: 2,
      at: '2026-01-19T20:00-05:00',
    });
    expect(answer.doses.map(({ cautions }) => cautions.includes('observation-by-choice'))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  test.each([
    ['crs', 1, '6-8 end'],
    ['crs', 2, '22-24 start'],
    ['icans', 3, '22-24 start'],
    ['neurotoxicity', 2, '22-24 start'],
    ['anemia', 3, '6-8 end'],
  ] as const)('%s of grade %i: %s', (kind, grade, hours) => {
    const answer = show([...FIRST, event(kind, grade, '2026-01-20T20:00-05:00')], '2026-01-21', 2);
    expect(hoursOf(answer)[3]).toBe(`C2D1 ${hours}`);
  });

  test('of a dose given long ago does not lengthen that of later ones', () => {
    const events = [...FIRST, event('crs', 2, '2026-01-12T20:00-05:00')];
    expect(hoursOf(show(events, '2026-01-20', 2)).slice(1)).toEqual([
      'C1D8 22-24 start',
      'C1D15 22-24 start',
      'C2D1 6-8 end',
      'C2D15 6-8 end',
    ]);
  });

  test('that goes on through the next dose lengthens the one after it too', () => {
    const on: CourseEvent = {
      type: 'adverse-event',
      at: '2026-01-13T09:00-05:00',
      kind: 'icans',
      grade: 2,
      onset: '2026-01-12',
    };
    const still: CourseEvent = { ...on, at: '2026-01-20T09:00-05:00', gradeNow: 2 };
    expect(hoursOf(show([...FIRST, on, still], '2026-01-21', 2))[3]).toBe('C2D1 22-24 start');
    expect(hoursOf(show([...FIRST, on, { ...still, gradeNow: 1 }], '2026-01-21', 2))[3]).toBe('C2D1 6-8 end');
  });

  test('is watched for elapsed hours through a night on which the clocks change', () => {
    const dose: CourseEvent = {
      type: 'dose-given',
      at: '2026-10-31T10:00-04:00',
      dose: 'C1D1',
      mg: 1,
      start: '2026-10-31T10:00-04:00',
      end: '2026-10-31T11:00-04:00',
    };
    expect(show([dose], '2026-11-01').doses[0]?.given?.watched).toEqual({
      from: '2026-10-31T10:00:00-04:00[America/New_York]',
      until: ['2026-11-01T07:00:00-05:00[America/New_York]', '2026-11-01T09:00:00-05:00[America/New_York]'],
    });
    expect(
      show(
        [{ ...dose, start: '2026-03-07T10:00-05:00', at: '2026-03-07T10:00-05:00', end: '2026-03-07T11:00-05:00' }],
        '2026-03-08',
      ).doses[0]?.given?.watched?.until[1],
    ).toBe('2026-03-08T11:00:00-04:00[America/New_York]');
  });
});

describe('laws', () => {
  const shifted = (event: CourseEvent, n: number): CourseEvent => {
    if (event.type !== 'dose-given') return event;
    const date = Temporal.PlainDate.from(event.at.slice(0, 10)).add({ days: n }).toString();
    return { ...event, at: `${date}T10:00-05:00` };
  };

  test('moving the course and the day of the answer by n days shifts each date as far', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(60), fc.integer({ min: -400, max: 400 }), (count, late, n) => {
        const events = FIRST.slice(0, count);
        const on = Temporal.PlainDate.from('2026-01-19').add({ days: late });
        const here = show(events, on.toString());
        const there = show(
          events.map((event) => shifted(event, n)),
          on.add({ days: n }).toString(),
        );
        const move = (date: string): string => Temporal.PlainDate.from(date).add({ days: n }).toString();
        expect(there.doses.map(({ dose, date }) => [dose, date])).toEqual(
          here.doses.map(({ dose, date }) => [dose, move(date)]),
        );
      }),
    );
  });

  test('no dose is planned before the day of the answer, nor before its gap after the last dose given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.nat(90), (count, late) => {
        const on = Temporal.PlainDate.from('2026-01-19').add({ days: late }).toString();
        const answer = show(FIRST.slice(0, count), on);
        const next = answer.doses.find((dose) => dose.given === undefined);
        if (next === undefined) return;
        expect(next.date >= on).toBe(true);
      }),
    );
  });
});
