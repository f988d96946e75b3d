import { z } from 'zod';
import { POPULATIONS } from '../../../core/regimen/label.ts';
import { citations, identifier, strict } from '../schema-parts.ts';
import { criterionSchema } from './criterion.ts';

/** `populations.yaml` */
export const populationsSchema = strict({
  rules: z
    .array(
      strict({
        id: identifier,
        population: z.enum(POPULATIONS, {
          error: `this is no group of patients|Use one of: ${POPULATIONS.join(', ')}`,
        }),
        text: z.string().min(1),
        monthsAfterLastDose: z.int().min(1).optional().describe('Calendar months through which it holds'),
        when: criterionSchema.optional().describe('Said only where this is met; of everybody where left out'),
        cite: citations,
      }),
    )
    .min(1),
});
export type PopulationsEntry = z.infer<typeof populationsSchema>;
