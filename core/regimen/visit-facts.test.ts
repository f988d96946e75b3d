import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import { LAB_SCALE } from '../../tests/support/lab-scale.ts';
import type { AdverseEvent, Course, CourseEvent, CoursePatient } from '../course/event.ts';
import { courseUntil, timelineOf } from '../course/timeline.ts';
import type { FactValue } from '../values/fact.ts';
import { doseDue } from './clearance/dose-due.ts';
import { labelOn } from './label-on.ts';
import type { Site } from './site.ts';
import { visitFacts } from './visit-facts.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;

const courseOf = (events: readonly CourseEvent[], patient: Partial<CoursePatient> = {}): Course => ({
  drug: 'tarlatamab',
  timeZone: 'America/New_York',
  patient: { birthDate: '1958-03-09', sex: 'female', ...patient },
  events,
});

type Facts = Readonly<Record<string, FactValue>>;
function facts(events: readonly CourseEvent[], on: string, site: Site = {}, patient?: Partial<CoursePatient>): Facts {
  const timeline = timelineOf(courseUntil(courseOf(events, patient), on));
  const due = doseDue(labels, timeline, on);
  if (!due.ok) throw new Error('the doses are those of the schedule');
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  const found = visitFacts(timeline, due.answer, { label, on, site, scale: LAB_SCALE });
  return Object.fromEntries([...found].map(([id, { value }]) => [id, value]));
}
const of = (all: Facts, prefix: string): Facts =>
  Object.fromEntries(
    Object.entries(all).flatMap(([id, value]) => (id.startsWith(prefix) ? [[id.slice(prefix.length), value]] : [])),
  );

const dose = (name: string, day: string, mg = 10): CourseEvent => ({
  type: 'dose-given',
  id: `${name}-${day}`,
  at: `${day}T11:00-04:00`,
  start: `${day}T10:00-04:00`,
  dose: name,
  mg,
});
const STEP_UP = [dose('C1D1', '2026-06-15', 1), dose('C1D8', '2026-06-22'), dose('C1D15', '2026-06-29')];
const seen = (kind: AdverseEvent['kind'], day: string, more: Partial<AdverseEvent> = {}): AdverseEvent => ({
  type: 'adverse-event',
  id: `${kind}-${day}`,
  at: `${day}T20:00-04:00`,
  kind,
  grade: 3,
  onset: day,
  ...more,
});
const look = (day: string, more: Partial<Extract<CourseEvent, { type: 'pre-dose-assessment' }>> = {}): CourseEvent => ({
  type: 'pre-dose-assessment',
  id: `look-${day}`,
  at: `${day}T08:00-04:00`,
  ...more,
});
const choice = (at: string, between: readonly string[], chosen: string, by?: string): CourseEvent => ({
  type: 'prescriber-choice',
  id: `choice-${at}`,
  at,
  between,
  chosen,
  reason: 'an example',
  ...(by === undefined ? {} : { by }),
});
describe('the dose due', () => {
  test('is the first of the course', () => {
    expect(of(facts([], '2026-06-15'), 'visit.')).toEqual({
      'first-dose': true,
      cycle: 1,
      day: 1,
      'step-up': true,
      'days-until-due': 0,
      'premedication-due': true,
    });
  });

  test.each([
    ['2026-07-10', { 'days-since-last-dose': 11, 'days-until-due': 3, cycle: 2, day: 1, 'step-up': false }],
    ['2026-07-13', { 'days-since-last-dose': 14, 'days-until-due': 0, cycle: 2, day: 1, 'step-up': false }],
    ['2026-07-27', { 'days-since-last-dose': 28, 'days-until-due': 0, cycle: 2, day: 1, 'step-up': false }],
    ['2026-07-28', { 'days-since-last-dose': 29, 'days-until-due': 0, cycle: 1, day: 1, 'step-up': true }],
  ])('on %s', (on, expected) => {
    expect(of(facts(STEP_UP, on), 'visit.')).toMatchObject({ ...expected, 'first-dose': false });
  });

  test('the course goes on until it is discontinued', () => {
    const stop: CourseEvent = { type: 'discontinued', at: '2026-07-01T09:00-04:00', reason: 'toxicity' };
    expect(facts(STEP_UP, '2026-07-13')['course.discontinued']).toBe('none');
    expect(facts([...STEP_UP, stop], '2026-07-13')['course.discontinued']).toBe('toxicity');
  });
});

