import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import { timelineOf } from '../../core/course/timeline.ts';
import type { VisitAnswer } from '../../core/foresight/visit.ts';
import type { Clearance } from '../../core/regimen/clearance/answer.ts';
import { clear, type ClearRequest } from '../../core/regimen/clearance/clear.ts';
import { doseDue } from '../../core/regimen/clearance/dose-due.ts';
import { labelOn } from '../../core/regimen/label-on.ts';
import { visitFacts } from '../../core/regimen/visit-facts.ts';
import { knowledge } from '../support/knowledge.ts';
import { askedCourses, CHOICES, dayAfter, KINDS, type AskedCourse } from '../support/visit-arbitrary.ts';
import { choice, given, toxicity, visitOn } from '../support/visits.ts';

const SITE = { labWindowDays: 7 };
const ask = ({ course, on }: AskedCourse): VisitAnswer => visitOn(course, on, SITE);
const adding = (course: Course, ...events: readonly CourseEvent[]): Course => ({
  ...course,
  events: [...course.events, ...events],
});
const cleared: readonly Clearance[] = ['give', 'restart'];
const runs = { numRuns: 250 };

describe('clearance', () => {
  it('the courses tried reach every answer', () => {
    const seen = new Map<string, number>();
    for (const asked of fc.sample(askedCourses, { numRuns: 400, seed: 4 })) {
      const { clearance } = ask(asked);
      seen.set(clearance, (seen.get(clearance) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['cannot-tell', 'discontinue', 'give', 'hold', 'restart']);
    expect(Math.min(...seen.values())).toBeGreaterThan(5);
  });

  it('give and restart imply that every check is met and nothing is asked', () => {
    fc.assert(
      fc.property(askedCourses, (asked) => {
        const { clearance, checks, needed } = ask(asked);
        if (!cleared.includes(clearance)) return;
        expect(checks.every(({ truth }) => truth === 'met')).toBe(true);
        expect(needed).toEqual([]);
      }),
      runs,
    );
  });

  it('dose and milligrams are always stated; milligrams are null after the end only', () => {
    fc.assert(
      fc.property(askedCourses, (asked) => {
        const { clearance, dose, mg, reasons } = ask(asked);
        expect(dose).toMatch(/^[CR]\d+D\d+$/u);
        expect(mg === null).toBe(clearance === 'discontinue');
        expect(reasons.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  it('adding an unresolved event of grade 3 or more never turns hold into give, and never clears a dose', () => {
    fc.assert(
      fc.property(
        askedCourses,
        fc.constantFrom(...KINDS),
        fc.constantFrom(3 as const, 4 as const),
        (asked, kind, grade) => {
          const event = toxicity(kind, grade, asked.on, undefined, { id: 'added' });
          const found = ask({ ...asked, course: adding(asked.course, event) });
          expect(cleared).not.toContain(found.clearance);
          // Whatever the prescriber chooses afterwards.
          const words = CHOICES.map(([path = '', ...others]) => ({
            ...choice(asked.on, [path, ...others], path),
            id: `word-${path}`,
            at: `${asked.on}T16:30Z`,
          }));
          expect(cleared).not.toContain(ask({ ...asked, course: adding(asked.course, event, ...words) }).clearance);
        },
      ),
      runs,
    );
  });

  it('no path of events reaches give or restart after a discontinuation for toxicity', () => {
    fc.assert(
      fc.property(askedCourses, askedCourses, fc.integer({ min: 0, max: 200 }), (asked, later, days) => {
        const stop: CourseEvent = {
          type: 'discontinued',
          id: 'stop',
          at: `${dayAfter(days)}T16:00Z`,
          reason: 'toxicity',
        };
        const on = dayAfter(days + 400);
        const after = later.course.events.map((event, index) => ({ ...event, id: `later-${index}` }));
        const course = adding(asked.course, stop, ...after, given('C7D1', on));
        expect(visitOn(course, on, SITE)).toMatchObject({ clearance: 'discontinue', mg: null });
      }),
      runs,
    );
  });

  it('the clearance never depends on the authorization', () => {
    const authorization = fc.record({
      type: fc.constant('authorization' as const),
      at: fc.integer({ min: -30, max: 200 }).map((days) => `${dayAfter(days)}T16:00Z`),
      policy: fc.constantFrom('a', 'b'),
      number: fc.constantFrom('A-1', 'A-2'),
      from: fc.integer({ min: -30, max: 100 }).map(dayAfter),
      to: fc.integer({ min: 100, max: 200 }).map(dayAfter),
      units: fc.option(fc.integer({ min: 0, max: 200 })),
    });
    fc.assert(
      fc.property(askedCourses, fc.array(authorization, { maxLength: 3 }), (asked, authorizations) => {
        const without = ask(asked);
        const beside = ask({ ...asked, course: adding(asked.course, ...authorizations) });
        expect({ ...beside, financial: without.financial }).toEqual(without);
      }),
      { numRuns: 200 },
    );
  });

  it('removing any recorded fact never turns another answer into give', () => {
    fc.assert(
      fc.property(askedCourses, fc.nat(), (asked, which) => {
        const request = requestOf(asked);
        const facts = [...request.facts];
        const removed = facts[which % facts.length]?.[0] ?? '';
        const before = clear(request).clearance;
        const after = clear({ ...request, facts: new Map(facts.filter(([id]) => id !== removed)) }).clearance;
        if (after === 'give' || after === 'restart') expect([removed, before]).toEqual([removed, after]);
      }),
      runs,
    );
  });

  it('a fact that is not known leaves the dose uncleared, whichever of those that a check needs it is', () => {
    fc.assert(
      fc.property(askedCourses, (asked) => {
        const request = requestOf(asked);
        expect(cleared).not.toContain(clear({ ...request, facts: new Map() }).clearance);
      }),
      { numRuns: 100 },
    );
  });

  it('the order of the entries in the file makes no difference', () => {
    fc.assert(
      fc.property(askedCourses, (asked) => {
        const turned = { ...asked.course, events: [...asked.course.events].reverse() };
        expect(ask({ ...asked, course: turned })).toEqual(ask(asked));
      }),
      { numRuns: 200 },
    );
  });

  it('no answer has an adverse word of a payer', () => {
    const adverse = /\b(den(y|ies|ied|ial)|reject\w*|refus\w*|rescind\w*|revok\w*|downgrad\w*)\b/iu;
    fc.assert(
      fc.property(askedCourses, (asked) => {
        const { clearance, reasons, needed, financial } = ask(asked);
        expect(JSON.stringify({ clearance, reasons, needed, financial })).not.toMatch(adverse);
      }),
      { numRuns: 200 },
    );
  });
});

function requestOf({ course, on }: AskedCourse): ClearRequest {
  const { drugs, visitFacts: definitions, labGrading: scale } = knowledge();
  const drug = drugs.get(course.drug) ?? expect.fail(course.drug);
  const timeline = timelineOf(course);
  const due = doseDue(drug.labels, timeline, on);
  if (!due.ok) return expect.fail('the doses are those of the schedule');
  const label = labelOn(drug.labels, Temporal.PlainDate.from(on));
  const facts = visitFacts(timeline, due.answer, { label, on, site: SITE, scale });
  return {
    label,
    timeline,
    due: due.answer,
    on,
    facts,
    definitions,
    windowUnset: false,
    deviations: [],
    raisedBaselines: [],
  };
}
