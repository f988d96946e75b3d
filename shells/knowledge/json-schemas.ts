import { z } from 'zod';
import type { FactDefinition } from '../../core/values/fact.ts';
import { answersSchema } from '../input/answers-schema.ts';
import { sourceSchema } from '../sources/source-file.ts';
import { citationSchema, citationShape, strict } from './schema-parts.ts';
import type { Knowledge } from './knowledge.ts';
import { billingSchema } from './schemas/billing.ts';
import { cardsSchema } from './schemas/cards.ts';
import { claimChecksSchema } from './schemas/claim-checks.ts';
import { claimFormsSchema } from './schemas/claim-forms.ts';
import { clearanceSchema } from './schemas/clearance.ts';
import { criterionSchema, criterionShape } from './schemas/criterion.ts';
import { drugSchema } from './schemas/drug.ts';
import { factSchema } from './schemas/facts.ts';
import { gradingSchema } from './schemas/grading.ts';
import { labScaleSchema } from './schemas/lab-scale.ts';
import { labelSchema, labsSchema, observationSchema, premedicationSchema, scheduleSchema } from './schemas/label.ts';
import { benefitsSchema, casesSchema, contractorsSchema, notEncodedSchema, policySchema } from './schemas/policy.ts';
import { populationsSchema } from './schemas/populations.ts';
import { preparationSchema } from './schemas/preparation.ts';
import { restartSchema } from './schemas/restart.ts';
import { timeLimitsSchema } from './schemas/time-limits.ts';

interface FileKind {
  readonly title: string;
  readonly schema: z.ZodType;
  /** Which files of a knowledge folder are of this kind. */
  readonly files: string;
  /** What its criteria may speak of; the facts of a policy where left out. */
  readonly facts?: (knowledge: Knowledge) => ReadonlyMap<string, FactDefinition>;
}

const ofVisit: FileKind['facts'] = ({ visitFacts }) => visitFacts;

/** Every kind of knowledge file, by the name of its JSON Schema. */
export const FILE_KINDS: Readonly<Record<string, FileKind>> = {
  facts: {
    title: 'Facts',
    schema: strict({ facts: z.array(factSchema).min(1) }),
    files: '{facts,visit,claim-line,grading/findings}.yaml',
  },
  benefits: { title: 'Cautions of a benefit', schema: benefitsSchema, files: 'benefits.yaml' },
  'claim-forms': { title: 'Claim forms on paper', schema: claimFormsSchema, files: 'claim-forms.yaml' },
  'time-limits': { title: 'Time limits of payers', schema: timeLimitsSchema, files: 'time-limits.yaml' },
  source: { title: 'A document', schema: sourceSchema, files: 'sources/*.yaml' },
  contractors: { title: 'Medicare contractors', schema: contractorsSchema, files: 'codes/medicare-contractors.yaml' },
  policy: { title: 'A version of a policy', schema: policySchema, files: 'payers/*/*/[0-9]*.yaml' },
  cases: { title: 'Worked examples of a policy', schema: casesSchema, files: 'payers/*/*/cases.yaml' },
  'not-encoded': { title: 'Passages without a rule', schema: notEncodedSchema, files: 'payers/*/*/not-encoded.yaml' },
  drug: { title: 'A drug', schema: drugSchema, files: 'drugs/*/drug.yaml' },
  preparation: { title: 'Preparation of a drug', schema: preparationSchema, files: 'drugs/*/preparation.yaml' },
  billing: { title: 'Billing of a drug', schema: billingSchema, files: 'drugs/*/billing.yaml' },
  cards: { title: 'Hand-off cards of a drug', schema: cardsSchema, files: 'drugs/*/cards.yaml' },
  'claim-checks': {
    title: 'Checks of the lines of a claim',
    schema: claimChecksSchema,
    files: 'drugs/*/claim-checks.yaml',
    facts: ({ lineFacts }) => lineFacts,
  },
  label: { title: 'A version of a label', schema: labelSchema, files: 'drugs/*/*/label.yaml' },
  schedule: { title: 'Schedule of a label', schema: scheduleSchema, files: 'drugs/*/*/schedule.yaml' },
  observation: { title: 'Observation of a label', schema: observationSchema, files: 'drugs/*/*/observation.yaml' },
  premedication: {
    title: 'Premedication of a label',
    schema: premedicationSchema,
    files: 'drugs/*/*/premedication.yaml',
  },
  labs: { title: 'Laboratory tests of a label', schema: labsSchema, files: 'drugs/*/*/labs.yaml' },
  clearance: {
    title: 'Checks of a label before a dose',
    schema: clearanceSchema,
    files: 'drugs/*/*/clearance.yaml',
    facts: ofVisit,
  },
  restart: { title: 'Restart table of a label', schema: restartSchema, files: 'drugs/*/*/restart.yaml' },
  populations: {
    title: 'Groups of patients of a label',
    schema: populationsSchema,
    files: 'drugs/*/*/populations.yaml',
    facts: ofVisit,
  },
  grading: {
    title: 'A way of grading from findings',
    schema: gradingSchema,
    files: 'grading/astct-*.yaml',
    facts: ({ grading }) => grading.findings,
  },
  'lab-scale': { title: 'Grades of laboratory values', schema: labScaleSchema, files: 'grading/ctcae-*.yaml' },
};

