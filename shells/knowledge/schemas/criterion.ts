import { z } from 'zod';
import type { Citation } from '../../../core/values/citation.ts';
import { nearest } from '../nearest.ts';
import { citations, identifier, strict } from '../schema-parts.ts';

interface Common {
  readonly id: string;
  readonly text: string;
  readonly cite?: readonly Citation[] | undefined;
}

/** A criterion as it is written: the kind is the key that says it. Linking fills in what `same-as` repeats. */
export type CriterionEntry = Common &
  (
    | { readonly all: readonly CriterionEntry[] }
    | { readonly any: readonly CriterionEntry[] }
    | { readonly 'at-least-of': { readonly n: number; readonly of: readonly CriterionEntry[] } }
    | { readonly not: CriterionEntry }
    | { readonly when: CriterionEntry; readonly then: CriterionEntry }
    | { readonly 'same-as': string }
    | FactEntryNode
  );

/** A criterion on one fact as it is written. */
export interface FactEntryNode {
  readonly fact: string;
  readonly 'attested-by'?: readonly string[] | undefined;
  readonly is?: unknown;
  readonly in?: string | undefined;
  readonly 'one-of'?: readonly unknown[] | undefined;
  readonly 'at-least'?: number | undefined;
  readonly 'more-than'?: number | undefined;
  readonly 'at-most'?: number | undefined;
  readonly 'less-than'?: number | undefined;
  readonly unit?: string | undefined;
  readonly within?: { readonly days: number } | { readonly months: number } | undefined;
  readonly 'judged-by'?: readonly string[] | undefined;
}

/** Deeper than any document nests, and shallow enough for every recursion over the tree. */
const DEEPEST = 40;

const common = {
  id: identifier.describe('Used once in the file; worked examples and same-as refer to it'),
  text: z.string().min(1).describe('What it means, in our own words'),
};
const group = { ...common, cite: citations };
const roles = z.array(z.enum(['prescriber', 'clinician', 'nurse', 'pharmacist'])).min(1);
const number = z.number({ error: 'a number is wanted here|Write it without quotes' });

const count = z.int().min(0);
const period = z.union([strict({ days: count }), strict({ months: count })], {
  error: 'this is no period|Write { days: 30 } or { months: 6 }',
});

const onFact = (shape: z.ZodRawShape): z.ZodType => strict({ ...group, fact: identifier, ...shape });
const attested = { 'attested-by': roles.optional().describe('Whose word the document asks for') };

const unit = z.string().min(1).optional().describe('What the number counts; it has to be the unit of the fact');

const FORMS: readonly (readonly [string, (below: z.ZodType) => z.ZodType])[] = [
  ['all', (below) => strict({ ...group, all: z.array(below).min(1) })],
  ['any', (below) => strict({ ...group, any: z.array(below).min(1) })],
  [
    'at-least-of',
    (below) =>
      strict({ ...group, 'at-least-of': strict({ n: z.int().min(1), of: z.array(below).min(1) }) }).refine(
        (entry) => entry['at-least-of'].n <= entry['at-least-of'].of.length,
        'more are wanted than there are|Lower n, or add criteria',
      ),
  ],
  ['not', (below) => strict({ ...group, not: below })],
  ['when', (below) => strict({ ...group, when: below, then: below })],
  ['same-as', () => strict({ ...common, 'same-as': identifier })],
  ['is', () => onFact({ ...attested, is: z.union([z.string(), z.number(), z.boolean()]) })],
  ['one-of', () => onFact({ ...attested, 'one-of': z.array(z.union([z.string(), z.number()])).min(1) })],
  [
    'in',
    () =>
      onFact({
        ...attested,
        in: z.enum(['icd10', 'hcpcs', 'ndc'], { error: 'this is no code list of a policy|Use icd10, hcpcs or ndc' }),
      }),
  ],
  ['at-least', () => onFact({ ...attested, 'at-least': number, unit })],
  ['more-than', () => onFact({ ...attested, 'more-than': number, unit })],
  ['at-most', () => onFact({ ...attested, 'at-most': number, unit })],
  ['less-than', () => onFact({ ...attested, 'less-than': number, unit })],
  ['within', () => onFact({ ...attested, within: period })],
  ['judged-by', () => onFact({ 'judged-by': roles })],
];

const made = new Map<string, z.ZodType>();

/** The schema of one kind at one depth, made once: making it costs more than parsing by it. */
function formAt(depth: number, [kind, make]: (typeof FORMS)[number]): z.ZodType {
  const key = `${depth} ${kind}`;
  const schema = made.get(key) ?? make(criterionAt(depth + 1));
  made.set(key, schema);
  return schema;
}

function criterionAt(depth: number): z.ZodType<CriterionEntry> {
  return z.unknown().transform((raw, context): CriterionEntry => {
    const fail = (message: string): CriterionEntry => {
      context.issues.push({ code: 'custom', message, input: raw });
      return z.NEVER;
    };
    const kinds = FORMS.map(([key]) => key).join(', ');
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
      return fail('a criterion is wanted here|Write id, text, cite and one of: ' + kinds);
    if (depth > DEEPEST) return fail(`criteria nest deeper than ${DEEPEST}|Flatten the groups`);
    const forms = FORMS.filter(([key]) => key in raw);
    const [form, second] = forms;
    if (form === undefined) {
      const [typed, meant] = misspelt(Object.keys(raw));
      if (meant !== undefined) return fail(`"${typed}" is no kind of criterion|Did you mean "${meant}"?`);
      return fail(`the criterion says nothing that could be met|Add one of: ${kinds}`);
    }
    if (second !== undefined)
      return fail(`"${form[0]}" and "${second[0]}" cannot stand in one criterion|Split it in two`);
    const parsed = formAt(depth, form).safeParse(raw);
    if (parsed.success) return parsed.data as CriterionEntry;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: raw } as never);
    return z.NEVER;
  });
}

/** The key that was probably meant to say the kind. */
function misspelt(keys: readonly string[]): readonly [typed: string, meant: string | undefined] {
  const kinds = FORMS.map(([key]) => key);
  for (const key of keys.filter((one) => !KNOWN_KEYS.has(one))) {
    const meant = nearest(key, kinds);
    if (meant !== undefined) return [key, meant];
  }
  return ['', undefined];
}

const KNOWN_KEYS = new Set(['id', 'text', 'cite', 'fact', 'then', 'attested-by', 'unit']);

export const criterionSchema: z.ZodType<CriterionEntry> = criterionAt(1);

/** The forms that a criterion takes, for a reader that takes any of them; below it stand criteria again. */
export const criterionShape: z.ZodType = z.union(FORMS.map(([, form]) => form(criterionSchema)));
