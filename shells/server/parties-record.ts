import { readBilling } from '../claim-forms/read-billing.ts';
import { uuidOf } from '../pas/ids.ts';
import type { RecordedEvent } from '../store/events.ts';
import type { StreamEvents, Summary } from '../store/summary.ts';

/** The kind of stream that keeps who bills whom: of an organisation, or of one of its courses. */
export const PARTIES = 'parties';
/** The type of its events: each holds all of it, as it was kept. */
export const KEPT = 'parties-kept';

/** A billing file as the record keeps it, checked by the reader of billing files. */
export type KeptBilling = Readonly<Record<string, unknown>>;

interface Kept {
  /** Null where it is the organisation's own. */
  readonly course: string | null;
  readonly billing: KeptBilling;
}

/** Where it is kept: the same place each time. @param course null for what stands on every claim */
export function partiesStream(organisation: string, course: string | null): string {
  return uuidOf(PARTIES, organisation, course ?? '');
}

/** What was kept last; nothing where nothing was. */
export function keptBilling(events: readonly RecordedEvent[]): KeptBilling {
  const last = events.at(-1);
  return last?.type === KEPT ? (last.body as Kept).billing : {};
}

/**
 * What is to be kept, checked.
 * @throws InputError with every fault, each with its place
 */
export function partiesBody(billing: KeptBilling, course: string | null): Kept {
  readBilling([{ file: 'billing', text: JSON.stringify(billing) }]);
  return { course, billing };
}

/** One billing file of both: what is kept for the course stands over what stands on every claim. */
export function merged(under: KeptBilling, over: KeptBilling): KeptBilling {
  const both = Object.entries(over).map(([key, value]): readonly [string, unknown] => {
    const below = under[key];
    return [key, isDocument(below) && isDocument(value) ? merged(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(both) };
}

function isDocument(value: unknown): value is KeptBilling {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lists show of it: nothing of who is named there. */
export function partiesSummary({ events }: StreamEvents): Summary {
  const course = (events.at(-1)?.body as Kept | undefined)?.course ?? null;
  return {
    title: course === null ? 'Who bills' : `Who bills for course ${course.slice(0, 8)}`,
    body: { course },
    work: [],
  };
}
