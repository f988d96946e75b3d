import type { Temporal } from 'temporal-polyfill';

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon`, whatever the language of the machine. */
export const sayWeekday = ({ dayOfWeek }: Temporal.PlainDate): string => WEEKDAYS[dayOfWeek] ?? '';

/** `Mon 15 Jun 2026`. */
export function sayDay(day: Temporal.PlainDate): string {
  return `${sayWeekday(day)} ${day.day} ${MONTHS[day.month] ?? ''} ${day.year}`;
}
