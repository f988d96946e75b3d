import { z } from 'zod';
import { citations, identifier, isoDate, strict } from '../schema-parts.ts';
import { criterionSchema } from './criterion.ts';

const caution = {
  id: identifier,
  text: z.string().min(1),
  facts: z.array(identifier).optional(),
  cite: citations.optional(),
};
const codeList = strict({ codes: z.array(z.string().min(1)).min(1), cite: citations });
const request = strict({
  authorization: strict({ months: z.int().min(1).max(60).nullable(), cite: citations }),
  criteria: criterionSchema,
});

export const policySchema = strict({
  id: identifier,
  version: isoDate,
  title: z.string().min(1),
  payer: strict({ id: identifier, name: z.string().min(1) }),
  drug: identifier,
  source: identifier,
  existsFrom: isoDate,
  inForce: strict({ from: isoDate, to: isoDate.optional(), cite: citations }),
  governs: strict({
    lines: z.array(z.string()),
    lineRequired: z.boolean(),
    excluded: z
      .array(
        strict({
          line: z.string(),
          reason: z.string().min(1),
          showsCriteria: z.boolean(),
          namesContractor: z.boolean(),
          cautions: z.array(strict(caution)).default([]),
          cite: citations,
        }),
      )
      .default([]),
    cite: citations,
  }),
  otherwise: strict({ text: z.string().min(1), criteria: z.array(identifier).min(1), cite: citations }).optional(),
  codes: strict({ hcpcs: codeList.optional(), ndc: codeList.optional(), icd10: codeList.optional() }).default({}),
  limits: z
    .array(
      strict({
        id: identifier,
        text: z.string().min(1),
        units: z.int().min(1),
        applies: z.union(
          [
            strict({ cycle: z.int().min(1), days: z.array(z.int().min(1)).min(1), per: z.literal('dose') }),
            strict({ fromCycle: z.int().min(1), perDays: z.int().min(1) }),
          ],
          {
            error:
              'a limit applies to a position or to a span|Write { cycle, days, per: dose } or { fromCycle, perDays }',
          },
        ),
        cite: citations,
      }),
    )
    .default([]),
  requests: strict({ initial: request, renewal: request.nullable() }),
  cautions: z
    .array(
      strict({
        ...caution,
        when: criterionSchema.optional(),
        requests: z.array(z.enum(['initial', 'renewal'])).optional(),
      }),
    )
    .default([]),
});

export type PolicyEntry = z.infer<typeof policySchema>;

const passage = strict({
  section: z.string().min(1),
  words: z.int().min(1),
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/u, 'this is not a fingerprint|16 hex digits, quoted'),
  nth: z.int().min(1).optional(),
  reason: z.string().min(1),
});

/** The passages of a document that no rule says, each with the reason. */
export const notEncodedSchema = strict({ source: identifier, passages: z.array(passage) });

/** Worked examples beside the rule: facts in, outcome out. */
export const casesSchema = strict({
  policy: identifier,
  cases: z
    .array(
      strict({
        name: z.string().min(1),
        request: z.enum(['initial', 'renewal']),
        on: isoDate,
        facts: z.record(z.string(), z.unknown()),
        expect: strict({
          outcome: z.enum(['criteria-met', 'information-needed', 'criteria-not-met', 'policy-not-applicable']),
          to: isoDate.optional(),
          notMet: z.array(identifier).optional(),
          needed: z.array(identifier).optional(),
          doesNotApply: z.array(identifier).optional(),
          cautions: z.array(identifier).optional(),
        }),
      }),
    )
    .min(1),
});
export type CaseFile = z.infer<typeof casesSchema>;

/** Medicare's contractors by place of service. */
export const contractorsSchema = strict({
  inForce: strict({ from: isoDate }),
  jurisdictions: z.array(
    strict({
      jurisdiction: z.string().min(1),
      contractor: z.string().min(1),
      states: z.array(z.string().regex(/^[A-Z]{2}$/u, 'this is not a postal code of a state|Two capital letters')),
      counties: z.array(strict({ state: z.string(), names: z.array(z.string()).min(1) })).default([]),
      cite: citations,
    }),
  ),
  unsettled: z
    .array(strict({ state: z.string(), names: z.array(z.string()).min(1), caution: z.string().min(1) }))
    .default([]),
});
