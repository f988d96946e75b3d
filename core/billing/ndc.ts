import type { NdcFormat, Product } from '../regimen/product.ts';

/** The part that is one digit short of the 5-4-2 of a claim, by printed format. */
const SHORT_PART: Readonly<Record<NdcFormat, number>> = { '4-4-2': 0, '5-3-2': 1, '5-4-1': 2 };

const FORMATS: readonly NdcFormat[] = ['4-4-2', '5-3-2', '5-4-1'];

/**
 * The 11 digits of a claim from the 10 digits of a package: a zero goes in front of the part that is short. Which part
 * that is can be told from the hyphens only, never from ten digits in a row.
 * @throws RangeError where the number does not have the digits of its format
 */
export function ndc11(printed: string, format: NdcFormat): string {
  if (formOf(printed) !== format) throw new RangeError(`${printed} is not a package number of format ${format}`);
  return printed
    .split('-')
    .map((part, index) => (index === SHORT_PART[format] ? `0${part}` : part))
    .join('');
}

/** The number of a claim, or why what was written is none. */
export type ReadNdc = { readonly ndc11: string } | { readonly what: string; readonly mend: string };

/**
 * A package number as people write it: as printed, with its hyphens (4-4-2, 5-3-2, 5-4-1), or in the 11 digits of a
 * claim, with hyphens (5-4-2) or without. Ten digits in a row may be any of three numbers and are none.
 */
export function readNdc(text: string): ReadNdc {
  const form = formOf(text);
  if (form === '11' || form === '5-4-2') return { ndc11: text.replaceAll('-', '') };
  const printed = FORMATS.find((format) => format === form);
  if (printed !== undefined) return { ndc11: ndc11(text, printed) };
  const mend = 'Write it with hyphens as printed, or in 11 digits';
  if (form !== '10') return { what: 'this is not a package number', mend };
  const readings = [`0${text}`, `${text.slice(0, 5)}0${text.slice(5)}`, `${text.slice(0, 9)}0${text.slice(9)}`];
  return { what: `ten digits without hyphens may be any of ${readings.join(', ')}`, mend };
}

/** How many digits stand between the hyphens; null where anything else does. */
function formOf(text: string): string | null {
  if (!/^\d+(-\d+){0,2}$/u.test(text)) return null;
  return text
    .split('-')
    .map((part) => part.length)
    .join('-');
}

/** The product that a recorded number names: as printed, or in 11 digits with or without hyphens. */
export function productOf(products: readonly Product[], recorded: string): Product | undefined {
  const read = readNdc(recorded);
  if (!('ndc11' in read)) return undefined;
  return products.find(({ ndc, ndcFormat }) => ndc11(ndc, ndcFormat) === read.ndc11);
}
