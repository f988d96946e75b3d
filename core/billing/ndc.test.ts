import { expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import { ndc11, productOf } from './ndc.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { products } = drug;

test.each([
  ['55513-059-01', '5-3-2', '55513005901'],
  ['55513-077-01', '5-3-2', '55513007701'],
  ['1234-5678-90', '4-4-2', '01234567890'],
  ['12345-6789-0', '5-4-1', '12345678900'],
] as const)('%s, printed %s, is %s on a claim', (printed, format, digits) => {
  expect(ndc11(printed, format)).toBe(digits);
});

test.each([
  ['55513-059-01', '5-4-1'],
  ['5551305901', '5-3-2'],
  ['5551A-059-01', '5-3-2'],
] as const)('%s is no package number of format %s', (printed, format) => {
  expect(() => ndc11(printed, format)).toThrow(RangeError);
});

test.each([
  ['55513-059-01', 1],
  ['55513-0059-01', 1],
  ['55513007701', 10],
  ['55513-078-01', undefined],
])('%s is the package of %s mg', (recorded, mg) => {
  expect(productOf(products, recorded)?.strengthMg).toBe(mg);
});
