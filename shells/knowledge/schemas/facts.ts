import { z } from 'zod';
import { LETTER_PARTS } from '../../../core/values/fact.ts';
import { identifier, strict } from '../schema-parts.ts';

const letter = strict({
  part: z.enum(LETTER_PARTS, { error: `this is no part of a letter|Use one of: ${LETTER_PARTS.join(', ')}` }),
  always: z.boolean().default(false),
  says: z
    .string()
    .refine((text) => text.includes('{value}'), 'the sentence does not say the value|Write {value} where it belongs')
    .optional(),
  values: z.record(z.string(), z.string().min(1)).default({}),
});

const common = {
  id: identifier,
  name: z.string().min(1),
  ask: z.string().min(1),
  note: z.string().optional(),
  derivedFrom: identifier.optional(),
  follows: strict({ from: identifier, is: z.unknown(), value: z.unknown() }).optional(),
  letter: letter.optional(),
};

const choice = strict({ value: z.string().min(1), label: z.string().min(1) });

const regularExpression = z.string().refine((text) => {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}, 'this is not a regular expression|Correct the pattern');

/** One fact. */
export const factSchema = z.discriminatedUnion(
  'type',
  [
    strict({ ...common, type: z.literal('yes-no') }),
    strict({ ...common, type: z.literal('date') }),
    strict({
      ...common,
      type: z.literal('integer'),
      unit: z.string().min(1),
      min: z.int(),
      max: z.int().optional(),
    }).refine(({ min, max }) => max === undefined || min <= max, {
      error: 'no number is at least its min and at most its max, so nothing can supply it|Correct one of them',
      path: ['max'],
    }),
    strict({ ...common, type: z.literal('one-of'), choices: z.array(choice).min(1) }),
    strict({ ...common, type: z.literal('code'), system: z.string().min(1), pattern: regularExpression }),
    strict({ ...common, type: z.literal('text') }),
  ],
  { error: 'this is not a type of fact|Use one of: yes-no, date, integer, one-of, code, text' },
);

export const factsFileSchema = strict({ facts: z.array(z.unknown()).min(1) });
export type FactEntry = z.infer<typeof factSchema>;
