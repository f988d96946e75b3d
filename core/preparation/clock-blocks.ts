import { compareMoments, type Moment } from '../course/moment.ts';
import type { Caution } from '../values/caution.ts';
import type { Infusion } from './infusion.ts';
import { deadlinesOf, TIME_OVER, type Deadlines } from './clocks.ts';
import { later, sayAt, sayHours } from './hours.ts';
import type { Clocks } from './preparation.ts';
import type { Moments } from './times.ts';
import type { BagStanding, Block } from './worksheet.ts';

/** The clocks of one preparation with what is known of it. */
export interface Running {
  readonly clocks: Clocks;
  readonly moments: Moments;
  readonly infusion: Infusion;
  /** The moment of the answer; undefined where none is given: then only known times count. */
  readonly at: Moment | undefined;
}

const NEW_BAG = 'Discard it, record what was discarded, and make a new one';
const NEW_VIALS = 'Discard them, record what was discarded, and take fresh ones';

const isAfter = (a: Moment | undefined, b: Moment | undefined): boolean =>
  a !== undefined && b !== undefined && compareMoments(a, b) > 0;

/** Every limit that is broken by what is known, the earliest in the work first. */
function clockBlocks(running: Running): readonly Block[] {
  const { clocks, moments } = running;
  const { deadlines } = deadlinesOf(clocks, moments);
  return [...ofVials(running, deadlines), ...ofDilution(running, deadlines), ...ofBag(running, deadlines)];
}

/**
 * What is broken by known times, and what is over at the moment of the answer: that refuses where the moment was asked
 * about, and is said where it is only what the clock shows. A record is often written when the bag has long been given.
 */
export function clockFindings(
  running: Running,
  asked: boolean,
): { readonly blocks: readonly Block[]; readonly cautions: readonly Caution[] } {
  const known = clockBlocks({ ...running, at: undefined });
  if (known.length > 0) return { blocks: known, cautions: [] };
  const over = clockBlocks(running);
  if (asked) return { blocks: over, cautions: [] };
  return { blocks: [], cautions: over.map(({ what, cite }) => ({ id: TIME_OVER, text: what, cite })) };
}

/**
 * Whether the bag may be given at the moment of the answer. `cannot-tell` where the time of dilution is not known and
 * its limit has passed; null without a moment.
 */
export function bagStanding(running: Running): BagStanding | null {
  const { moments, at, clocks } = running;
  if (clockBlocks(running).length > 0) return 'discard';
  if (at === undefined) return null;
  if (moments.reconstituted === undefined) return 'not-made';
  const { dilute } = deadlinesOf(clocks, moments).deadlines;
  return isAfter(at, dilute) && !isDilutedInTime(moments, dilute) ? 'cannot-tell' : 'usable';
}

/** A bag that was put away or hung up by then had been made by then. */
export function isDilutedInTime({ diluted, refrigerated, infusionStart }: Moments, limit: Moment | undefined): boolean {
  const seen = diluted ?? refrigerated ?? infusionStart;
  return seen !== undefined && !isAfter(seen, limit);
}

/** The last moment at which the infusion may begin so as to end in time; undefined while its end is not known. */
export function latestStart({ infusionMustEnd }: Deadlines, { hours }: Infusion): Moment | undefined {
  return infusionMustEnd === undefined ? undefined : later(infusionMustEnd, -hours);
}

function ofVials({ clocks, moments, at }: Running, { vials }: Deadlines): readonly Block[] {
  if (vials === undefined) return [];
  const { hours, cite } = clocks.vials;
  const limit = `${sayHours(hours)} in the carton ended at ${sayAt(vials)}`;
  const block = (what: string): readonly Block[] => [
    { id: 'vials-out-too-long', about: 'clock', what, mend: NEW_VIALS, cite },
  ];
  const { reconstituted } = moments;
  if (reconstituted !== undefined)
    return isAfter(reconstituted, vials)
      ? block(`The vial was reconstituted at ${sayAt(reconstituted)}; its ${limit}.`)
      : [];
  return isAfter(at, vials) ? block(`The vials have been out of the refrigerator too long: the ${limit}.`) : [];
}

function ofDilution({ clocks, moments: { diluted } }: Running, { dilute }: Deadlines): readonly Block[] {
  if (diluted === undefined || dilute === undefined || !isAfter(diluted, dilute)) return [];
  const { hours, cite } = clocks.dilute;
  const what =
    `The drug went into the bag at ${sayAt(diluted)}; the ${sayHours(hours)} from reconstitution ended at ` +
    `${sayAt(dilute)}.`;
  return [{ id: 'diluted-late', about: 'clock', what, mend: NEW_BAG, cite }];
}

function ofBag(running: Running, deadlines: Deadlines): readonly Block[] {
  const { clocks, moments } = running;
  const { roomTemperature: room, infusionMustEnd: end } = deadlines;
  const { refrigerated, outOfRefrigerator: out, refrigeratedAgain: again } = moments;
  const block = (id: string, what: string): Block => ({
    id,
    about: 'clock',
    what,
    mend: NEW_BAG,
    cite: (refrigerated === undefined ? clocks.roomTemperature : clocks.outOfRefrigerator).cite,
  });
  if (room === undefined || end === undefined) return [];
  const twice =
    again === undefined
      ? []
      : [
          block(
            'refrigerated-again',
            `The bag went back into the refrigerator at ${sayAt(again)}: it may leave it once only, and is not put back.`,
          ),
        ];
  if (refrigerated !== undefined && compareMoments(refrigerated, room) >= 0) {
    const what = `The bag went into the refrigerator at ${sayAt(refrigerated)}, when its time at room temperature had run out (${sayAt(room)}).`;
    return [block('refrigerated-too-late', what), ...twice];
  }
  if (out !== undefined && compareMoments(end, out) <= 0) {
    const what = `The bag left the refrigerator at ${sayAt(out)}, when its time was over (${sayAt(end)}).`;
    return [block('bag-expired', what), ...twice];
  }
  return [...twice, ...ofInfusion(running, end, block)];
}

function ofInfusion(
  { clocks, moments, infusion, at }: Running,
  end: Moment,
  block: (id: string, what: string) => Block,
): readonly Block[] {
  const start = moments.infusionStart ?? at;
  if (start === undefined) return [];
  // A bag that is still in the refrigerator leaves it at the latest when the infusion starts.
  const isInside = moments.refrigerated !== undefined && moments.outOfRefrigerator === undefined;
  const known = isInside ? deadlinesOf(clocks, { ...moments, outOfRefrigerator: start }).deadlines : undefined;
  const limit = known?.infusionMustEnd ?? end;
  const ends = later(start, infusion.hours);
  if (!isAfter(ends, limit)) return [];
  if (moments.infusionStart !== undefined) {
    const what = `An infusion that starts at ${sayAt(start)} ends at ${sayAt(ends)}; it has to end by ${sayAt(limit)}.`;
    const mend = `Start it by ${sayAt(later(limit, -infusion.hours))}; else discard the bag, record it, and make a new one`;
    return [{ ...block('infusion-ends-too-late', what), mend }];
  }
  if (isAfter(at, limit)) return [block('bag-expired', `The time of the bag ended at ${sayAt(limit)}.`)];
  const what =
    `An infusion that started now (${sayAt(start)}) would end at ${sayAt(ends)}; it has to end by ` +
    `${sayAt(limit)}.`;
  return [block('too-late-to-start', what)];
}
