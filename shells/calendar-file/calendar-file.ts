import { Temporal } from 'temporal-polyfill';
import type { Calendar } from '../../core/regimen/calendar.ts';
import { calendarEvents, type CalendarOwner } from './calendar-events.ts';
import { icsFile } from './ics.ts';

const FIRST = Temporal.PlainDate.from('2000-01-01');

/**
 * A calendar as an iCalendar file.
 * @param on YYYY-MM-DD: the day of the answer; the file of a later day replaces the one before
 */
export function calendarFile(calendar: Calendar, owner: CalendarOwner, on: string): string {
  const sequence = Math.max(0, FIRST.until(Temporal.PlainDate.from(on), { largestUnit: 'days' }).days);
  const name = `${owner.forWhom === undefined ? '' : `${owner.forWhom}: `}${owner.brand}`;
  return icsFile(name, calendarEvents(calendar, owner), on, sequence);
}
