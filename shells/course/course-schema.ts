import { z } from 'zod';
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
  .regex(/^(\d+-\d+-\d+|\d{11})$/u, 'this is not a package number|Write it with hyphens as printed, or in 11 digits');

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

const vial = strict({ mg, ndc: ndc.optional(), lot: text.optional(), expires: day.optional() });

const event = z.discriminatedUnion(
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
      reconstituted: moment,
      refrigerated: moment.optional(),
      outOfRefrigerator: moment.optional(),
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
    strict({ type: z.literal('claimed'), ...entry, dose, claim: text.optional() }),
    strict({ type: z.literal('remitted'), ...entry, claim: text, cents: z.int().optional() }),
    strict({ type: z.literal('claim-denied'), ...entry, claim: text, reason: text }),
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
  events: z.array(event),
});

/** Keeps the schema and the core's type in step. */
export type CourseInFile = Defined<z.infer<typeof courseSchema>> extends Course ? Course : never;
