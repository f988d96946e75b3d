import { z } from 'zod';
import { citations, identifier, strict } from '../schema-parts.ts';
import { criterionSchema } from './criterion.ts';
import { doses } from './label.ts';

const text = z.string().min(1);

const path = strict({
  id: identifier.describe('Named by the prescriber’s choice; used once in the file'),
  text,
  leadsTo: z
    .literal('restart', { error: 'a path leads to restart or to nothing of itself|Write restart, or leave it out' })
    .optional()
    .describe('Chosen, it has the step-up given again'),
  cite: citations,
});

const check = strict({
  id: identifier,
  criteria: criterionSchema,
  otherwise: z
    .enum(['hold', 'discontinue', 'ask'], {
      error: 'nothing else follows where a check is not met|Write hold, discontinue or ask',
    })
    .describe('What follows where the criteria are not met'),
  meanwhile: z
    .literal('hold', { error: 'while a choice is open a dose is held, or nothing is said|Write hold, or leave it out' })
    .optional()
    .describe('Held while nothing but the word of the prescriber is missing'),
  until: text.optional().describe('What ends the hold'),
  paths: z.array(path).min(2, 'a choice has two paths at least|Add the other, or leave paths out').optional(),
  doses: doses.optional().describe('Only these doses; all where left out'),
  cautions: z.array(strict({ id: identifier, text, cite: citations })).optional(),
  cite: citations,
});

/** `clearance.yaml` */
export const clearanceSchema = strict({
  judgedSigns: strict({ signs: z.array(text).min(1), cite: citations }).describe(
    'Neurologic signs of which the prescriber judges what they are',
  ),
  checks: z.array(check).min(1),
  cautions: z.array(strict({ id: identifier, text, when: criterionSchema.optional(), cite: citations })),
});
export type ClearanceEntry = z.infer<typeof clearanceSchema>;
