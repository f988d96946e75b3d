import { z } from 'zod';

/** Parts of requests and answers of the routes about policies. */

export const versionParams = z.object({ id: z.string().max(200), version: z.iso.date() });

/** A version as `policy-id@2026-04-01`. */
export const versionName = z.string().regex(/^[a-z0-9.-]{1,200}@\d{4}-\d{2}-\d{2}$/u);

/** Where a document is told to stand, and how it is accounted for. */
const documentShape = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  basis: z.enum(['document', 'secondary']),
  url: z.string().nullable(),
  dates: z.record(z.string(), z.string()),
  supersededBy: z.string().nullable(),
  sections: z.array(z.object({ id: z.string(), title: z.string() })).readonly(),
});

/** What of the held copy is accounted for; null where no copy is held here. */
const coverageShape = z
  .object({
    found: z.int().min(0),
    stale: z.array(z.object({ file: z.string(), at: z.string() })).readonly(),
    withRule: z.int().min(0),
    notEncoded: z.int().min(0),
    unaccounted: z.array(z.object({ fromLine: z.int(), toLine: z.int(), words: z.int() })).readonly(),
  })
  .nullable();

export const policyDocument = z.object({
  /** As `policy show` tells it: criteria are trees. */
  policy: z.unknown(),
  document: documentShape.nullable(),
  coverage: coverageShape,
  /** Passages that no rule says, each with the reason. */
  notEncoded: z
    .array(
      z.looseObject({
        ...{ source: z.string(), section: z.string(), words: z.int(), fingerprint: z.string(), reason: z.string() },
        nth: z.int().optional(),
      }),
    )
    .readonly(),
  /** How many worked examples stand beside the policy. */
  examples: z.int().min(0),
});

/** What is in the folder: the text of a version, and of the worked examples beside it. */
export const policyTexts = z.object({ text: z.string(), cases: z.string() });

const LARGEST = 500_000;
/** A draft of a new version, with the worked examples beside it. */
export const policyDraft = z.strictObject({
  text: z.string().max(LARGEST),
  cases: z.string().max(LARGEST),
});

const fault = z.looseObject({
  where: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  what: z.string(),
  mend: z.string(),
});
export const draftReport = z.object({
  /** It could be published as it is. */
  sound: z.boolean(),
  faults: z.array(fault).readonly(),
  findings: z
    .array(z.object({ severity: z.enum(['error', 'warning']), what: z.string(), mend: z.string() }))
    .readonly(),
  examples: z.int().min(0),
  failed: z.array(z.object({ name: z.string(), differences: z.array(z.string()).readonly() })).readonly(),
  /** The version that would begin, and the one that would end on the day before. */
  version: z.string().nullable(),
  ends: z.string().nullable(),
});

export const publishedRows = z.object({
  rows: z
    .array(
      z.object({
        policy: z.string(),
        version: z.string(),
        ended: z.string().nullable(),
        by: z.string(),
        at: z.string(),
      }),
    )
    .readonly(),
});

/** What is found; null where it cannot be used. */
const outcome = z.string().nullable();

export const impactReport = z.object({
  /** Requests of the organisation for the drug of which documents are kept; those beyond the limit are not looked at. */
  count: z.int().min(0),
  looked: z.int().min(0),
  requests: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        status: z.string(),
        kind: z.string(),
        before: outcome,
        after: outcome,
      }),
    )
    .readonly(),
});

/** Before a change and after it; null where there is none. */
const change = z.object({ before: outcome, after: outcome });

/** What was published, and the open requests that it concerns. */
export const policyPublished = z.object({
  policy: z.string(),
  version: z.string(),
  ended: z.string().nullable(),
  by: z.string(),
  affected: z.object({
    policies: z.array(z.string()).readonly(),
    count: z.int().min(0),
    requests: z
      .array(z.object({ id: z.string(), title: z.string(), status: z.string(), versions: change, outcomes: change }))
      .readonly(),
  }),
});
