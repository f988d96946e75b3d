import { z } from 'zod';
import { momentFault } from '../../core/course/moment-fault.ts';
import { isBagId } from '../../core/explain/bag-label-codes.ts';
import type { Using } from '../../core/preparation/using.ts';
import type { Defined } from '../knowledge/defined.ts';
import { isoDate, strict } from '../knowledge/schema-parts.ts';

const text = z.string().min(1, 'something has to stand here|Write it, or leave the key out');
const moment = z
  .string({ error: 'a time is wanted here|Write it as 2026-06-15T09:30-04:00' })
  .superRefine((written, context) => {
    const fault = momentFault(written);
    if (fault !== null) context.addIssue({ code: 'custom', message: `this ${fault.what}|${fault.mend}` });
  });
/** No more digits than a number prints back as it was written. */
const plainDecimal = (value: number): boolean => /^\d{1,9}(\.\d{1,5})?$/u.test(String(value));
const ml = z
  .number({ error: 'millilitres are a number|Write the number alone, without the unit' })
  .positive({ error: 'a volume is more than 0|Write the mL that were measured', abort: true })
  .refine(plainDecimal, 'millilitres are a plain decimal number|Write them as 4.2');
const mg = z
  .number({ error: 'milligrams are a number|Write the number alone, without the unit' })
  .positive({ error: 'milligrams are more than 0|Leave the entry out where there were none', abort: true })
  .refine(plainDecimal, 'milligrams are a plain decimal number|Write them as 0.5');
const ndc = text.regex(
  /^(\d+-\d+-\d+|\d{11})$/u,
  'this is not a package number|Write it with hyphens as printed, or in 11 digits',
);
const lot = { lot: text.optional(), expires: isoDate.optional() };
const mostVials = 50;

/** What `prepare --using` reads: what is in hand for one dose, and what has been done with it. */
export const usingSchema = strict({
  vials: z
    .array(strict({ mg, count: z.int().min(1).max(mostVials).optional(), ndc: ndc.optional(), ...lot }))
    .min(1, 'the list is empty|List the vials, or leave the key out')
    .optional()
    .describe('Vials to open, by their labelled milligrams'),
  reconstituteWith: text.optional(),
  stabilizer: strict({ ml: ml.optional(), ...lot }).optional(),
  bag: strict({
    id: text
      .refine(isBagId, 'this is no name for a bar code|Use at most 40 letters, digits, dots and hyphens')
      .optional(),
    ml: ml.optional(),
    fluid: text.optional(),
    material: text.optional(),
    ...lot,
  }).optional(),
  line: strict({ material: text.optional(), primedWith: text.optional() }).optional(),
  catheter: strict({ material: text.optional() }).optional(),
  devices: z.array(text).optional().describe('Devices between vial, syringe and bag'),
  measured: strict({
    sterileWaterMl: ml.optional(),
    salineToWithdrawMl: ml.optional(),
    stabilizerMl: ml.optional(),
    drugMl: ml.optional(),
  })
    .optional()
    .describe('Volumes as they were measured'),
  times: strict({
    vialsOut: moment.optional(),
    reconstituted: moment.optional(),
    diluted: moment.optional(),
    refrigerated: moment.optional(),
    outOfRefrigerator: moment.optional(),
    refrigeratedAgain: moment.optional(),
    infusionStart: moment.optional(),
  }).optional(),
  inspections: z.record(text, z.enum(['passes', 'fails'])).optional(),
  checkedBy: z.array(text).optional().describe('Two different people'),
  discarded: z
    .array(strict({ mg, reason: text, at: moment.optional(), by: text.optional() }))
    .optional()
    .describe('Labelled milligrams discarded: of a whole vial, or of the whole bag'),
});

/** Keeps the schema and the core's type in step. */
export type UsingInFile = Defined<z.infer<typeof usingSchema>> extends Using ? Using : never;
