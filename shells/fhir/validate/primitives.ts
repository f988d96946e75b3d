const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0[1-9]|1[0-2])';
const YEAR = '(?:\\d(?:\\d(?:\\d[1-9]|[1-9]0)|[1-9]00)|[1-9]000)';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
const ZONE = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';

interface Form {
  readonly of: 'string' | 'number' | 'boolean';
  readonly pattern: RegExp;
  readonly said: string;
}

const text = (pattern: RegExp, said: string): Form => ({ of: 'string', pattern, said });
const whole = (pattern: RegExp, said: string): Form => ({ of: 'number', pattern, said });
const WORD = text(/^\S*$/u, 'text without blanks');
const WORDS = text(/\S/u, 'text that is not empty');

/** FHIR's primitive types: how a value stands in JSON, and its form. Every pattern reads a value once from left to right. */
const FORMS: Readonly<Record<string, Form>> = {
  base64Binary: text(/^[\s\w+/=-]*$/u, 'base64'),
  boolean: { of: 'boolean', pattern: /^/u, said: 'true or false' },
  canonical: WORD,
  code: text(/^\S+(?: \S+)*$/u, 'a code without blanks around it'),
  date: text(new RegExp(`^${YEAR}(?:-${MONTH}(?:-${DAY})?)?$`, 'u'), 'a date such as 2026-03-01'),
  dateTime: text(
    new RegExp(`^${YEAR}(?:-${MONTH}(?:-${DAY}(?:T${TIME}${ZONE})?)?)?$`, 'u'),
    'a date, or a time with its offset such as 2026-03-01T09:00:00Z',
  ),
  decimal: { of: 'number', pattern: /^/u, said: 'a number' },
  /** Of CDS Hooks: a UUID by itself. */
  hookInstance: text(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu, 'a UUID'),
  id: text(/^[A-Za-z0-9\-.]{1,64}$/u, 'an id of at most 64 letters, digits, hyphens and dots'),
  instant: text(
    new RegExp(`^${YEAR}-${MONTH}-${DAY}T${TIME}${ZONE}$`, 'u'),
    'a time with its offset such as 2026-03-01T09:00:00Z',
  ),
  integer: whole(/^-?(?:0|[1-9]\d*)$/u, 'a whole number'),
  markdown: WORDS,
  oid: text(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/u, 'an oid such as urn:oid:1.2.3'),
  positiveInt: whole(/^[1-9]\d*$/u, 'a whole number from 1'),
  string: WORDS,
  time: text(new RegExp(`^${TIME}$`, 'u'), 'a time such as 09:00:00'),
  unsignedInt: whole(/^(?:0|[1-9]\d*)$/u, 'a whole number from 0'),
  uri: WORD,
  url: WORD,
  uuid: text(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/u, 'urn:uuid: and a UUID'),
  xhtml: text(/^\s*<div[\s>]/u, 'a <div> of XHTML'),
};

/** Days that no month has: the patterns let 30 February pass. */
function isDay(value: string): boolean {
  const [, year = '', month = '', day] = /^(\d{4})-(\d\d)-(\d\d)/u.exec(value) ?? [];
  if (day === undefined) return true;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return Number(day) <= (days[Number(month) - 1] ?? 0);
}

const DATED: ReadonlySet<string> = new Set(['date', 'dateTime', 'instant']);

export const isPrimitive = (type: string): boolean => Object.hasOwn(FORMS, type);

/** What belongs in place of a value that is not of its primitive type; null where it is. */
export function expectedInstead(value: unknown, type: string): string | null {
  const form = FORMS[type];
  if (form === undefined) return null;
  if (typeof value !== form.of) return form.said;
  if (!form.pattern.test(String(value))) return form.said;
  if (DATED.has(type) && !isDay(String(value))) return 'a day of the calendar';
  return null;
}
