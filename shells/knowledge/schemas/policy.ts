import { z } from 'zod';
import { citations, identifier, isoDate, strict } from '../schema-parts.ts';
import { criterionSchema } from './criterion.ts';

const caution = {
  id: identifier,
  text: z.string().min(1),
  facts: z.array(identifier).optional(),
  cite: citations.optional(),
};
const conditional = strict({
  ...caution,
  when: criterionSchema.optional().describe('Said only where this is met'),
  whenUnknown: z.array(identifier).min(1).optional(),
  requests: z.array(z.enum(['initial', 'renewal'])).optional(),
});
const codeList = strict({ codes: z.array(z.string().min(1)).min(1), cite: citations });
const request = strict({
  authorization: strict({
    months: z.int().min(1).max(60).nullable().describe('Calendar months; null where the text states no length'),
    cite: citations,
  }),
  criteria: criterionSchema,
});

export const policySchema = strict({
  id: identifier.describe('The same in every version of the policy, and of no other policy'),
  version: isoDate.describe('First day in force; the file is named after it'),
  title: z.string().min(1),
  payer: strict({ id: identifier, name: z.string().min(1) }).describe('The id is the name of the folder'),
  drug: identifier.describe('The name of the folder'),
  source: identifier.describe('The document, by its id in knowledge/sources'),
  existsFrom: isoDate.describe('First day of the policy in any version'),
  inForce: strict({
    from: isoDate.describe('First day of this version'),
    to: isoDate.optional().describe('Last day of this version, included; left out while it is open'),
    cite: citations,
  }),
  governs: strict({
    lines: z.array(z.string()).describe('Lines of business it is written for; [] where the document names none'),
    lineRequired: z.boolean().describe('Nothing is found before the line of business is known'),
    excluded: z
      .array(
        strict({
          line: z.string().describe('A line of business that the document leaves out'),
          reason: z.string().min(1),
          showsCriteria: z.boolean().describe('The criteria are shown all the same, for information'),
          namesContractor: z.boolean().describe('The answer names the Medicare contractor of the place of service'),
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
  renewalLeadDays: strict({ days: z.int().min(0).max(365), cite: citations })
    .optional()
    .describe('Days before its last day by which a renewal is requested; left out where the text does not say'),
  approvesAlone: strict({ allowed: z.boolean(), cite: citations })
    .optional()
    .describe('The payer lets the program approve what meets all criteria without a person; no where left out'),
  requests: strict({
    initial: request,
    renewal: request.nullable().describe('null where the text says nothing of renewal'),
  }),
  cautions: z.array(conditional).default([]),
});

export type PolicyEntry = z.infer<typeof policySchema>;
export type CautionEntry = PolicyEntry['cautions'][number];

/** `benefits.yaml`: what to be careful about in a plan's benefit; each caution says what it rests on. */
export const benefitsSchema = strict({
  facts: z.array(identifier).min(1),
  cautions: z.array(conditional.required({ cite: true })).min(1),
});
export type BenefitEntry = z.infer<typeof benefitsSchema>;

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
  stateNames: z
    .array(strict({ state: z.string(), name: z.string().min(1), also: z.array(z.string()).min(1).optional() }))
    .default([]),
  places: z
    .array(strict({ state: z.string(), counties: z.array(z.string()), cities: z.array(z.string()) }))
    .default([]),
});
