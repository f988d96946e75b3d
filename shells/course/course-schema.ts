import { z } from 'zod';
import { readNdc } from '../../core/billing/ndc.ts';
import { parseDoseName } from '../../core/course/dose-name.ts';
import type { Course } from '../../core/course/event.ts';
import { dayFault, momentFault } from '../../core/course/moment-fault.ts';
import { isTimeZone } from '../../core/course/moment.ts';
import type { Defined } from '../knowledge/defined.ts';
import { strict } from '../knowledge/schema-parts.ts';
import { lineOfBusiness, setting, supply } from './words.ts';

const text = z.string().min(1, 'something has to stand here|Write it, or leave the key out');
const moment = z
  .string({ error: 'a time is wanted here|Write it as 2026-06-15T09:30-04:00' })
  .superRefine((written, context) => {
    const fault = momentFault(written);
    if (fault !== null) context.addIssue({ code: 'custom', message: `this ${fault.what}|${fault.mend}` });
  });
const day = z.string({ error: 'a date is wanted here|Write it as YYYY-MM-DD' }).superRefine((written, context) => {
  const fault = dayFault(written);
  if (fault !== null) context.addIssue({ code: 'custom', message: `this ${fault.what}|${fault.mend}` });
});
const dayOrMoment = z
  .string()
  .refine(
    (written) => dayFault(written) === null || momentFault(written) === null,
    'this is neither a day nor a time|Write it as 2026-06-15 or 2026-06-15T09:30-04:00',
  );
const dose = z
  .string({ error: 'a dose is wanted here|Write its place in the schedule: C1D8, or R1D1 in a second step-up' })
  .refine(
    (written) => parseDoseName(written) !== null,
    'this names no dose|Write its place in the schedule: C1D8, or R1D1 in a second step-up',
  );
const mg = z
  .number({ error: 'milligrams are a number|Write the number alone, without the unit' })
  .positive({ error: 'milligrams are more than 0|Leave the entry out where nothing was given', abort: true })
  .refine((value) => /^\d+(\.\d+)?$/u.test(String(value)), 'milligrams are a plain decimal number|Write it as 0.5');
const grade = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], {
  error: 'a grade is 0 to 5|Write the number alone',
});
const ndc = z
  .string()
  .superRefine((written, context) => {
    const read = readNdc(written);
    if ('what' in read) context.addIssue({ code: 'custom', message: `${read.what}|${read.mend}` });
  })
  .meta({ pattern: String.raw`^(\d{4}-\d{4}-\d{2}|\d{5}-\d{3}-\d{2}|\d{5}-\d{4}-\d{1,2}|\d{11})$` });

const entry = {
  at: moment,
  id: text.optional(),
  by: text.optional(),
  note: text.optional(),
};

const adverseKinds = z.enum([
  'crs',
  'icans',
  'neurotoxicity',
  'neutropenia',
  'febrile-neutropenia',
  'thrombocytopenia',
  'anemia',
  'infection',
  'hepatotoxicity',
  'hypersensitivity',
  'other',
]);

const labValue = strict({
  value: z.number(),
  unit: text,
  uln: z.number().optional(),
  lln: z.number().optional(),
  baseline: z.number().optional(),
});

const cents = z.int('money is whole cents|Write 123456 for $1,234.56');
const adjustment = strict({
  code: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z]?\d{1,3}$/u, 'this is no adjustment code|Write group and reason code as CO-45'),
  cents: cents.optional(),
});
const remark = z.string().regex(/^[A-Z]{1,2}\d{1,4}$/u, 'this is no remark code|Write it as N130');
/** The codes of a payer's answer, as given. */
const payerCodes = { adjustments: z.array(adjustment).optional(), remarks: z.array(remark).optional() };

const vial = strict({ mg, ndc: ndc.optional(), lot: text.optional(), expires: day.optional() });

