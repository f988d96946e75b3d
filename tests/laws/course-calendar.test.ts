import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { DoseGiven } from '../../core/course/event.ts';
import { courseUntil } from '../../core/course/timeline.ts';
import { calendar, type Calendar } from '../../core/regimen/calendar.ts';
import { record } from '../../core/regimen/record.ts';
import { courseState } from '../../core/regimen/state.ts';
import { dayNumber, printDay } from '../../core/values/day-number.ts';
import { coursesOf, moved, shuffled, withoutKnowledge, type CourseOnDay } from '../support/courses.ts';
import { knowledge } from '../support/knowledge.ts';

const [drug] = knowledge().drugs.values();
if (drug === undefined) throw new Error('no drug is held');
const { labels } = drug;
const courses = coursesOf(labels[0]);
const runs = { numRuns: 150 };

describe('the calendar of a course', () => {
  const shown = ({ course, on }: CourseOnDay, versions: typeof labels = labels): Calendar | readonly string[] => {
    const asked = { labels: versions, mgPerUnit: 1, cycles: 3, course: courseUntil(course, on), on };
    // Before the first dose there is no day to start from.
    const outcome = calendar({ ...asked, start: Temporal.PlainDate.from(on) });
    return outcome.ok ? outcome.answer : outcome.faults.map(({ what }) => what);
  };

  it('is the same whatever the order in which the log was read', () => {
    const cases = courses.chain((asked) => fc.tuple(fc.constant(asked), shuffled(asked.course)));
    fc.assert(
      fc.property(cases, ([asked, course]) => {
        expect(shown({ ...asked, course })).toEqual(shown(asked));
      }),
      runs,
    );
  });

  it('moves every date by n days when the whole course does', () => {
    const one = [labels.at(-1) ?? labels[0]] as const;
    fc.assert(
      fc.property(courses, fc.integer({ min: -300, max: 800 }), ({ course, on }, days) => {
        const later = shown({ course: moved(course, days), on: printDay(dayNumber(on) + days) }, one);
        const text = JSON.stringify(shown({ course, on }, one)).replaceAll(/\d{4}-\d{2}-\d{2}/gu, (date) =>
          printDay(dayNumber(date) + days),
        );
        expect(withoutKnowledge(JSON.parse(JSON.stringify(later)))).toEqual(withoutKnowledge(JSON.parse(text)));
      }),
      runs,
    );
  });
});

describe('what is recorded', () => {
  it('keeps all that was there, and is out of rule only where it was signed or wants to be', () => {
    fc.assert(
      fc.property(courses, fc.integer({ min: 0, max: 40 }), fc.boolean(), ({ course, on }, days, early) => {
        const { next } = courseState(course, { labels, mgPerUnit: 1 }, on);
        const at = `${printDay(dayNumber(on) + (early ? 0 : days))}T16:30Z`;
        const event: DoseGiven = { type: 'dose-given', at, dose: next.dose, mg: next.mg };
        const signature = { by: 'Dr. Example', reason: 'an example' };
        const [bare, signed] = [record(course, event, labels), record(course, event, labels, signature)];
        expect(signed.course.events.slice(0, course.events.length)).toEqual(course.events);
        expect(new Set(signed.added.map(({ id }) => id)).size).toBe(signed.added.length);
        expect(signed.found.map(({ id }) => id)).toEqual(bare.found.map(({ id }) => id));
        expect(signed.found.every((one) => one.signed !== undefined)).toBe(true);
        expect(signed.added.length > 1).toBe(bare.found.some((one) => one.signed === undefined));
      }),
      runs,
    );
  });
});
