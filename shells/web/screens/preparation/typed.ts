import type { Using } from '../../../../core/preparation/using.ts';
import type { PlaceClock } from '../patient/entering/local-time.ts';

/** A vial in hand, as typed or scanned. */
export interface TypedVial {
  readonly ndc: string;
  readonly lot: string;
  readonly expires: string;
}

export const TIME_NAMES = ['vialsOut', 'reconstituted', 'diluted', 'refrigerated', 'outOfRefrigerator'] as const;
export type TypedTime = (typeof TIME_NAMES)[number];

/** What somebody has typed at the hood, before it is recorded; an empty text is not said. */
export interface Typed {
  readonly vials: readonly TypedVial[];
  /** By the clock at the place of the course. */
  readonly times: Readonly<Partial<Record<TypedTime, string>>>;
  readonly stabilizer: { readonly lot: string; readonly expires: string };
  readonly bag: { readonly lot: string; readonly expires: string; readonly material: string };
  readonly inspections: Readonly<Record<string, 'passes' | 'fails'>>;
  readonly checkedBy: readonly [string, string];
  readonly discarded: readonly { readonly mg: number; readonly reason: string }[];
  /** Whoever answers for what was done out of rule. */
  readonly happened: { readonly reason: string; readonly by: string } | null;
  /** Ids of the steps that are done, and the one that is open. */
  readonly done: readonly string[];
  readonly step: number;
}

/** Before anything is typed: whoever is signed in is the first to check. */
export function nothingTyped(name: string): Typed {
  return {
    ...{ vials: [], times: {}, inspections: {}, discarded: [], done: [], step: 0, happened: null },
    stabilizer: { lot: '', expires: '' },
    bag: { lot: '', expires: '', material: '' },
    checkedBy: [name, ''],
  };
}

/** What is typed as `prepare` reads it. @param mg labelled milligrams of each vial */
export function usingOf(
  { vials, times, stabilizer, bag, inspections, checkedBy, discarded }: Typed,
  mg: number,
  { momentOf }: PlaceClock,
): Using {
  const inHand = vials.map(said).filter((vial) => Object.keys(vial).length > 0);
  const then = Object.entries(times).flatMap(([name, local]) => {
    const moment = momentOf(local);
    return moment === undefined ? [] : [[name, moment] as const];
  });
  // Of a bag that is recorded those who checked it stand there; the name filled in first would take their place.
  const checks = (times.reconstituted ?? '') !== '' || checkedBy[1].trim() !== '';
  const people = !checks ? [] : checkedBy.map((name) => name.trim()).filter((name) => name !== '');
  return {
    ...(inHand.length === 0 ? {} : { vials: inHand.map((vial) => ({ mg, ...vial })) }),
    ...(then.length === 0 ? {} : { times: Object.fromEntries(then) }),
    ...orNothing('stabilizer', said(stabilizer)),
    ...orNothing('bag', said(bag)),
    ...orNothing('inspections', inspections),
    ...(people.length === 0 ? {} : { checkedBy: people }),
    ...(discarded.length === 0 ? {} : { discarded }),
  };
}

/** Without the texts that say nothing. */
function said<T extends object>(texts: T): Partial<T> {
  const filled = Object.entries(texts).filter(([, text]) => typeof text === 'string' && text.trim() !== '');
  return Object.fromEntries(filled) as Partial<T>;
}

function orNothing(key: 'stabilizer' | 'bag' | 'inspections', value: object): Using {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}