type JsonSchema = Record<string, unknown>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What a reader of the schema has to be told of parts that our own schemas read step by step. */
const NAMED: ReadonlyMap<z.ZodType, readonly [name: string, shape: z.ZodType]> = new Map<
  z.ZodType,
  readonly [string, z.ZodType]
>([
  [citationSchema, ['citation', citationShape]],
  [criterionSchema, ['criterion', criterionShape]],
]);

/**
 * JSON Schema (2020-12) of one kind of knowledge file, so that an editor completes and checks it. It says what the
 * loader's own schema says, except for what looks at several parts at once; facts are named as they are held.
 */
export function knowledgeSchema({ title, schema, facts }: FileKind, knowledge: Knowledge): JsonSchema {
  const body = jsonSchemaOf(schema);
  const named = Object.fromEntries([...NAMED.values()].map(([name, shape]) => [name, jsonSchemaOf(shape)]));
  const used = namesUsed(body, named);
  const whole: JsonSchema = {
    $schema: DIALECT,
    title: `Stepwise: ${title}`,
    ...body,
    ...(used.length > 0 ? { $defs: Object.fromEntries(used.map((name) => [name, named[name]])) } : {}),
  };
  return withFacts(whole, facts?.(knowledge) ?? knowledge.facts) as JsonSchema;
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: dialect, ...body } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const name = NAMED.get(zodSchema as unknown as z.ZodType)?.[0];
      if (name !== undefined) Object.assign(jsonSchema, { $ref: `#/$defs/${name}` });
    },
  });
  return dialect === DIALECT ? body : { $schema: dialect, ...body };
}

/** The named parts that a schema refers to, and those that they refer to. */
function namesUsed(body: JsonSchema, named: Readonly<Record<string, JsonSchema>>): readonly string[] {
  const names = (text: string): string[] =>
    [...text.matchAll(/"#\/\$defs\/([^"]+)"/gu)].flatMap(([, name]) => name ?? []);
  const first = names(JSON.stringify(body));
  return [...new Set([...first, ...first.flatMap((name) => names(JSON.stringify(named[name])))])].sort();
}

/** `fact` of a criterion takes one of the facts that are held, and `facts` of a worked example their values. */
function withFacts(value: unknown, facts: ReadonlyMap<string, FactDefinition>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withFacts(item, facts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => {
      if (key === 'fact') return [key, { enum: [...facts.keys()] }];
      if (key === 'facts' && isRecordOf(part)) {
        const { properties } = answersSchema(facts.values());
        return [key, { type: 'object', additionalProperties: false, properties }];
      }
      return [key, withFacts(part, facts)];
    }),
  );
}

const isRecordOf = (part: unknown): boolean => typeof part === 'object' && part !== null && 'propertyNames' in part;
