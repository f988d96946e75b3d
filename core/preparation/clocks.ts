import { Temporal } from 'temporal-polyfill';
import type { Fault, Outcome } from '../course/fault.ts';
import { momentFault } from '../course/moment-fault.ts';
import { compareMoments, earlier, hoursLater, parseMoment, printMoment, type Moment } from '../course/moment.ts';
import type { Caution } from '../values/caution.ts';
import type { Clock, Clocks } from './preparation.ts';

/** Times of one preparation, ISO 8601 with an offset, as far as they are known. */
export interface PreparationTimes {
  readonly reconstituted?: string;
  readonly refrigerated?: string;
  readonly outOfRefrigerator?: string;
}

/** The last moment of each use, written as the input was; null where a time is not known yet. */
export interface UseBy {
  readonly dilute: string | null;
  /** End of the infusion of a bag that is never refrigerated. */
  readonly roomTemperature: string | null;
  /** End of the infusion of a bag that is kept in the refrigerator. */
  readonly refrigerated: string | null;
  /** The limit of this bag, from all that is known of it. */
  readonly infusionMustEnd: string | null;
}

export interface ClockAnswer {
  readonly useBy: UseBy;
  readonly cautions: readonly Caution[];
}

/** The cautions that belong beside the clocks, wherever they are shown. */
const CLOCK_CAUTIONS = {
  roomTemperature: 'hours-at-room-temperature',
  outOfRefrigerator: 'hours-out-of-refrigerator',
  stillRefrigerated: 'still-refrigerated',
  usedUp: 'room-temperature-time-used-up',
  expired: 'bag-expired',
} as const;

export function isAboutClocks({ id }: Caution): boolean {
  return Object.values<string>(CLOCK_CAUTIONS).includes(id);
}

/** True where the bag was put away and not yet taken out: the end of the infusion is no more than the last possible one. */
export function isStillRefrigerated(cautions: readonly Caution[]): boolean {
  return cautions.some(({ id }) => id === CLOCK_CAUTIONS.stillRefrigerated);
}

type Name = keyof PreparationTimes;
type Moments = Readonly<Partial<Record<Name, Moment>>>;

const IN_ORDER: readonly Name[] = ['reconstituted', 'refrigerated', 'outOfRefrigerator'];

/**
 * R25. Never refrigerated: the infusion ends by reconstitution + the hours at room temperature. Refrigerated: by the
 * earlier of reconstitution + the hours in the refrigerator, and the moment out of it + the hours allowed then, less
 * the time at room temperature before it went in. All hours come from `clocks` and are elapsed hours.
 */
export function useBy(clocks: Clocks, times: PreparationTimes): Outcome<ClockAnswer> {
  const moments: Moments = Object.fromEntries(
    IN_ORDER.flatMap((name) => {
      const moment = times[name] === undefined ? null : parseMoment(times[name]);
      return moment === null ? [] : [[name, moment]];
    }),
  );
  const faults = [...unreadable(times, moments), ...outOfOrder(times, moments)];
  if (faults.length > 0) return { ok: false, faults };
  const { reconstituted, refrigerated, outOfRefrigerator: out } = moments;
  if (reconstituted === undefined) return { ok: true, answer: { useBy: NOT_STARTED, cautions: [] } };

  const atRoomTemperature = hoursLater(reconstituted, clocks.roomTemperature.hours);
  const inRefrigerator = hoursLater(reconstituted, clocks.refrigerated.hours);
  const { end, cautions } =
    refrigerated === undefined
      ? { end: atRoomTemperature, cautions: readingOf(CLOCK_CAUTIONS.roomTemperature, clocks.roomTemperature) }
      : refrigeratedEnd(clocks, { reconstituted, refrigerated, ...(out === undefined ? {} : { out }) });
  return {
    ok: true,
    answer: {
      useBy: {
        dilute: printMoment(hoursLater(reconstituted, clocks.dilute.hours)),
        roomTemperature: printMoment(atRoomTemperature),
        refrigerated: printMoment(inRefrigerator),
        infusionMustEnd: printMoment(end),
      },
      cautions,
    },
  };
}

