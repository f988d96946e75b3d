import type { Temporal } from 'temporal-polyfill';
import type { Moment } from '../course/moment.ts';

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Hours and minutes between two moments, not by the clock on the wall. */
export interface Elapsed {
  readonly hours: number;
  readonly minutes: number;
}

/** The time from one moment to a later one, in whole minutes; null where it is the earlier one. */
export function elapsedBetween(from: Moment, to: Moment): Elapsed | null {
  const seconds = (to.at.epochMilliseconds - from.at.epochMilliseconds) / 1000;
  if (seconds < 0) return null;
  const minutes = Math.floor(seconds / 60);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** From so many hours on the days are said as well. */
const HOURS_WITH_DAYS = 72;

/** `31 h 20 min`; `100 h (4 days)`, whole days of 24 hours. */
export function sayElapsed({ hours, minutes }: Elapsed): string {
  const said = minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return hours < HOURS_WITH_DAYS ? said : `${said} (${Math.floor(hours / 24)} days)`;
}

/** `31 hours and 20 minutes`; `100 hours (4 days)`. */
export function sayPlainElapsed({ hours, minutes }: Elapsed): string {
  const said = [
    ...(hours === 0 && minutes > 0 ? [] : [counted(hours, 'hour')]),
    ...(minutes === 0 ? [] : [counted(minutes, 'minute')]),
  ];
  return hours < HOURS_WITH_DAYS ? said.join(' and ') : `${said.join(' and ')} (${Math.floor(hours / 24)} days)`;
}

/** `Mon 2026-06-22`. */
export function sayDate(day: Temporal.PlainDate): string {
  return `${WEEKDAYS[day.dayOfWeek] ?? ''} ${day.toString()}`;
}

/** `Mon 2026-06-22 10:00 (UTC-04:00)`: a reader elsewhere needs the offset. */
export function sayTime({ at }: Moment): string {
  return `${sayDate(at.toPlainDate())} ${clock(at)} (UTC${at.offset === '+00:00' ? '' : at.offset})`;
}

/** The same, with the offset only where it is not that of `beside`, a time that stands on the same page with its own. */
export function sayTimeBeside(moment: Moment, beside: Moment): string {
  if (moment.at.offset !== beside.at.offset) return sayTime(moment);
  return `${sayDate(moment.at.toPlainDate())} ${clock(moment.at)}`;
}

/** `10:00`, on the day that stands before it. */
export function sayClock({ at }: Moment): string {
  return clock(at);
}

/** `Mon, Jun 22, 2026`, in plain words. */
export function sayPlainDate(day: Temporal.PlainDate): string {
  return `${WEEKDAYS[day.dayOfWeek] ?? ''}, ${MONTHS[day.month] ?? ''} ${day.day}, ${day.year}`;
}

/** `Mon, Jun 22, 2026, 10:00 am`, at the place where it happened. */
export function sayPlainTime(moment: Moment): string {
  return `${sayPlainDate(moment.at.toPlainDate())}, ${sayPlainClock(moment)}`;
}

/** `10:00 am`, on the day that stands before it. */
export function sayPlainClock({ at }: Moment): string {
  const hour = at.hour % 12 === 0 ? 12 : at.hour % 12;
  return `${hour}:${two(at.minute)} ${at.hour < 12 ? 'am' : 'pm'}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function clock(at: Temporal.ZonedDateTime): string {
  return `${two(at.hour)}:${two(at.minute)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
