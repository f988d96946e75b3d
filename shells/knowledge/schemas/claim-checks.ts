import { z } from 'zod';
import { citations, identifier, strict } from '../schema-parts.ts';
import { criterionSchema } from './criterion.ts';

const text = z.string().min(1);

const check = strict({
  id: identifier.describe('Findings name it; used once in the file'),
  text: text.describe('What has to be so, in our own words'),
  severity: z
    .enum(['error', 'review'], { error: 'a finding is for a person to look at, never a denial|Write error or review' })
    .describe('How sure a finding is'),
  money: z
    .union([z.literal('all'), z.literal('none'), strict({ fact: identifier })], {
      error: 'this says no units in question|Write all, none or { fact: … } with a fact of units',
    })
    .describe('The units in question'),
  proof: z
    .enum(['line', 'day', 'dose-before', 'span', 'authorization', 'course'])
    .describe('Which lines of the member prove a finding'),
  restsOn: z
    .array(
      z.enum(['codes', 'packages', 'discarded', 'schedule', 'second-step-up', 'policy-diagnoses', 'policy-limits']),
    )
    .describe('What else of knowledge the rule uses; its passages are shown with the finding'),
  draft: text.optional().describe('What to ask the payer for: {beyond}, {from} and {to} are filled in'),
  criteria: criterionSchema,
  cite: citations,
});

/** `claim-checks.yaml` */
export const claimChecksSchema = strict({ checks: z.array(check).min(1) });
export type ClaimChecksEntry = z.infer<typeof claimChecksSchema>;
