import { z } from 'zod';
import type { Citation } from '../../core/values/citation.ts';
import { YEARS } from '../../core/values/years.ts';
import { defined } from './defined.ts';

/** An object that takes the named keys only; an unknown key is an error that lists the known ones. */
export function strict<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `unknown key|known: ${Object.keys(shape).join(', ')}` : undefined,
  });
}

export const isoDate = z
  .string({ error: 'a date is wanted here|Write it as YYYY-MM-DD' })
  .refine(isCalendarDate, 'this is not a day of the calendar|Write it as YYYY-MM-DD')
  .meta({ format: 'date', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` });

/** True for a day that exists, written YYYY-MM-DD, in a year that a record of care can speak of. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12 || day < 1)
    return false;
  if (year < YEARS.first || year > YEARS.last) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day <= days;
}

export const identifier = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/u, 'this is not an id|Use small letters, digits, dots and hyphens');

export const fingerprintText = z
  .string({ error: 'a fingerprint is wanted here|Quote it: 16 hex digits' })
  .regex(/^[0-9a-f]{16}$/u, 'this is not a fingerprint|Take it from `stepwise knowledge cite`');

const passage = {
  source: identifier,
  section: z.string().min(1),
  words: z.int().min(1),
  fingerprint: fingerprintText,
  nth: z.int().min(1).optional(),
};

const passageSchema = strict(passage);

/**
 * A citation as it is written in a file. `basis: document` may be left out: a passage with a fingerprint is what the
 * rule normally rests on.
 */
export const citationSchema: z.ZodType<Citation> = z.unknown().transform((raw, context): Citation => {
  const basis = typeof raw === 'object' && raw !== null && 'basis' in raw ? raw.basis : 'document';
  const schema =
    basis === 'secondary' ? secondaryCitation : basis === 'unconfirmed' ? unconfirmedCitation : documentCitation;
  const parsed = schema.safeParse(raw);
  if (parsed.success) return defined(parsed.data);
  for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: raw } as never);
  return z.NEVER;
});

const documentCitation = strict({ basis: z.literal('document').default('document'), ...passage });
const secondaryCitation = strict({
  basis: z.literal('secondary'),
  address: z.string().min(1),
  read: isoDate,
  note: z.string().optional(),
  passage: passageSchema.optional(),
});
const unconfirmedCitation = strict({ basis: z.literal('unconfirmed'), note: z.string().min(1) });

/** The forms that a citation takes, for a reader that takes any of them. */
export const citationShape: z.ZodType = z.union([documentCitation, secondaryCitation, unconfirmedCitation]);

/** Every rule cites; a second source may stand beside the first. */
export const citations = z
  .array(citationSchema, {
    error: 'a list of citations is wanted here|Write `cite: [{ source, section, words, fingerprint }]`',
  })
  .min(1, 'a rule needs a citation|Add one with `stepwise knowledge cite`');
