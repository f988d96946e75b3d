import fc from 'fast-check';
import { printDoseName, type DoseName } from '../../core/course/dose-name.ts';
import { ADVERSE_EVENT_KINDS, type Course, type CourseEvent, type Grade } from '../../core/course/event.ts';
import type { Label } from '../../core/regimen/label.ts';
import { nextDose, positionOf, stepUpDue } from '../../core/regimen/schedule.ts';
import { dayNumber, printDay } from '../../core/values/day-number.ts';

/** A day in New York at noon, summer and winter, so that a day of the log is the same day everywhere. */
const time = (day: number, hour = 16): string => `${printDay(day)}T${String(hour).padStart(2, '0')}:00Z`;

/** What happens between two doses; delays are days after the due day, negative ones before it. */
interface Step {
  readonly delay: number;
  readonly again: boolean;
  readonly mg: number | undefined;
  readonly events: readonly ((day: number, id: string) => CourseEvent)[];
}

const grade = fc.constantFrom<Grade>(0, 1, 2, 3, 4, 5);
const unit = fc.constantFrom('10*9/L', '/uL', 'U/L', 'mg/dL', 'g/dL', 'furlong');
const limits = fc.record(
  { uln: fc.constantFrom(1.2, 40), lln: fc.constantFrom(1.8, 150), baseline: fc.constantFrom(0.8, 35, 90) },
  { requiredKeys: [] },
);
const value = fc.tuple(fc.constantFrom(0, 0.4, 0.9, 1.2, 4.1, 22, 41, 130, 900), unit, limits);

type Later = Step['events'][number];
const later =
  (days: number, hour: number, event: (at: string) => CourseEvent): Later =>
  (day, id) => ({
    ...event(time(day + days, hour)),
    id,
  });
const when = { days: fc.integer({ min: 0, max: 12 }), hour: fc.integer({ min: 14, max: 22 }) };

const adverse = fc
  .record({
    ...when,
    kind: fc.constantFrom(...ADVERSE_EVENT_KINDS),
    grade,
    now: fc.option(grade, { nil: undefined }),
    lasts: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    sign: fc.constantFrom(undefined, 'dysgeusia', 'ataxia'),
  })
  .map(({ days, hour, kind, grade: highest, now, lasts, sign }): Later => {
    return (day, id) => ({
      type: 'adverse-event',
      id,
      at: time(day + days, hour),
      kind,
      grade: highest,
      onset: printDay(day + days - (days > 3 ? 3 : 0)),
      ...(now === undefined ? {} : { gradeNow: now }),
      ...(lasts === undefined ? {} : { resolved: printDay(day + days + lasts) }),
      ...(sign === undefined ? {} : { sign }),
    });
  });

const labs = fc
  .record({
    ...when,
    panel: fc.constantFrom('cbc' as const, 'liver' as const, 'bilirubin' as const),
    values: fc.dictionary(
      fc.constantFrom('neutrophils', 'ANC', 'platelets', 'hemoglobin', 'alt', 'ast', 'bilirubin', 'potassium'),
      value,
      { maxKeys: 4 },
    ),
  })
  .map(({ days, hour, panel, values }) =>
    later(days, hour, (at) => ({
      type: 'lab-resulted',
      at,
      panel,
      values: Object.fromEntries(
        Object.entries(values).map(([name, [amount, written, of]]) => [name, { value: amount, unit: written, ...of }]),
      ),
    })),
  );

const assessment = fc
  .record({
    ...when,
    answers: fc.record(
      {
        infection: fc.constantFrom('none' as const, 1 as const, 3 as const),
        hydrated: fc.boolean(),
        newNeurologicSigns: fc.boolean(),
        ice: fc.integer({ min: 0, max: 10 }),
        premedicationAvailable: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ days, hour, answers }) =>
    later(days, hour, (at) => ({ type: 'pre-dose-assessment', at, by: 'N. Example, RN', ...answers })),
  );

const word = fc
  .record({
    ...when,
    event: fc.constantFrom<(at: string) => CourseEvent>(
      (at) => ({ type: 'held', at, reason: 'weather' }),
      (at) => ({ type: 'assessed', at, response: 'stable' }),
      (at) => ({ type: 'medication-given', at, code: 'X', for: 'premedication' }),
      (at) => ({ type: 'deviation', at, of: 'C1D8', reason: 'an example', by: 'Dr. Example' }),
      (at) => ({
        type: 'prescriber-choice',
        at,
        between: ['resume', 'step-up'],
        chosen: 'resume',
        reason: 'an example',
        by: 'Dr. Example',
      }),
      (at) => ({ type: 'claim-denied', at, claim: '1', reason: 'an example' }),
    ),
  })
  .map(({ days, hour, event }) => later(days, hour, event));

/** One entry of any type but a dose, at some time after a day. */
export const laterEvents: fc.Arbitrary<Later> = fc.oneof(adverse, labs, assessment, word);

const steps = (most: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      // Most doses are on their day.
      delay: fc.constantFrom(0, 0, 0, 0, 0, 1, 7, 14, 15, 29, -1),
      again: fc.constantFrom(false, false, false, false, false, false, false, true),
      mg: fc.constantFrom(undefined, undefined, undefined, undefined, 5),
      events: fc.array(laterEvents, { maxLength: 4 }),
    }),
    { maxLength: most },
  );

