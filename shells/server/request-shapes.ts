import { z } from 'zod';

const time = z.iso.datetime({ offset: true, local: false });
const text = z.string().trim().min(1).max(2_000);
const word = z.string().trim().min(1).max(200);
const at = { at: time.optional() };
const approval = z.strictObject({
  number: word,
  from: z.iso.date(),
  to: z.iso.date(),
  units: z.int().min(1).nullable(),
});
const signature = z.strictObject({ name: word, npi: z.string().regex(/^\d{10}$/u), specialty: word, reason: text });
const what = z.array(word).max(100);

/** An entry of a request as a person sends it; who sends it is known from the sign-in, the program's own are its own. */
export const entryShape = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('drafted'),
    ...at,
    side: z.enum(['practice', 'payer']),
    kind: z.enum(['initial', 'renewal']),
    policy: word,
    drug: word,
    lineOfBusiness: word.optional(),
    of: z.uuid().optional(),
    course: z.uuid().optional(),
    member: z.strictObject({ ids: z.array(word).min(1).max(20), birthDate: z.iso.date().optional() }).optional(),
  }),
  z.strictObject({ type: z.literal('submitted'), ...at, channel: z.enum(['electronic', 'portal', 'fax', 'phone']) }),
  z.strictObject({ type: z.literal('expedited'), ...at, reason: text }),
  z.strictObject({ type: z.literal('information-requested'), ...at, what }),
  z.strictObject({ type: z.literal('information-received'), ...at, what }),
  z.strictObject({ type: z.literal('referred'), ...at, reason: text }),
  z.strictObject({ type: z.literal('approved'), ...at, approval }),
  z.strictObject({
    type: z.literal('decided'),
    ...at,
    decision: z.enum(['approved', 'approved-in-part', 'denied', 'rescinded']),
    approval: approval.optional(),
    signature,
  }),
  z.strictObject({
    type: z.literal('answer-recorded'),
    ...at,
    heard: z.enum(['electronic', 'portal', 'fax', 'letter', 'phone']),
    answer: z.enum(['approved', 'approved-in-part', 'denied', 'pended', 'rescinded']),
    approval: approval.optional(),
    reason: text.optional(),
    what: what.optional(),
  }),
  z.strictObject({ type: z.literal('appealed'), ...at, reason: text }),
  z.strictObject({
    type: z.literal('appeal-decided'),
    ...at,
    decision: z.enum(['overturned', 'upheld']),
    approval: approval.optional(),
    signature,
    notSubordinate: z.boolean(),
  }),
  z.strictObject({ type: z.literal('withdrawn'), ...at, reason: text }),
]);
