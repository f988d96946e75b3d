import { expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import { ndc11, productOf, readNdc } from './ndc.ts';

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

test.each([
  ['4444-4444-22', '04444444422'],
  ['55555-333-22', '55555033322'],
  ['55555-4444-1', '55555444401'],
  ['55555-4444-22', '55555444422'],
  ['55555444422', '55555444422'],
])('%s is read as %s', (written, digits) => {
  expect(readNdc(written)).toEqual({ ndc11: digits });
});

test('ten digits in a row may be any of three numbers, and the three are named', () => {
  expect(readNdc('5551305901')).toMatchObject({
    what: 'ten digits without hyphens may be any of 05551305901, 55513005901, 55513059001',
  });
});

test.each(['', '-', '5551-3059-1', '55513-059-1', '55513-0059-001', '555130059011', '55513 059 01', 'N455513005901'])(
  '"%s" is no package number',
  (written) => {
    expect(readNdc(written)).toMatchObject({ what: 'this is not a package number' });
  },
);

test('digits that only come out right without their hyphens name no product', () => {
  expect(productOf(products, '5551-3005-901')).toBeUndefined();
});
