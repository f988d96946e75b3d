import { z } from 'zod';
import { ADVERSE_EVENT_KINDS } from '../../../core/course/event.ts';
import { lineOfBusiness, setting, supply } from '../../course/words.ts';
import { citations, identifier, isoDate, strict } from '../schema-parts.ts';
import { milligrams } from './drug.ts';

const text = z.string().min(1);
const stated = { text, cite: citations };

const pattern = text.refine((written) => {
  try {
    return new RegExp(written, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}, 'this is not a regular expression|Write how the codes begin, as ^C');

const hcpcs = z.string().regex(/^[A-Z]\d{4}$/u, 'this is not a HCPCS code|Write a letter and four digits');

const code = strict({
  hcpcs,
  mgPerUnit: milligrams,
  from: isoDate,
  to: isoDate.optional(),
  cite: citations,
});

const postalState = z.string().regex(/^[A-Z]{2}$/u, 'this is not a postal code of a state|Two capital letters');
const twoDigits = z.string().regex(/^\d{2}$/u, "this is not a code of two digits|Quote it: '11'");
const revenueCode = z.string().regex(/^\d{4}$/u, "this is not a revenue code|Quote it: '0636'");
const icd10 = z
  .string()
  .regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/u, 'this is no ICD-10-CM code|Write it with its dot');

const earlierCode = strict({
  ...stated,
  hcpcs,
  mgPerUnit: milligrams.optional(),
  from: isoDate,
  to: isoDate,
  settings: z.array(setting).min(1).optional(),
  lines: z.array(lineOfBusiness).min(1).optional(),
  states: z.array(postalState).min(1).optional(),
});

const procedure = {
  code: z.string().regex(/^[0-9A-Z]\d{4}$/u, 'this is not a procedure code|Quote it: five characters'),
  revenueCode: revenueCode.optional(),
};
const hourly = { ...procedure, least: z.int().min(1), beyond: z.int().min(0).max(59) };

const services = strict({
  ...stated,
  infusion: strict({ ...hourly, further: procedure.code }),
  push: strict(procedure),
  hydration: strict(hourly),
  observation: strict({ ...stated, ...procedure, settings: z.array(setting).min(1) }),
});

const reactions = strict({
  ...stated,
  kinds: z.array(strict({ kind: z.enum(ADVERSE_EVENT_KINDS), codes: z.array(icd10).min(1).max(5) })),
});

/** `billing.yaml` */
export const billingSchema = strict({
  codes: z.tuple([code], code),
  earlierCodes: z.array(earlierCode).default([]),
  ndc: strict({ qualifier: text, unit: text, cite: citations }),
  discarded: strict({
    noneModifier: text,
    modifier: text,
    from: isoDate,
    requiredBy: z.array(lineOfBusiness),
    cite: citations,
    otherPayers: strict(stated),
    split: strict(stated),
    wholeVial: strict(stated),
  }),
  notBilled: z.array(strict({ ...stated, setting: z.array(setting).optional(), supply: z.array(supply).optional() })),
  nothingGiven: strict(stated),
  diagnoses: strict({ ...stated, first: text, malignancy: pattern, secondary: pattern, reactions }),
  placesOfService: z.array(
    strict({
      settings: z.array(setting).min(1),
      code: twoDigits,
      facility: twoDigits.optional(),
      text: text.optional(),
      cite: citations,
    }),
  ),
  revenueCode: strict({ ...stated, code: revenueCode, settings: z.array(setting) }).optional(),
  services,
  authorization: strict({ notUsedBy: z.array(lineOfBusiness), cite: citations }),
  checklist: z.array(strict({ ...stated, id: identifier, shownBy: z.enum(['lines', 'person']) })).default([]),
});