describe('the assessment', () => {
  test('of another day is none of today', () => {
    expect(of(facts([...STEP_UP, look('2026-07-12', { infection: 'none' })], '2026-07-13'), 'assessment.')).toEqual({});
  });

  test('of the day counts as far as it answers; the later word on a question counts', () => {
    const first = look('2026-07-13', { infection: 2, hydrated: true });
    const second = look('2026-07-13', { id: 'second', at: '2026-07-13T10:00-04:00', infection: 'none', ice: 10 });
    expect(of(facts([...STEP_UP, second, first], '2026-07-13'), 'assessment.')).toEqual({
      done: true,
      'infection-grade': 0,
      hydrated: true,
      ice: 10,
    });
  });

  test('is of the day at the place: late in the evening it is tomorrow in Greenwich', () => {
    const late = look('2026-07-13', { at: '2026-07-14T02:30Z' });
    expect(facts([...STEP_UP, late], '2026-07-13')['assessment.done']).toBe(true);
  });
});

describe('a toxicity', () => {
  test('that nobody recorded is none only where the patient was assessed on the day', () => {
    expect(of(facts(STEP_UP, '2026-07-13'), 'toxicity.crs.')).toEqual({});
    expect(of(facts([...STEP_UP, look('2026-07-13')], '2026-07-13'), 'toxicity.crs.')).toEqual({
      'grade-now': 0,
      highest: 0,
      'above-1-since-3': false,
      'episodes-from-3': 0,
      'episodes-from-4': 0,
      'days-at-3': 0,
      'days-above-2': 0,
      'recurred-within-7-days': false,
    });
  });

  test.each([
    ['2026-06-22', 6],
    ['2026-06-23', 7],
    ['2026-06-24', 8],
  ])('of grade 3 that improved on %s took %i days', (day, days) => {
    const events = [...STEP_UP, seen('icans', '2026-06-16'), seen('icans', day, { onset: '2026-06-16', gradeNow: 1 })];
    expect(of(facts(events, '2026-07-13'), 'toxicity.icans.')).toMatchObject({
      'grade-now': 1,
      highest: 3,
      'days-at-3': days,
    });
  });

  test('is counted by its episodes', () => {
    const events = [
      ...STEP_UP,
      seen('neutropenia', '2026-06-16', { grade: 4, resolved: '2026-06-20' }),
      seen('neutropenia', '2026-07-01', { grade: 4, resolved: '2026-07-10' }),
      seen('neutropenia', '2026-07-11', { grade: 2 }),
    ];
    expect(of(facts(events, '2026-07-13'), 'toxicity.neutropenia.')).toMatchObject({
      'grade-now': 2,
      'episodes-from-4': 2,
      'episodes-from-3': 2,
      'days-above-2': 9,
    });
  });

  test.each([
    ['2026-06-22', 3, true],
    ['2026-06-29', 3, true],
    ['2026-06-30', 3, false],
    ['2026-06-24', 2, false],
  ])('back on %s after a dose of 22 June and a grade %i before: %s', (day, grade, back) => {
    const before = seen('icans', '2026-06-16', { grade: grade as 2 | 3, resolved: '2026-06-19' });
    const events = [...STEP_UP, before, seen('icans', day, { grade: 1, resolved: '2026-07-02' })];
    expect(facts(events, '2026-07-13')['toxicity.icans.recurred-within-7-days']).toBe(back);
  });

  test.each([
    [['dysgeusia'], true],
    [['dysgeusia', 'headache'], true],
    [['dysgeusia', 'ataxia'], false],
    [[undefined, 'ataxia'], false],
    [[undefined], undefined],
    [[undefined, 'headache'], undefined],
  ])('neurologic signs %s: to be judged %s', (signs, judged) => {
    const events = signs.map((sign, index) =>
      seen('neurotoxicity', `2026-07-0${index + 1}`, { grade: 1, ...(sign === undefined ? {} : { sign }) }),
    );
    expect(facts([...STEP_UP, ...events], '2026-07-13')['toxicity.neurotoxicity.sign-needs-judgement']).toBe(judged);
  });
});

