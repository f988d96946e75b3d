import { Temporal } from 'temporal-polyfill';
import { clocks, type TimeLimit } from './clock.ts';
import type { RequestState } from './state.ts';

/** The limit by which an answer is due first. */
export interface AnswerDue {
  readonly limit: string;
  /** At the payer's place, with its zone. */
  readonly due: string;
  /** The same in UTC: such texts sort as the moments do. */
  readonly at: string;
  /** What follows for the payer once it is missed. */
  readonly effect: string;
}

/**
 * When the payer has to answer, by the limit that ends first; null where none runs: before the request is handed in,
 * after the answer, while the limit waits for information, and where no limit is held for the line of business.
 * @param now ISO 8601 with an offset: the last entry, as it was recorded
 * @param timeZone the payer's, IANA
 */
export function answerDue(
  state: RequestState,
  limits: readonly TimeLimit[],
  now: string,
  timeZone: string,
): AnswerDue | null {
  const first = clocks(state, limits, now, timeZone).find((clock) => clock.minutesLeft !== undefined);
  const limit = limits.find(({ id }) => id === first?.limit);
  if (first === undefined || limit === undefined) return null;
  const at = Temporal.Instant.from(first.due).toString();
  return { limit: limit.id, due: first.due, at, effect: limit.effect };
}
