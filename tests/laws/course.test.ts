import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { printDoseName } from '../../core/course/dose-name.ts';
import { dosesGiven } from '../../core/course/doses.ts';
import { episodesOf } from '../../core/course/episodes.ts';
import type { Course, CourseEvent, DoseGiven } from '../../core/course/event.ts';
import { courseUntil, timelineOf } from '../../core/course/timeline.ts';
import { doseDue } from '../../core/regimen/clearance/dose-due.ts';
import { labelOn } from '../../core/regimen/label-on.ts';
import { plan } from '../../core/regimen/plan.ts';
import { nextDose } from '../../core/regimen/schedule.ts';
import { courseState, type CourseState } from '../../core/regimen/state.ts';
import { visitFacts } from '../../core/regimen/visit-facts.ts';
import { walkDoses } from '../../core/regimen/walk.ts';
import { dayNumber, printDay } from '../../core/values/day-number.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import { coursesOf, laterEvents, moved, shuffled, withoutKnowledge, type CourseOnDay } from '../support/courses.ts';
import { knowledge } from '../support/knowledge.ts';
import { LAB_SCALE } from '../support/lab-scale.ts';

const [drug] = knowledge().drugs.values();
if (drug === undefined) throw new Error('no drug is held');
const { labels } = drug;
const regimen = { labels, mgPerUnit: 1 };
const courses = coursesOf(labels[0]);
const runs = { numRuns: 150 };

const stateOf = ({ course, on }: CourseOnDay): CourseState => courseState(course, regimen, on);
const adding = (course: Course, ...events: readonly CourseEvent[]): Course => ({
  ...course,
  events: [...course.events, ...events],
});
const withoutIds = (course: Course): Course => ({
  ...course,
  events: course.events.map(
    (event) => Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'id')) as unknown as CourseEvent,
  ),
});
function factsOf({ course, on }: CourseOnDay): FactRecord {
  const timeline = timelineOf(courseUntil(course, on));
  const due = doseDue(labels, timeline, on);
  if (!due.ok) throw new Error(due.faults.map(({ what }) => what).join('; '));
  const label = labelOn(labels, Temporal.PlainDate.from(on));
  return visitFacts(timeline, due.answer, { label, on, site: { labWindowDays: 7 }, scale: LAB_SCALE });
}

describe('the state of a course', () => {
  it('is the same whatever the order in which the log was read', () => {
    const cases = courses.chain((asked) => fc.tuple(fc.constant(asked), shuffled(asked.course)));
    fc.assert(
      fc.property(cases, ([asked, course]) => {
        expect(stateOf({ ...asked, course })).toEqual(stateOf(asked));
        expect([...factsOf({ ...asked, course })]).toEqual([...factsOf(asked)]);
      }),
      runs,
    );
  });

  it('is the same whatever the order of entries of one time that have no id', () => {
    const cases = courses.chain((asked) => {
      const course = withoutIds(asked.course);
      return fc.tuple(fc.constant({ ...asked, course }), shuffled(course));
    });
    fc.assert(
      fc.property(cases, ([asked, course]) => {
        expect(stateOf({ ...asked, course })).toEqual(stateOf(asked));
      }),
      runs,
    );
  });

  it('knows nothing of later days', () => {
    fc.assert(
      fc.property(courses, fc.integer({ min: 0, max: 60 }), ({ course, on }, back) => {
        const day = printDay(dayNumber(on) - back);
        expect(stateOf({ course, on: day })).toEqual(stateOf({ course: courseUntil(course, day), on: day }));
      }),
      runs,
    );
  });

  it('is untouched by an entry that was voided', () => {
    fc.assert(
      fc.property(courses, laterEvents, ({ course, on }, event) => {
        const wrong = event(dayNumber(on) - 20, 'wrong');
        const gone: CourseEvent = { type: 'voided', id: 'gone', at: wrong.at, event: 'wrong', reason: 'an example' };
        const course2 = adding(course, wrong, gone);
        expect(stateOf({ course: course2, on })).toEqual(stateOf({ course, on }));
        expect([...factsOf({ course: course2, on })]).toEqual([...factsOf({ course, on })]);
      }),
      runs,
    );
  });

  it('moves by n days when the whole course does', () => {
    // One version of the label: what the law in force asks on another day is not what is moved.
    const one = { labels: [labels.at(-1) ?? labels[0]] as const, mgPerUnit: 1 };
    fc.assert(
      fc.property(courses, fc.integer({ min: -300, max: 800 }), ({ course, on }, days) => {
        const day = printDay(dayNumber(on) + days);
        const later = courseState(moved(course, days), one, day);
        const text = JSON.stringify(courseState(course, one, on)).replaceAll(/\d{4}-\d{2}-\d{2}/gu, (date) =>
          printDay(dayNumber(date) + days),
        );
        const known = JSON.stringify(later);
        // The dates of the citations and the version of the label stay where they are.
        expect(withoutKnowledge(JSON.parse(known))).toEqual(withoutKnowledge(JSON.parse(text)));
      }),
      runs,
    );
  });

  it('has an adverse event open until somebody says that it is over', () => {
    fc.assert(
      fc.property(courses, fc.integer({ min: 0, max: 400 }), ({ course, on }, days) => {
        const open = episodesOf(courseUntil(course, on), on).filter(
          (episode) => episode.now > 0 && episode.entries.every(({ resolved }) => resolved === undefined),
        );
        const later = episodesOf(courseUntil(course, on), printDay(dayNumber(on) + days));
        for (const episode of open) expect(later).toContainEqual(episode);
      }),
      runs,
    );
  });

  it('names the dose that the calendar and clearance would have next', () => {
    fc.assert(
      fc.property(courses, ({ course, on }) => {
        const due = doseDue(labels, timelineOf(courseUntil(course, on)), on);
        if (!due.ok) throw new Error('the doses are those of the schedule');
        const { dose, mg } = stateOf({ course, on }).next;
        expect([dose, mg]).toEqual([printDoseName(due.answer.dose.name), due.answer.dose.position.mg]);
      }),
      runs,
    );
  });
});

