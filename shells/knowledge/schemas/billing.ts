import { z } from 'zod';
import { lineOfBusiness, setting, supply } from '../../course/words.ts';
import { citations, isoDate, strict } from '../schema-parts.ts';
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

const code = strict({
  hcpcs: z.string().regex(/^[A-Z]\d{4}$/u, 'this is not a HCPCS code|Write a letter and four digits'),
  mgPerUnit: milligrams,
  from: isoDate,
  to: isoDate.optional(),
  cite: citations,
});

/** `billing.yaml` */
export const billingSchema = strict({
  codes: z.tuple([code], code),
  ndc: strict({ qualifier: text, unit: text, cite: citations }),
  discarded: strict({
    noneModifier: text,
    modifier: text,
    from: isoDate,
    requiredBy: z.array(lineOfBusiness),
    cite: citations,
    otherPayers: strict(stated),
    split: strict(stated),
  }),
  notBilled: z.array(strict({ ...stated, setting: z.array(setting).optional(), supply: z.array(supply).optional() })),
  nothingGiven: strict(stated),
  diagnoses: strict({ ...stated, first: text, malignancy: pattern, secondary: pattern }),
  revenueCode: strict({ ...stated, code: z.string().regex(/^\d{4}$/u), settings: z.array(setting) }).optional(),
  authorization: strict({ notUsedBy: z.array(lineOfBusiness), cite: citations }),
});
