import type { Fault, Outcome } from '../course/fault.ts';
import { momentFault } from '../course/moment-fault.ts';
import { compareMoments, parseMoment, type Moment } from '../course/moment.ts';

/** The moments of one preparation, in the order in which they come. */
export const TIMES = [
  'vialsOut',
  'reconstituted',
  'diluted',
  'refrigerated',
  'outOfRefrigerator',
  'refrigeratedAgain',
  'infusionStart',
] as const;
export type TimeName = (typeof TIMES)[number];

/** Times of one preparation, ISO 8601 with an offset, as far as they are known. */
export type PreparationTimes = Readonly<Partial<Record<TimeName, string>>>;
export type Moments = Readonly<Partial<Record<TimeName, Moment>>>;

/** What has to be known before a time means anything. */
const AFTER: Readonly<Partial<Record<TimeName, TimeName>>> = {
  diluted: 'reconstituted',
  refrigerated: 'reconstituted',
  outOfRefrigerator: 'refrigerated',
  refrigeratedAgain: 'outOfRefrigerator',
};

/** How the times are called in a sentence. */
const NAMES: Readonly<Record<TimeName, string>> = {
  vialsOut: 'the vials left the refrigerator',
  reconstituted: 'the vial was reconstituted',
  diluted: 'the drug went into the bag',
  refrigerated: 'the bag went into the refrigerator',
  outOfRefrigerator: 'the bag left the refrigerator',
  refrigeratedAgain: 'the bag went back into the refrigerator',
  infusionStart: 'the infusion starts',
};

export function sayTime(name: TimeName): string {
  return NAMES[name];
}

/**
 * The times as moments, in the zone of the pharmacy where one is given.
 * @returns the faults of texts that are no times, that lack the one before them, or that lie before it
 */
export function readTimes(times: PreparationTimes, timeZone?: string): Outcome<Moments> {
  const moments: Moments = Object.fromEntries(
    TIMES.flatMap((name) => {
      const text = times[name];
      const moment = text === undefined ? null : readMoment(text, timeZone);
      return moment === null ? [] : [[name, moment]];
    }),
  );
  const faults = [...unreadable(times, moments), ...missing(times), ...outOfOrder(times, moments)];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, answer: moments };
}

/** A moment in the zone of the pharmacy where one is given, else as it is written; null where the text is none. */
export function readMoment(text: string, timeZone?: string): Moment | null {
  const moment = parseMoment(text);
  if (moment === null || timeZone === undefined) return moment;
  return { at: moment.at.withTimeZone(timeZone), notation: 'zone' };
}

function unreadable(times: PreparationTimes, moments: Moments): readonly Fault[] {
  return TIMES.flatMap((name) => {
    const text = times[name];
    if (text === undefined || moments[name] !== undefined) return [];
    const fault = momentFault(text);
    return fault === null ? [] : [{ field: name, what: `"${text}" ${fault.what}`, mend: fault.mend }];
  });
}

function missing(times: PreparationTimes): readonly Fault[] {
  return TIMES.flatMap((name): Fault[] => {
    const before = AFTER[name];
    if (before === undefined || times[name] === undefined || times[before] !== undefined) return [];
    const what = `the time before it is missing (${before}: when ${NAMES[before]})`;
    return [{ field: name, what, mend: 'Give that time too' }];
  });
}

/** Each is compared with the nearest given one before it. */
function outOfOrder(times: PreparationTimes, moments: Moments): readonly Fault[] {
  return TIMES.flatMap((name, index): Fault[] => {
    const before = TIMES.slice(0, index).findLast((earlier) => moments[earlier] !== undefined);
    const [first, second] = [before === undefined ? undefined : moments[before], moments[name]];
    if (before === undefined || first === undefined || second === undefined || compareMoments(first, second) <= 0)
      return [];
    const what = `${times[name] ?? ''} lies before ${before}, ${times[before] ?? ''}`;
    return [{ field: name, what, mend: 'Correct one of the two times' }];
  });
}
