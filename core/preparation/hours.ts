import { Temporal } from 'temporal-polyfill';
import type { Moment } from '../course/moment.ts';
import { decimal, floorDivide, multiply } from '../values/decimal.ts';

const MINUTE = 60;
const HOUR = 3600;

/** Elapsed hours later, or earlier where negative; a part of an hour counts to the second. */
export function later({ at, notation }: Moment, hours: number): Moment {
  const seconds = floorDivide(multiply(decimal(Math.abs(hours)), decimal(HOUR)), decimal(1));
  return { at: at.add({ seconds: hours < 0 ? -seconds : seconds }), notation };
}

/** Whole minutes from one moment to another, never less than 0: a part of a minute is not counted. */
export function minutesUntil(from: Moment, to: Moment): number {
  const { seconds } = from.at.toInstant().until(to.at.toInstant(), { largestUnit: 'seconds', smallestUnit: 'seconds' });
  return Math.max(0, Math.floor(seconds / MINUTE));
}

/** `7 h 20 min`, `2 days 3 h`; under a minute `less than a minute`. */
export function sayMinutes(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  const { days, hours, minutes: rest } = Temporal.Duration.from({ minutes }).round({ largestUnit: 'days' });
  const parts = [
    days === 0 ? '' : `${days} ${days === 1 ? 'day' : 'days'}`,
    hours === 0 ? '' : `${hours} h`,
    rest === 0 ? '' : `${rest} min`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** `4 h`; whole days from two on, `7 days`. */
export function sayHours(hours: number): string {
  return hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} h`;
}

/** A moment as part of a name: `20260330T1210Z`. */
export function stampOf({ at }: Moment): string {
  return at.toInstant().toString({ smallestUnit: 'minute' }).replaceAll(/[-:]/gu, '');
}

/** A moment in a sentence, to the minute: `2026-03-30 08:10 -04:00`. */
export function sayAt({ at }: Moment): string {
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })} ${at.offset}`;
}
