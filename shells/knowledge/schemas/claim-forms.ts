import { z } from 'zod';
import type { Defined } from '../defined.ts';
import { citations, identifier, strict } from '../schema-parts.ts';

/** `claim-forms.yaml`: how a claim on paper is filled in, where payers differ. */
export const claimFormsSchema = strict({
  ndcLines: strict({
    default: identifier.describe('The layout where nothing is known of the payer'),
    caution: strict({ text: z.string().min(1), cite: citations }).describe('Said wherever the default is used'),
    layouts: z
      .array(
        strict({
          id: identifier,
          blanks: z.int().min(0).max(3).describe('Between the number and the unit'),
          quantity: strict({ digits: z.int().min(1).max(15), decimals: z.int().min(0).max(3) })
            .optional()
            .describe('Leading zeros and implied decimals; a plain number where left out'),
          for: strict({
            lines: z.array(
              z.enum(['commercial', 'fehb', 'exchange', 'medicaid', 'medicare-advantage', 'medicare-part-b']),
            ),
            states: z.array(z.string().regex(/^[A-Z]{2}$/u)),
          })
            .optional()
            .describe('Used of itself for these lines of business of members in these states'),
          cite: citations,
        }),
      )
      .min(1),
  }),
});

export type ClaimFormsEntry = z.infer<typeof claimFormsSchema>;
export type ClaimFormRules = Defined<ClaimFormsEntry>;
export type NdcLayout = ClaimFormRules['ndcLines']['layouts'][number];