describe('what a prescriber said', () => {
  const PATHS = ['resume', 'step-up'];

  test('counts for the event that was there, not for one that began later', () => {
    const events = [...STEP_UP, seen('crs', '2026-06-16', { resolved: '2026-06-18' })];
    const chosen = choice('2026-06-20T09:00-04:00', PATHS, 'resume', 'Dr. Example');
    expect(facts([...events, chosen], '2026-07-13')['choice.crs-grade-3']).toBe('resume');
    const again = seen('crs', '2026-06-23', { resolved: '2026-06-25' });
    expect(facts([...events, chosen, again], '2026-07-13')['choice.crs-grade-3']).toBeUndefined();
  });

  test('between other things, or for none of them, is no choice', () => {
    const events = [...STEP_UP, seen('crs', '2026-06-16', { resolved: '2026-06-18' })];
    for (const said of [
      choice('2026-06-20T09:00-04:00', ['resume'], 'resume'),
      choice('2026-06-20T09:00-04:00', PATHS, 'wait'),
    ])
      expect(facts([...events, said], '2026-07-13')['choice.crs-grade-3']).toBeUndefined();
  });

  test('of an infection that an assessment found counts until the next dose', () => {
    const paths = ['give-with-infection', 'wait-for-recovery'];
    const mild = choice('2026-06-29T09:00-04:00', paths, 'give-with-infection', 'Dr. Example');
    expect(facts([...STEP_UP, mild], '2026-07-13')['choice.infection-mild']).toBeUndefined();
    const today = choice('2026-07-13T09:00-04:00', paths, 'give-with-infection', 'Dr. Example');
    expect(facts([...STEP_UP, mild, today], '2026-07-13')['choice.infection-mild']).toBe('give-with-infection');
  });

  test('of a neurologic sign is the prescriber’s judgement, in a name', () => {
    const sign = seen('neurotoxicity', '2026-07-01', { grade: 1, sign: 'dysgeusia' });
    const judged = choice('2026-07-02T09:00-04:00', ['icans', 'not-icans'], 'not-icans', 'Dr. Example');
    expect(facts([...STEP_UP, sign, judged], '2026-07-13')['judgement.neurotoxicity-not-icans']).toBe(true);
    const later = seen('neurotoxicity', '2026-07-05', { grade: 1, sign: 'headache' });
    expect(facts([...STEP_UP, sign, judged, later], '2026-07-13')).not.toHaveProperty(
      'judgement.neurotoxicity-not-icans',
    );
  });
});

describe('pregnancy', () => {
  test.each([
    [undefined, undefined, undefined],
    ['not-pregnant', undefined, 'not-pregnant'],
    [undefined, 'negative', 'not-pregnant'],
    ['not-pregnant', 'positive', 'pregnant'],
    ['pregnant', 'negative', undefined],
    ['unknown', undefined, undefined],
  ] as const)('status %s and test %s: %s', (status, test, expected) => {
    const events = test === undefined ? [] : [look('2026-06-14', { pregnancyTest: test })];
    const patient = status === undefined ? {} : { pregnancyStatus: status };
    expect(facts(events, '2026-06-15', {}, patient)['patient.pregnancy']).toBe(expected);
  });

  test('does not apply to a man of whom nothing else is recorded', () => {
    expect(facts([], '2026-06-15', {}, { sex: 'male' })['patient.reproductive-potential']).toBe(false);
    expect(facts([], '2026-06-15')).not.toHaveProperty('patient.reproductive-potential');
  });
});