/** A course and the day on which somebody asks. */
export interface CourseOnDay {
  readonly course: Course;
  readonly on: string;
}

/** Courses of up to `most` doses of a label's schedule, with what happens around them, well formed and in any order. */
export function coursesOf(label: Label, most = 8): fc.Arbitrary<CourseOnDay> {
  return fc
    .record({
      steps: steps(most),
      before: fc.array(laterEvents, { maxLength: 3 }),
      wait: fc.integer({ min: 0, max: 40 }),
      ends: fc.constantFrom(undefined, undefined, undefined, 'toxicity' as const, 'choice' as const),
      authorized: fc.boolean(),
      zone: fc.constantFrom(undefined, 'America/New_York'),
    })
    .map(({ steps: all, before, wait, ends, authorized, zone }) => {
      const start = dayNumber('2026-01-12');
      const { events, day } = written(label, all, start);
      const on = day + wait;
      const more: CourseEvent[] = [
        ...before.map((event, index) => event(start - 20, `before-${index}`)),
        ...(ends === undefined ? [] : [{ type: 'discontinued' as const, id: 'end', at: time(on, 21), reason: ends }]),
        ...(authorized ? [authorization(start)] : []),
      ];
      return { course: courseWith([...more, ...events], zone), on: printDay(on) };
    });
}

function courseWith(events: readonly CourseEvent[], timeZone?: string): Course {
  const patient = { birthDate: '1958-03-09', sex: 'female' as const };
  return { drug: 'example', ...(timeZone === undefined ? {} : { timeZone }), patient, events };
}

function authorization(start: number): CourseEvent {
  const [from, to] = [printDay(start), printDay(start + 180)];
  return {
    type: 'authorization',
    id: 'authorization',
    at: time(start - 5),
    policy: 'p',
    number: '1',
    from,
    to,
    units: 121,
  };
}

/** The doses of the schedule, each its delay after its day, and what follows each of them. */
function written(
  label: Label,
  all: readonly Step[],
  start: number,
): { readonly events: readonly CourseEvent[]; readonly day: number } {
  const names: DoseName[] = [];
  const events: CourseEvent[] = [];
  let day = start;
  for (const [index, step] of all.entries()) {
    const due = step.again && index > 0 ? stepUpDue(label, names, 1)[0] : nextDose(label, names);
    if (due === undefined) break;
    day += index === 0 ? 0 : Math.max(1, Math.max(due.gap, 7) + step.delay);
    const mg = step.mg ?? positionOf(label, due.name)?.mg ?? 1;
    names.push(due.name);
    events.push({ type: 'dose-given', id: `dose-${index}`, at: time(day), dose: printDoseName(due.name), mg });
    events.push(...step.events.map((event, at) => event(day, `event-${index}-${at}`)));
  }
  return { events, day };
}

/** The same course so many days later: all of it but the birth of the patient. */
export function moved(course: Course, days: number): Course {
  const text = JSON.stringify(course.events).replaceAll(/\d{4}-\d{2}-\d{2}/gu, (day) =>
    printDay(dayNumber(day) + days),
  );
  return { ...course, events: JSON.parse(text) as CourseEvent[] };
}

/** Three years without a delay: so many doses, and so many entries in all, of every kind that a clinic writes. */
export function longCourse(label: Label, doses: number, entries: number): CourseOnDay {
  const start = dayNumber('2026-01-12');
  const plain: Step = { delay: 0, again: false, mg: undefined, events: [] };
  const { events, day } = written(
    label,
    Array.from({ length: doses }, () => plain),
    start,
  );
  const others = Array.from({ length: entries - events.length - 1 }, (_, index): CourseEvent => {
    const at = start + (index % (day - start));
    const id = `entry-${index}`;
    switch (index % 5) {
      case 0:
        return {
          type: 'adverse-event',
          id,
          at: time(at),
          kind: 'other',
          grade: 2,
          onset: printDay(at),
          resolved: printDay(at + 4),
        };
      case 1:
        return { type: 'pre-dose-assessment', id, at: time(at, 14), infection: 'none', hydrated: true };
      case 2:
        return {
          type: 'lab-resulted',
          id,
          at: time(at, 13),
          panel: index % 2 === 0 ? 'liver' : 'cbc',
          values: { alt: { value: 22, unit: 'U/L', uln: 35 } },
        };
      default:
        return { type: 'medication-given', id, at: time(at, 15), code: 'X', for: 'premedication' };
    }
  });
  return {
    course: courseWith([...others, authorization(start), ...events], 'America/New_York'),
    on: printDay(day + 14),
  };
}

/** The same course, its log in any order. */
export const shuffled = (course: Course): fc.Arbitrary<Course> =>
  fc.shuffledSubarray([...course.events], { minLength: course.events.length }).map((events) => ({ ...course, events }));

/** Without what the knowledge dates: citations, and the texts that name the label. */
export function withoutKnowledge(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutKnowledge);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['cite', 'cites', 'label', 'caution', 'cautions'].includes(key))
      .map(([key, one]) => [key, withoutKnowledge(one)]),
  );
}
