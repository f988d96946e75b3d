import { compareMoments, earlier, printMoment, type Moment } from '../course/moment.ts';
import type { Site } from '../regimen/site.ts';
import type { Caution } from '../values/caution.ts';
import { later, minutesUntil, sayAt, sayMinutes } from './hours.ts';
import type { Clock, Clocks } from './preparation.ts';
import type { Moments } from './times.ts';

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

/** The last moment of each use; undefined where the time that starts it is not known. */
export interface Deadlines {
  readonly vials?: Moment;
  readonly dilute?: Moment;
  readonly roomTemperature?: Moment;
  readonly refrigerated?: Moment;
  readonly outOfRefrigerator?: Moment;
  readonly infusionMustEnd?: Moment;
}

export interface ClockAnswer {
  readonly deadlines: Deadlines;
  readonly cautions: readonly Caution[];
}

/** Of what is over by the clock, where no moment was asked about. */
export const TIME_OVER = 'time-is-over';

/** The cautions that belong beside the clocks, wherever they are shown. */
const CLOCK_CAUTIONS = {
  roomTemperature: 'hours-at-room-temperature',
  outOfRefrigerator: 'hours-out-of-refrigerator',
  stillRefrigerated: 'still-refrigerated',
  usedUp: 'room-temperature-time-used-up',
  expired: 'bag-expired',
  siteShorter: 'site-limit',
  siteLonger: 'site-limit-longer',
  over: TIME_OVER,
} as const;

export function isAboutClocks({ id }: Caution): boolean {
  return Object.values<string>(CLOCK_CAUTIONS).includes(id);
}

/** True where the bag was put away and not yet taken out: the end of the infusion is no more than the last possible one. */
export function isStillRefrigerated(cautions: readonly Caution[]): boolean {
  return cautions.some(({ id }) => id === CLOCK_CAUTIONS.stillRefrigerated);
}

/**
 * The clocks with the site's own limit for a bag outside the refrigerator, where that is shorter than the document's
 * (R25); a longer one changes nothing, and the caution says so.
 */
export function clocksAt(
  clocks: Clocks,
  { bagHoursAtRoomTemperature: hours }: Site,
): { readonly clocks: Clocks; readonly cautions: readonly Caution[] } {
  if (hours === undefined) return { clocks, cautions: [] };
  const { roomTemperature, outOfRefrigerator } = clocks;
  const shorter = (clock: Clock): Clock => (hours < clock.hours ? { ...clock, hours } : clock);
  const isShorter = hours < Math.max(roomTemperature.hours, outOfRefrigerator.hours);
  const { cite } = roomTemperature;
  const text = isShorter
    ? `The site gives a bag ${hours} h outside the refrigerator, the document ${roomTemperature.hours} h: the shorter limit counts.`
    : `The site gives a bag ${hours} h outside the refrigerator; the document gives ${roomTemperature.hours} h, and that limit counts.`;
  const id = isShorter ? CLOCK_CAUTIONS.siteShorter : CLOCK_CAUTIONS.siteLonger;
  return {
    clocks: { ...clocks, roomTemperature: shorter(roomTemperature), outOfRefrigerator: shorter(outOfRefrigerator) },
    cautions: [{ id, text, cite }],
  };
}

/**
 * R25. Never refrigerated: the infusion ends by reconstitution + the hours at room temperature. Refrigerated: by the
 * earlier of reconstitution + the hours in the refrigerator, and the moment out of it + the hours allowed then, less
 * the time at room temperature before it went in. All hours come from `clocks` and are elapsed hours.
 */
