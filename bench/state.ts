import { mgPerUnitOn } from '../core/billing/billing.ts';
import { courseState } from '../core/regimen/state.ts';
import type { Knowledge } from '../shells/knowledge/knowledge.ts';
import { longCourse } from '../tests/support/courses.ts';
import { median } from './measure.ts';

export interface StateTime {
  readonly doses: number;
  readonly events: number;
  /** Median, from the course as it was read to its state. */
  readonly millis: number;
}

/** How long the state of one course of three years takes, put in order anew each time. */
export function stateTime(knowledge: Knowledge, rounds: number): StateTime {
  const [drug] = knowledge.drugs.values();
  if (drug === undefined) throw new Error('no drug is held');
  const { labels, billing } = drug;
  const { course, on } = longCourse(labels[0], 80, 2000);
  const mgPerUnit = mgPerUnitOn(billing, on);
  const once = (): number => {
    const begin = performance.now();
    courseState(course, { labels, mgPerUnit }, on);
    return performance.now() - begin;
  };
  // The first rounds warm up and are not counted.
  const times = Array.from({ length: rounds * 2 }, once).slice(rounds);
  const { doses } = courseState(course, { labels, mgPerUnit }, on);
  return { doses: doses.length, events: course.events.length, millis: median(times) };
}
