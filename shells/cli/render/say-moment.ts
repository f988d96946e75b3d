import { dayOf, parseMoment } from '../../../core/course/moment.ts';
import { sayWeekday } from './say-day.ts';

/** A moment as it is written on a bag, with its day of the week: `Mon 2026-06-15 16:10 -04:00`. */
export function sayMoment(text: string): string {
  const moment = parseMoment(text);
  if (moment === null) return text;
  const day = dayOf(moment);
  const time = moment.at.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${sayWeekday(day)} ${day.toString()} ${time} ${moment.at.offset}`;
}

/** Beside the moment itself: `Mon 16:10`. */
export function sayTimeOfDay(text: string): string {
  const [weekday = '', , time = ''] = sayMoment(text).split(' ');
  return `${weekday} ${time}`;
}
