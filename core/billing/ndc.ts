import type { NdcFormat, Product } from '../regimen/product.ts';

/** The part that is one digit short of the 5-4-2 of a claim, by printed format. */
const SHORT_PART: Readonly<Record<NdcFormat, number>> = { '4-4-2': 0, '5-3-2': 1, '5-4-1': 2 };

/**
 * The 11 digits of a claim from the 10 digits of a package: a zero goes in front of the part that is short. Which part
 * that is can be told from the hyphens only, never from ten digits in a row.
 * @throws RangeError where the number does not have the digits of its format
 */
export function ndc11(printed: string, format: NdcFormat): string {
  const parts = printed.split('-');
  if (parts.map((part) => part.length).join('-') !== format || !/^[\d-]+$/u.test(printed))
    throw new RangeError(`${printed} is not a package number of format ${format}`);
  return parts.map((part, index) => (index === SHORT_PART[format] ? `0${part}` : part)).join('');
}

/** The product that a recorded number names: as printed, or in 11 digits with or without hyphens. */
export function productOf(products: readonly Product[], recorded: string): Product | undefined {
  return products.find(
    ({ ndc, ndcFormat }) => ndc === recorded || ndc11(ndc, ndcFormat) === recorded.replaceAll('-', ''),
  );
}
