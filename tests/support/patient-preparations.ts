import type { Course, CourseEvent } from '../../core/course/event.ts';
import type { Outcome } from '../../core/course/fault.ts';
import { courseUntil, timelineOf } from '../../core/course/timeline.ts';
import { beforeBag } from '../../core/preparation/before-bag.ts';
import { prepareFor, type PatientWorksheet } from '../../core/preparation/prepare-for.ts';
import type { Happened } from '../../core/preparation/record.ts';
import type { PreparationTimes } from '../../core/preparation/times.ts';
import type { Using } from '../../core/preparation/using.ts';
import { clearedOn } from '../../shells/cli/cleared-on.ts';
import { knowledge } from './knowledge.ts';
import { assessed, courseOf, DAYS, labs, uneventful } from './visits.ts';

/** A course after three doses, with everything recorded for the fourth, C2D1. */
export const DAY = DAYS[3] ?? '';
export const COURSE: Course = courseOf([...uneventful(3), ...labs(DAY), assessed(DAY)]);

export const on = (time: string, day = DAY): string => `${day}T${time}-04:00`;

/** All that a complete record of C2D1 says. */
export const USING: Using = {
  vials: [{ mg: 10, ndc: '55513-077-01', lot: 'EX2001', expires: '2027-12-31' }],
  stabilizer: { lot: 'EX3001', expires: '2027-06-30' },
  bag: { ml: 250, fluid: '0.9% sodium chloride', material: 'polyolefin', lot: 'EX4001', expires: '2027-01-31' },
  inspections: { 'reconstituted-solution': 'passes' },
  checkedBy: ['R. Example, PharmD', 'S. Example, CPhT'],
};
export const TIMES: PreparationTimes = { reconstituted: on('08:10'), diluted: on('08:35') };

export interface Prepares {
  readonly course?: Course;
  readonly day?: string;
  readonly using?: Using;
  readonly times?: PreparationTimes;
  readonly at?: string;
  readonly asked?: number;
  readonly happened?: Happened;
}

export function prepares(more: Prepares = {}): Outcome<PatientWorksheet> {
  const { course = COURSE, day = DAY, using = USING, times = TIMES, at = on('09:00') } = more;
  const held = knowledge();
  const drug = held.drugs.get(course.drug);
  if (drug === undefined) throw new Error(course.drug);
  const site = { labWindowDays: 7 };
  const stood = beforeBag(courseUntil(course, day), times.reconstituted);
  const cleared = clearedOn(held, drug, { course: stood, on: day, site, labels: drug.labels });
  if (!cleared.ok) throw new Error(cleared.faults.map(({ what }) => what).join('; '));
  return prepareFor({
    drug: drug.id,
    products: drug.products,
    preparation: drug.preparation,
    label: cleared.answer.label,
    timeline: timelineOf(stood),
    clearance: cleared.answer.clearance,
    asked: more.asked,
    times,
    at,
    now: at,
    timeZone: 'America/New_York',
    site,
    using,
    happened: more.happened,
  });
}

/** The same where it is known to answer. @throws Error with the faults */
export function prepared(more: Prepares = {}): PatientWorksheet {
  const outcome = prepares(more);
  if (!outcome.ok) throw new Error(outcome.faults.map(({ field, what }) => `${field}: ${what}`).join('; '));
  return outcome.answer;
}

export const after = (events: readonly CourseEvent[], course = COURSE): Course => ({
  ...course,
  events: [...course.events, ...events],
});
