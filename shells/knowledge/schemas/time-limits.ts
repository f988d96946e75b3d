import { z } from 'zod';
import { citations, identifier, isoDate, strict } from '../schema-parts.ts';

/** How long a payer may take, by line of business and haste (R31). */
export const timeLimitsSchema = strict({
  limits: z
    .array(
      strict({
        id: identifier,
        line: identifier,
        priority: z.enum(['standard', 'expedited']),
        allowed: strict({ count: z.int().min(1), unit: z.enum(['hours', 'days']) }),
        pauses: z.boolean(),
        from: isoDate,
        to: isoDate.optional(),
        effect: z.string().min(1),
        cite: citations,
      }),
    )
    .min(1),
  cautions: z.array(strict({ id: identifier, text: z.string().min(1), cite: citations })),
});
export type TimeLimitsEntry = z.infer<typeof timeLimitsSchema>;