/** One entry of a course, as it is read from a file of its own. */
export const eventSchema = z.discriminatedUnion(
  'type',
  [
    strict({
      type: z.literal('authorization'),
      ...entry,
      policy: text,
      number: text,
      from: day,
      to: day,
      units: z.int().min(0).nullable(),
    }),
    strict({
      type: z.literal('dose-given'),
      ...entry,
      dose,
      mg,
      start: moment.optional(),
      end: moment.optional(),
      ndc: ndc.optional(),
      lot: text.optional(),
      setting: setting.optional(),
      site: text.optional(),
      reported: z.enum(['here', 'outside']).optional(),
      supply: supply.optional(),
    }),
    strict({ type: z.literal('infusion-stopped'), ...entry, dose, reason: text }),
    strict({
      type: z.literal('adverse-event'),
      ...entry,
      kind: adverseKinds,
      grade,
      gradeNow: grade.optional(),
      onset: dayOrMoment,
      resolved: dayOrMoment.optional(),
      sign: text.optional(),
    }),
    strict({
      type: z.literal('lab-resulted'),
      ...entry,
      panel: z.enum(['cbc', 'liver', 'bilirubin']),
      values: z.record(z.string(), labValue),
    }),
    strict({
      type: z.literal('prepared'),
      ...entry,
      dose,
      vials: z.array(vial).min(1, 'a preparation opens a vial|List the vials opened'),
      vialsOut: moment.optional(),
      reconstituted: moment,
      diluted: moment.optional(),
      refrigerated: moment.optional(),
      outOfRefrigerator: moment.optional(),
      refrigeratedAgain: moment.optional(),
      inspections: z.record(text, z.enum(['passes', 'fails'])).optional(),
      stabilizer: strict({ lot: text.optional(), expires: day.optional() }).optional(),
      bag: strict({
        id: text.optional(),
        lot: text.optional(),
        expires: day.optional(),
        material: text.optional(),
      }).optional(),
      checkedBy: z.array(text),
    }),
    strict({ type: z.literal('wasted'), ...entry, dose, mg, reason: text }),
    strict({
      type: z.literal('assessed'),
      ...entry,
      response: z.enum(['complete', 'partial', 'stable', 'progression', 'mixed', 'not-assessed']),
    }),
    strict({
      type: z.literal('pre-dose-assessment'),
      ...entry,
      infection: z.union([z.literal('none'), grade]).optional(),
      hydrated: z.boolean().optional(),
      newNeurologicSigns: z.boolean().optional(),
      ice: z.int().min(0).max(10).optional(),
      vitals: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
      pregnancyTest: z.enum(['negative', 'positive']).optional(),
      premedicationAvailable: z.boolean().optional(),
    }),
    strict({
      type: z.literal('medication-given'),
      ...entry,
      code: text,
      dose: text.optional(),
      start: moment.optional(),
      end: moment.optional(),
      route: z.enum(['intravenous-push', 'intravenous-infusion', 'oral', 'subcutaneous', 'other']).optional(),
      for: z.enum(['premedication', 'crs', 'icans', 'g-csf', 'hydration']),
    }),
    strict({
      type: z.literal('observation'),
      ...entry,
      start: moment,
      end: moment.optional(),
      setting: setting.optional(),
    }),
    strict({
      type: z.literal('prescriber-choice'),
      ...entry,
      between: z.array(text).min(2),
      chosen: text,
      reason: text,
    }),
    strict({ type: z.literal('deviation'), ...entry, of: text, reason: text }),
    strict({
      type: z.literal('coverage-changed'),
      ...entry,
      from: day,
      lineOfBusiness: lineOfBusiness.optional(),
      policy: text.optional(),
    }),
    strict({
      type: z.literal('held'),
      ...entry,
      reason: z.enum(['toxicity', 'infection', 'patient', 'holiday', 'weather', 'site', 'supply', 'authorization']),
    }),
    strict({
      type: z.literal('discontinued'),
      ...entry,
      reason: z.enum(['progression', 'toxicity', 'choice', 'hospice', 'death', 'transfer']),
    }),
    strict({
      type: z.literal('claimed'),
      ...entry,
      dose,
      claim: text.optional(),
      chargeCents: cents.min(0).optional(),
      expectedCents: cents.min(0).optional(),
    }),
    strict({ type: z.literal('remitted'), ...entry, claim: text, cents: cents.optional(), ...payerCodes }),
    strict({ type: z.literal('claim-denied'), ...entry, claim: text, reason: text, ...payerCodes }),
    strict({ type: z.literal('voided'), ...entry, event: text, reason: text }),
  ],
  { error: 'this is no type of entry|Use one of the types of the course format: dose-given, prepared, wasted …' },
);

/** `course.json`: one patient's therapy. `z.toJSONSchema` gives the published schema. */
export const courseSchema = strict({
  drug: text,
  label: text.optional(),
  timeZone: z.string().refine(isTimeZone, 'this is not a time zone|Write its IANA name: America/New_York').optional(),
  patient: strict({
    name: text.optional(),
    mrn: text.optional(),
    birthDate: day,
    sex: z.enum(['female', 'male', 'other']),
    state: z
      .string()
      .regex(/^[A-Z]{2}$/u, 'a state is two capital letters|Write VA')
      .optional(),
    lineOfBusiness: lineOfBusiness.optional(),
    diagnoses: z
      .array(
        z.string().regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/u, 'this is no ICD-10-CM code|Write it with its dot'),
      )
      .optional(),
    pregnancyStatus: z.enum(['pregnant', 'not-pregnant', 'unknown']).optional(),
  }),
  prescriber: strict({ npi: z.string().regex(/^\d{10}$/u, 'an NPI has 10 digits|Write the digits alone') }).optional(),
  placeOfService: strict({
    name: text.optional(),
    state: z
      .string()
      .regex(/^[A-Z]{2}$/u, 'a state is two capital letters|Write VA')
      .optional(),
    county: text.optional(),
  }).optional(),
  events: z.array(eventSchema),
});

/** Keeps the schema and the core's type in step. */
export type CourseInFile = Defined<z.infer<typeof courseSchema>> extends Course ? Course : never;
