import type { Discontinued } from '../../course/event.ts';
import { entries, type Timeline } from '../../course/timeline.ts';

/** The end of a course for good. */
export interface Ended {
  readonly reason: Discontinued['reason'];
  /** YYYY-MM-DD. */
  readonly on: string;
}

/** Of several the one that closes the most: death, then toxicity, after which nothing leads back (R23); else the last. */
export function endOf(timeline: Timeline): Ended | undefined {
  const ends = entries(timeline, 'discontinued');
  const end =
    ends.find(({ reason }) => reason === 'death') ?? ends.find(({ reason }) => reason === 'toxicity') ?? ends.at(-1);
  return end && { reason: end.reason, on: timeline.dayOf(end.at) };
}

/** What the end means for a dose, in one sentence. */
export function sayEnd({ reason, on }: Ended): string {
  switch (reason) {
    case 'toxicity':
      return `The treatment was discontinued for toxicity on ${on}: nothing leads back to a dose.`;
    case 'death':
      return `The patient died (${on}): the course is closed.`;
    case 'choice':
      return `The treatment was ended on ${on} by choice: this course goes on no more; a new one may be opened.`;
    case 'hospice':
      return `The treatment was ended on ${on} for hospice care: this course goes on no more; a new one may be opened.`;
    case 'transfer':
      return `The care was transferred on ${on}: this course goes on no more; a new one may be opened.`;
    case 'progression':
      return `The treatment was discontinued for progression on ${on}: this course goes on no more.`;
    default:
      return reason satisfies never;
  }
}
