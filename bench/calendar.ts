import { Temporal } from 'temporal-polyfill';
import type { Course } from '../core/course/event.ts';
import { calendar } from '../core/regimen/calendar.ts';
import type { Knowledge } from '../shells/knowledge/knowledge.ts';

export interface CalendarTimes {
  readonly patients: number;
  /** Seconds for a calendar of six cycles of each patient, planned from a start. */
  readonly planned: number;
  /** The same where each has a course with the first three doses. */
  readonly courses: number;
}

const CYCLES = 6;

/** Calendars of so many patients, one after the other on one core; the better of two rounds, the first of which warms up. */
export function calendarTimes(knowledge: Knowledge, patients: number): CalendarTimes {
  const [drug] = knowledge.drugs.values();
  if (drug === undefined) throw new Error('no drug is held');
  const { labels } = drug;
  const first = Temporal.PlainDate.from('2025-06-02');
  const starts = Array.from({ length: patients }, (_, patient) => first.add({ days: patient % 700 }));
  const courses = starts.map((start): Course => courseFrom(drug.id, start));
  const plan = (): void => {
    for (const start of starts) answered(calendar({ labels, cycles: CYCLES, mgPerUnit: 1, start }).ok);
  };
  const follow = (): void => {
    for (const [index, course] of courses.entries()) {
      const on = starts[index]?.add({ days: 20 }).toString() ?? '';
      answered(calendar({ labels, cycles: CYCLES, mgPerUnit: 1, course, on }).ok);
    }
  };
  return { patients, planned: seconds(plan), courses: seconds(follow) };
}

function courseFrom(drug: string, start: Temporal.PlainDate): Course {
  const days = [
    ['C1D1', 0, 1],
    ['C1D8', 7, 10],
    ['C1D15', 14, 10],
  ] as const;
  return {
    drug,
    timeZone: 'America/New_York',
    patient: { birthDate: '1958-03-09', sex: 'female' },
    events: days.map(([dose, offset, mg]) => {
      const at = `${start.add({ days: offset }).toString()}T10:00-05:00`;
      return { type: 'dose-given', id: dose, at, dose, mg, start: at };
    }),
  };
}

function answered(ok: boolean): void {
  if (!ok) throw new Error('no calendar');
}

function seconds(work: () => void): number {
  const times = [0, 1].map(() => {
    const begin = performance.now();
    work();
    return (performance.now() - begin) / 1000;
  });
  return Math.min(...times);
}
