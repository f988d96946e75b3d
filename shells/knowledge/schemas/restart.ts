import { z } from 'zod';
import { citations, identifier, strict } from '../schema-parts.ts';
import { doseCautions, doses } from './label.ts';

/** `restart.yaml` */
export const restartSchema = strict({
  rows: z
    .array(
      strict({
        id: identifier,
        after: doses.describe('The last dose given'),
        withinDays: z
          .int({ error: 'days are a whole number|Write the last day on which the schedule goes on' })
          .min(1)
          .describe('Days since the last dose through which the schedule goes on'),
        caution: z.string().min(1).optional(),
        cite: citations,
      }),
    )
    .min(1),
  cautions: doseCautions,
});
