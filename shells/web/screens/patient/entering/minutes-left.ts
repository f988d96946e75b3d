import { Temporal } from 'temporal-polyfill';

const MINUTE_MS = 60_000;

/** Whole minutes from a moment to another, rounded so that nothing is shown as left that is not: below 0 where it is over. */
export function minutesLeft(now: Temporal.Instant, until: string): number {
  return Math.floor((instantOf(until).epochMilliseconds - now.epochMilliseconds) / MINUTE_MS);
}

/** A moment of an answer, with or without the name of its zone. */
function instantOf(moment: string): Temporal.Instant {
  return Temporal.Instant.from(moment.replace(/\[.*$/u, ''));
}
