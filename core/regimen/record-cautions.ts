import { Temporal } from 'temporal-polyfill';
import { printDoseName, type DoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import { dayOf } from '../course/moment.ts';
import { entries, momentOf, type Timeline } from '../course/timeline.ts';
import type { Caution } from '../values/caution.ts';

/** What happened and was not as planned stays in the record, and every answer that shows the dose says so (R12). */

/** Undefined where the milligrams are those of the schedule. */
export function doseDiffers({ name, entry }: GivenDose, scheduledMg: number): Caution | undefined {
  if (entry.mg === scheduledMg) return undefined;
  const text = `${printDoseName(name)}: ${entry.mg} mg was given where the schedule has ${scheduledMg} mg.`;
  return { id: 'dose-differs', text };
}

/** The day on which the course was ended for good; undefined where it goes on. */
export function discontinuedOn(timeline: Timeline): Temporal.PlainDate | undefined {
  const stopped = entries(timeline, 'discontinued')[0];
  return stopped === undefined ? undefined : dayOf(momentOf(timeline.course, stopped.at));
}

export interface DosesCaution {
  readonly caution: Caution;
  readonly names: readonly DoseName[];
}

/** Doses whose day does not fit the rest of the record: after the end of the course, or after the day of the answer. */
export function dayCautions(timeline: Timeline, given: readonly GivenDose[], on?: string): readonly DosesCaution[] {
  const end = discontinuedOn(timeline);
  const after = end === undefined ? [] : given.filter(({ date }) => Temporal.PlainDate.compare(date, end) > 0);
  const ahead = on === undefined ? [] : given.filter(({ date }) => date.toString() > on);
  return [
    ...about(after, 'dose-after-discontinued', `given after the course was discontinued, on ${String(end)}`),
    ...about(ahead, 'dose-ahead', `recorded for a day that lies ahead, after ${String(on)}`),
  ];
}

function about(doses: readonly GivenDose[], id: string, what: string): readonly DosesCaution[] {
  if (doses.length === 0) return [];
  const list = doses.map(({ name, date }) => `${printDoseName(name)} (${date.toString()})`).join(', ');
  return [{ caution: { id, text: `${list}: ${what}.` }, names: doses.map(({ name }) => name) }];
}
