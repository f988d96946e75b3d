import { z } from 'zod';
import { momentFault } from '../../core/course/moment-fault.ts';
import { strict } from '../knowledge/schema-parts.ts';

/** A whole number from 0 to `most`. */
const upTo = (most: number, what: string): z.ZodInt => {
  const error = `${what} go from 0 to ${most}|Write a whole number, or leave it out where it is not known`;
  return z.int({ error }).min(0, error).max(most, error);
};
const part = (most: number): z.ZodOptional<z.ZodInt> => upTo(most, 'the points of this task').optional();

/** The five tasks of the ICE score, 10 points in all. */
const tasks = strict({
  /** Year, month, city, hospital. */
  orientation: part(4),
  /** Three objects. */
  naming: part(3),
  /** A simple command. */
  command: part(1),
  /** A standard sentence. */
  writing: part(1),
  /** From 100 backwards by tens. */
  attention: part(1),
});

const flag = z
  .union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')], {
    error: 'yes or no is wanted here|Write true or false',
  })
  .optional();

/** Where nothing was found, `false` says it as well as `none`. */
const nothing = z.literal(false).transform(() => 'none' as const);
const words = (all: string): { error: string } => ({ error: `this is no such finding|Write one of: ${all}` });

const crs = strict({
  temperatureC: z
    .number({ error: 'a temperature is a number|Write degrees Celsius: 38.4' })
    .min(30, 'this is no body temperature|Write degrees Celsius')
    .max(45, 'this is no body temperature in degrees Celsius|Convert it: (°F − 32) × 5 / 9')
    .optional(),
  /** Where the two below are left out it speaks for them too. */
  antipyreticGiven: flag,
  steroidGiven: flag,
  anticytokineGiven: flag,
  hypotension: flag,
  /** How many; vasopressin counts only where it runs alone. */
  vasopressors: z
    .union([z.enum(['none', 'one', 'multiple']), upTo(6, 'vasopressors')], words('none, one, multiple, or how many'))
    .optional(),
  oxygen: z.enum(['none', 'low-flow', 'high-flow', 'positive-pressure']).optional(),
});

const icans = strict({
  ice: z
    .union([upTo(10, 'the points of an ICE score'), tasks], {
      error:
        'an ICE score is 0 to 10, or its five tasks|Write 7, or { orientation, naming, command, writing, attention }',
    })
    .optional(),
  consciousness: z.enum(['awake', 'spontaneous', 'voice', 'tactile', 'unarousable']).optional(),
  seizure: z.union([z.enum(['none', 'resolved', 'prolonged']), nothing], words('none, resolved, prolonged')).optional(),
  motor: z.union([z.enum(['none', 'deep-focal']), nothing], words('none, deep-focal')).optional(),
  edema: z.union([z.enum(['none', 'focal', 'diffuse']), nothing], words('none, focal, diffuse')).optional(),
});

const looked = { crs: crs.optional(), icans: icans.optional() };
const at = z
  .string({ error: 'a time is wanted here|Write it as 2026-06-15T09:30-04:00' })
  .superRefine((text, context) => {
    const fault = momentFault(text);
    if (fault !== null) context.addIssue({ code: 'custom', message: `this ${fault.what}|${fault.mend}` });
  });

/** A findings file: what was found once, or a series over time. */
export const findingsSchema = strict({
  ...looked,
  series: z
    .array(strict({ at, ...looked }))
    .min(1)
    .optional(),
}).refine(
  ({ crs: one, icans: other, series }) => (one ?? other ?? series) !== undefined,
  'the file holds no findings|Write crs, icans, or a series of them',
);

export type Findings = z.infer<typeof findingsSchema>;
export type CrsFindings = z.infer<typeof crs>;
export type IcansFindings = z.infer<typeof icans>;