/** How the document was read where it leaves room. */
function readingOf(id: string, { caution, cite }: Clock): readonly Caution[] {
  return caution === undefined ? [] : [{ id, text: caution, cite }];
}

const NOT_STARTED: UseBy = { dilute: null, roomTemperature: null, refrigerated: null, infusionMustEnd: null };

interface Refrigerated {
  readonly reconstituted: Moment;
  readonly refrigerated: Moment;
  readonly out?: Moment;
}

function refrigeratedEnd(
  clocks: Clocks,
  { reconstituted, refrigerated, out }: Refrigerated,
): { readonly end: Moment; readonly cautions: readonly Caution[] } {
  const roomLimit = hoursLater(reconstituted, clocks.roomTemperature.hours);
  const latest = hoursLater(reconstituted, clocks.refrigerated.hours);
  const { cite, hours } = clocks.outOfRefrigerator;
  const reading = readingOf(CLOCK_CAUTIONS.outOfRefrigerator, clocks.outOfRefrigerator);
  if (compareMoments(refrigerated, roomLimit) >= 0) {
    const text = `The bag went into the refrigerator when its time at room temperature had run out (${printMoment(roomLimit)}): discard it.`;
    return { end: roomLimit, cautions: [...reading, { id: CLOCK_CAUTIONS.usedUp, text, cite }] };
  }
  const spent = reconstituted.at.until(refrigerated.at, { largestUnit: 'hours' });
  if (out === undefined) {
    const left = Temporal.Duration.from({ hours }).subtract(spent);
    const text =
      `The bag is in the refrigerator: the end shown is the last possible one. Once it is out, ${spell(left)} left; ` +
      'give the time at which it was taken out.';
    return { end: latest, cautions: [...reading, { id: CLOCK_CAUTIONS.stillRefrigerated, text, cite }] };
  }
  const afterOut: Moment = { at: out.at.add({ hours }).subtract(spent), notation: out.notation };
  const end = earlier(latest, afterOut);
  if (compareMoments(end, out) > 0) return { end, cautions: reading };
  const text = `Nothing is left of the bag's time when it leaves the refrigerator (${printMoment(end)}): discard it.`;
  return { end, cautions: [...reading, { id: CLOCK_CAUTIONS.expired, text, cite }] };
}

/** What is left, in hours and minutes. */
function spell(left: Temporal.Duration): string {
  if (left.sign <= 0) return 'nothing is';
  const { hours, minutes } = left.round({ largestUnit: 'hours', smallestUnit: 'minutes', roundingMode: 'floor' });
  return `at most ${hours} h${minutes === 0 ? '' : ` ${minutes} min`} are`;
}

function unreadable(times: PreparationTimes, moments: Moments): readonly Fault[] {
  return IN_ORDER.flatMap((name) => {
    const text = times[name];
    if (text === undefined || moments[name] !== undefined) return [];
    const fault = momentFault(text);
    return fault === null ? [] : [{ field: name, what: `"${text}" ${fault.what}`, mend: fault.mend }];
  });
}

function outOfOrder(times: PreparationTimes, moments: Moments): readonly Fault[] {
  return IN_ORDER.flatMap((name, index): Fault[] => {
    const before = IN_ORDER[index - 1];
    if (before === undefined || times[name] === undefined) return [];
    if (times[before] === undefined)
      return [{ field: name, what: `the time before it is missing (${before})`, mend: 'Give that time too' }];
    const [earlierOne, later] = [moments[before], moments[name]];
    if (earlierOne === undefined || later === undefined || compareMoments(earlierOne, later) <= 0) return [];
    return [
      {
        field: name,
        what: `${times[name]} lies before ${before}, ${times[before]}`,
        mend: 'Correct one of the two times',
      },
    ];
  });
}
