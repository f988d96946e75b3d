import { z } from 'zod';
import { ROLES } from './caller.ts';
import { filters } from './filters.ts';

/** Parts of requests and answers that several routes have. */

/** A document whose own reader says what is wrong with it. */
export const document = z.record(z.string(), z.unknown());

/** RFC 9457: what every answer looks like that is none. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional(),
  /** Everything that is wrong with the input, each with its place and how to mend it. */
  faults: z
    .array(
      z.looseObject({
        where: z.string().optional(),
        field: z.string().optional(),
        what: z.string(),
        mend: z.string(),
      }),
    )
    .optional(),
  /** How many entries the record has now, where somebody else wrote meanwhile. */
  sequence: z.int().optional(),
});

/** The same key and the same request are done once, however often they are sent. */
export const idempotencyKey = z.object({ 'idempotency-key': z.string().min(8).max(200) });

/** How many entries the writer knows of, as `etag` said: nothing is written where there are others. */
export const ifMatch = z.object({
  'if-match': z
    .string()
    .regex(/^"?\d{1,9}"?$/u)
    .optional(),
});

export function expectedBy(header: string | undefined): number | undefined {
  return header === undefined ? undefined : Number(header.replaceAll('"', ''));
}

export const pageQuery = z.object({
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  ...filters.shape,
  /** Where a request stands today; `expired` is an approval whose last day is over. */
  status: z.string().max(50).optional(),
  /** Requests that are for a course. */
  course: z.uuid().optional(),
});

/** What was written: the record, and how many entries it has now. */
export const recorded = z.object({ id: z.string(), sequence: z.number() });

/** A record in a list. */
const row = z.object({ id: z.string(), title: z.string(), sequence: z.number(), state: z.unknown() });

/** A page of them; `next` is where the next one begins, null after the last. */
export const rows = z.object({ rows: z.array(row), next: z.string().nullable() });

/** An answer of the command line, as its `--json` prints it: the schemas of the answers say what is in it. */
export const answered = z.unknown().describe('The answer as the command line prints it with --json');

/** A file of one of several kinds, written as it is. */
export function fileOf(...kinds: readonly string[]): {
  readonly content: Readonly<Record<string, { readonly schema: z.ZodUnknown }>>;
} {
  return { content: Object.fromEntries(kinds.map((kind) => [kind, { schema: z.unknown() }])) };
}

const actor = z.object({ organisation: z.string(), id: z.string(), role: z.string() });

/** Every entry of a record, as it stands. */
export const recordedEvents = z.object({
  events: z
    .array(
      z.object({
        sequence: z.int().min(1),
        type: z.string(),
        at: z.string(),
        recordedAt: z.string(),
        actor,
        body: z.unknown(),
        hash: z.string().length(64),
      }),
    )
    .readonly(),
});

const linked = z.object({ id: z.string(), title: z.string(), kind: z.string(), standing: z.string() });

/** A request, where it stands, and the limits that run on it. */
export const requestView = z.object({
  /** The status, or `expired` where the last day of its approval is over. */
  standing: z.string(),
  /** Where its days end, and whether no file of payers said so. */
  days: z.object({ timeZone: z.string(), assumed: z.boolean() }),
  /** Whose authorization it renews or amends, and those that renew or amend its own. */
  follows: linked.nullable(),
  followedBy: z.array(linked).readonly(),
  state: z.looseObject({ status: z.string() }),
  clocks: z
    .array(
      z.looseObject({ limit: z.string(), due: z.string(), state: z.enum(['answered', 'running', 'paused', 'missed']) }),
    )
    .readonly(),
  entries: z.array(z.looseObject({ type: z.string(), id: z.string(), at: z.string() })).readonly(),
});

export const replayed = z.object({ same: z.boolean(), kept: z.unknown(), again: z.unknown() });

/** How many rows each list has on a day. */
export const workCounts = z.object({
  on: z.iso.date(),
  lists: z.array(z.object({ list: z.string(), title: z.string(), count: z.int().min(0) })).readonly(),
});

/** Rows of one list: the record, since when, why, and what to do. */
export const workRows = z.object({
  on: z.iso.date(),
  rows: z
    .array(
      z.object({
        ...{ stream: z.string(), since: z.iso.date(), title: z.string(), reason: z.string(), action: z.string() },
        /** Of a request whose answer is due: the last moment, in UTC. */
        due: z.string().optional(),
      }),
    )
    .readonly(),
  next: z.string().nullable(),
});

export const accessRows = z.object({
  rows: z.array(z.object({ by: actor, what: z.string(), at: z.string() })).readonly(),
  next: z.string().nullable(),
});

export const policiesInUse = z.object({
  policies: z
    .array(
      z.looseObject({
        id: z.string(),
        version: z.string(),
        title: z.string(),
        /** Of the document that it rests on: whether that is the authority, or another one wins where the two differ. */
        basis: z.enum(['document', 'secondary']),
        inForce: z.object({ from: z.string(), to: z.string().nullable() }),
      }),
    )
    .readonly(),
  /** What keeps a newer folder from use. */
  faults: z.array(z.looseObject({ where: z.string(), what: z.string(), mend: z.string() })).readonly(),
});

/** Before a change and after it; null where there is none. */
const change = z.object({ before: z.string().nullable(), after: z.string().nullable() });

/** How many versions are held, how many records had their lists made again, and the open requests that it concerns. */
export const policiesReloaded = z.object({
  policies: z.int().min(0),
  remade: z.int().min(0),
  affected: z.object({
    policies: z.array(z.string()).readonly(),
    count: z.int().min(0),
    requests: z
      .array(z.object({ id: z.string(), title: z.string(), status: z.string(), versions: change, outcomes: change }))
      .readonly(),
  }),
});

export const signedIn = z.object({
  organisation: z.string(),
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  npi: z.string().optional(),
  kind: z.enum(['person', 'machine']),
  scopes: z.array(z.string()).readonly().optional(),
});
