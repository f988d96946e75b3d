import { z } from 'zod';
import { citations, identifier, strict } from '../schema-parts.ts';

export const milligrams = z.number().positive('milligrams are more than 0|Write the number that the document prints');

const product = strict({
  strengthMg: milligrams,
  form: z.string().min(1),
  package: z.string().min(1),
  contents: z.array(z.string().min(1)).min(1),
  ndc: z.string().regex(/^\d+-\d+-\d+$/u, 'this is not a package number|Write it as printed, with both hyphens'),
  ndcFormat: z.enum(['4-4-2', '5-3-2', '5-4-1']),
  cite: citations,
}).refine(
  ({ ndc, ndcFormat }) =>
    ndc
      .split('-')
      .map((part) => part.length)
      .join('-') === ndcFormat,
  'the package number does not have the digits of its ndcFormat|Correct the one or the other',
);

/** `drug.yaml` */
export const drugSchema = strict({
  id: identifier,
  name: z.string().min(1),
  brand: z.string().min(1),
  route: z.string().min(1),
  products: z.array(product).min(1),
  /** Concepts of RxNorm by which orders name the drug. */
  rxnorm: z
    .array(
      strict({
        code: z.string().regex(/^\d{1,8}$/u, 'this is not an RxNorm concept|Write its digits in quotation marks'),
        cite: citations,
      }),
    )
    .min(1)
    .optional(),
});