export function deadlinesOf(clocks: Clocks, moments: Moments): ClockAnswer {
  const { vialsOut, reconstituted, refrigerated } = moments;
  const vials = vialsOut === undefined ? {} : { vials: later(vialsOut, clocks.vials.hours) };
  if (reconstituted === undefined) return { deadlines: vials, cautions: [] };
  const roomTemperature = later(reconstituted, clocks.roomTemperature.hours);
  const inRefrigerator = later(reconstituted, clocks.refrigerated.hours);
  const { end, out, cautions } =
    refrigerated === undefined
      ? {
          end: earlier(roomTemperature, inRefrigerator),
          out: undefined,
          cautions: readingOf(CLOCK_CAUTIONS.roomTemperature, clocks.roomTemperature),
        }
      : refrigeratedEnd(clocks, { ...moments, reconstituted, refrigerated });
  return {
    deadlines: {
      ...vials,
      dilute: later(reconstituted, clocks.dilute.hours),
      roomTemperature,
      refrigerated: inRefrigerator,
      ...(out === undefined ? {} : { outOfRefrigerator: out }),
      infusionMustEnd: end,
    },
    cautions,
  };
}

/** As an answer prints them. */
export function useByOf({ dilute, roomTemperature, refrigerated, infusionMustEnd }: Deadlines): UseBy {
  return {
    dilute: printed(dilute),
    roomTemperature: printed(roomTemperature),
    refrigerated: printed(refrigerated),
    infusionMustEnd: printed(infusionMustEnd),
  };
}

/** Null where the moment is not known. */
export function printed(moment: Moment | undefined): string | null {
  return moment === undefined ? null : printMoment(moment);
}

/** How the document was read where it leaves room. */
function readingOf(id: string, { caution, cite }: Clock): readonly Caution[] {
  return caution === undefined ? [] : [{ id, text: caution, cite }];
}

interface End {
  readonly end: Moment;
  /** When the hours out of the refrigerator are over, where it has left it. */
  readonly out: Moment | undefined;
  readonly cautions: readonly Caution[];
}

function refrigeratedEnd(
  clocks: Clocks,
  moments: Moments & { readonly reconstituted: Moment; readonly refrigerated: Moment },
): End {
  const { reconstituted, refrigerated, outOfRefrigerator: out } = moments;
  const roomLimit = later(reconstituted, clocks.roomTemperature.hours);
  const latest = later(reconstituted, clocks.refrigerated.hours);
  const { cite, hours } = clocks.outOfRefrigerator;
  const reading = readingOf(CLOCK_CAUTIONS.outOfRefrigerator, clocks.outOfRefrigerator);
  if (compareMoments(refrigerated, roomLimit) >= 0) {
    const text = `The bag went into the refrigerator when its time at room temperature had run out (${sayAt(roomLimit)}): discard it.`;
    return { end: roomLimit, out: undefined, cautions: [...reading, { id: CLOCK_CAUTIONS.usedUp, text, cite }] };
  }
  // Elapsed time already spent outside the refrigerator, taken off what is left once the bag is out.
  const afterOut = (from: Moment): Moment => {
    const spent = reconstituted.at.until(refrigerated.at, { largestUnit: 'hours' });
    const limit = later(from, hours);
    return { at: limit.at.subtract(spent), notation: limit.notation };
  };
  if (out === undefined) {
    const left = minutesUntil(refrigerated, afterOut(refrigerated));
    const text =
      `The bag is in the refrigerator: the end shown is the last possible one. Once it is out, ` +
      `${left === 0 ? 'nothing is' : `at most ${sayMinutes(left)} are`} left; give the time at which it was taken out.`;
    return {
      end: latest,
      out: undefined,
      cautions: [...reading, { id: CLOCK_CAUTIONS.stillRefrigerated, text, cite }],
    };
  }
  const limit = afterOut(out);
  const end = earlier(latest, limit);
  if (compareMoments(end, out) > 0) return { end, out: limit, cautions: reading };
  const text = `Nothing is left of the bag's time when it leaves the refrigerator (${sayAt(end)}): discard it.`;
  return { end, out: limit, cautions: [...reading, { id: CLOCK_CAUTIONS.expired, text, cite }] };
}