describe('what was due when a dose was given', () => {
  it('is what the schedule has next after the doses before it', () => {
    fc.assert(
      fc.property(courses, ({ course }) => {
        const given = dosesGiven(course);
        for (const [index, { due }] of walkDoses(labels[0], given).entries()) {
          const names = given.slice(0, index).map(({ name }) => name);
          const next = nextDose(labels[0], names);
          expect(due).toEqual(next && { name: next.name, gap: next.gap });
        }
      }),
      runs,
    );
  });
});

describe('a planned dose', () => {
  const given = ({ dose, mg }: CourseState['next'], day: string): DoseGiven => ({
    type: 'dose-given',
    id: 'planned',
    at: `${day}T16:30Z`,
    dose,
    mg,
  });

  it('that is the one due, on its day, is accepted, and adds no deviation once it is given', () => {
    fc.assert(
      fc.property(courses, ({ course, on }) => {
        const before = stateOf({ course, on });
        const day = before.next.due === null || before.next.due < on ? on : before.next.due;
        const state = stateOf({ course, on: day });
        const planned = given(state.next, day);
        const answer = plan(state, labels[0], planned);
        expect(answer.accepted).toBe(state.discontinued === null);
        if (!answer.accepted) return;
        const after = stateOf({ course: adding(course, planned), on: day });
        expect(after.deviations).toEqual(state.deviations);
        expect(after.doses.at(-1)?.dose).toBe(planned.dose);
      }),
      runs,
    );
  });

  it('with other milligrams, in another turn or before its day is refused', () => {
    fc.assert(
      fc.property(courses, fc.constantFrom(0.5, 5, 12), fc.integer({ min: 1, max: 13 }), ({ course, on }, mg, days) => {
        const state = stateOf({ course, on });
        const ids = (planned: DoseGiven): readonly string[] => {
          const answer = plan(state, labels[0], planned);
          return answer.accepted ? [] : answer.breaks.map(({ id }) => id);
        };
        expect(ids({ ...given(state.next, on), mg })).toContain('dose-differs');
        expect(ids({ ...given(state.next, on), dose: 'C77D1' })).toContain('dose-out-of-order');
        expect(ids({ ...given(state.next, on), dose: 'C1D2' })).toContain('dose-not-in-schedule');
        if (state.next.due === null) return;
        const early = printDay(dayNumber(state.next.due) - days);
        const last = state.doses.at(-1)?.date ?? '';
        expect(ids(given(state.next, early))).toContain(early < last ? 'dose-in-the-past' : 'dose-early');
      }),
      runs,
    );
  });
});

describe('the facts of a visit', () => {
  const KNOWN_BY: Readonly<Partial<Record<CourseEvent['type'], RegExp>>> = {
    'adverse-event': /^(?:toxicity|cytopenia)\./u,
    'lab-resulted': /^(?:labs|cytopenia)\./u,
    'pre-dose-assessment': /^(?:assessment|toxicity|cytopenia|patient)\./u,
    'prescriber-choice': /^(?:choice|judgement)\./u,
  };

  it('an entry never makes an unknown fact of another kind known', () => {
    fc.assert(
      fc.property(courses, laterEvents, fc.integer({ min: 0, max: 30 }), ({ course, on }, event, back) => {
        const added = event(dayNumber(on) - back, 'added');
        const before = factsOf({ course, on });
        const after = factsOf({ course: adding(course, added), on });
        const fresh = [...after.keys()].filter((id) => !before.has(id));
        const allowed = KNOWN_BY[added.type] ?? /^$/u;
        expect(fresh.filter((id) => !allowed.test(id))).toEqual([]);
      }),
      runs,
    );
  });

  it('each rests on something, and its ids are those that the knowledge has', () => {
    const { visitFacts: definitions } = knowledge();
    fc.assert(
      fc.property(courses, (asked) => {
        for (const [id, { evidence }] of factsOf(asked)) {
          expect(evidence.length, id).toBeGreaterThan(0);
          expect(definitions.has(id), id).toBe(true);
        }
      }),
      runs,
    );
  });

  it('a toxicity never gets shorter by a day that passes', () => {
    fc.assert(
      fc.property(courses, ({ course, on }) => {
        const until = courseUntil(course, on);
        const next = printDay(dayNumber(on) + 1);
        const [today, tomorrow] = [factsOf({ course: until, on }), factsOf({ course: until, on: next })];
        for (const [id, { value }] of today) {
          if (!/^(?:toxicity|cytopenia)\..*days-/u.test(id)) continue;
          const then = tomorrow.get(id)?.value;
          if (then !== undefined) expect(Number(then), id).toBeGreaterThanOrEqual(Number(value));
        }
      }),
      runs,
    );
  });
});
