import { z } from 'zod';
import { citations, identifier, isoDate, strict } from '../knowledge/schema-parts.ts';

const text = z.string().trim().min(1);

/** The days of a span: the last may be left out. */
const span = { from: isoDate, to: isoDate.optional() };
const notBackwards = [
  ({ from, to }: { readonly from: string; readonly to?: string | undefined }) => to === undefined || from <= to,
  'the last day lies before the first|Correct one of the two',
] as const;

/** The origin of a server: what is sent there is of patients. */
const origin = z.string().refine(isOrigin, {
  error: 'this is not the origin of a server|Write it as https://host or https://host:port, without a path',
});

const exclusion = strict({
  drug: identifier.optional(),
  codes: z.array(text).min(1).optional(),
  ...span,
  reason: text.max(500),
  cite: citations,
})
  .refine(...notBackwards)
  .refine(
    ({ drug, codes }) => drug !== undefined || codes !== undefined,
    'it says of nothing that it is excluded|Write `drug` or `codes`',
  );

/** Of a member list: one span of one member. */
export const membershipSchema = strict({
  memberId: text,
  birthDate: isoDate,
  ...span,
  lineOfBusiness: identifier.optional(),
  state: z
    .string()
    .regex(/^[A-Z]{2}$/u, 'this is not a state|Write its two capital letters')
    .optional(),
}).refine(...notBackwards);

const insurer = strict({
  organisation: text,
  name: text,
  identifiers: z.array(strict({ system: text.optional(), value: text })).min(1),
  policies: z.array(identifier),
  timeZone: z
    .string()
    .refine(isTimeZone, 'this is not a time zone|Write its IANA name, as America/New_York')
    .optional(),
  members: text.optional(),
  benefitExclusions: z.array(exclusion).default([]),
  resourceServers: z.array(origin).default([]),
});

/** The file that STEPWISE_INSURERS names. */
export const insurersSchema = strict({ insurers: z.array(insurer).min(1) });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** True for an https origin, or an http one on this machine. */
export function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin: own } = new URL(address);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return own === address && (protocol === 'https:' || (protocol === 'http:' && isHere));
}
