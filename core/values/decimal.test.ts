import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, ceilDivide, compare, decimal, divideExactly, floorDivide, multiply, print, subtract } from './decimal.ts';

describe('decimals are exact', () => {
  test.each([
    ['0.1 + 0.2', add(decimal(0.1), decimal(0.2)), '0.3'],
    ['1.1 × 0.9', multiply(decimal(1.1), decimal(0.9)), '0.99'],
    ['4.2 × 2.4', multiply(decimal(4.2), decimal(2.4)), '10.08'],
    ['250 - 17', subtract(decimal(250), decimal(17)), '233'],
    ['1 - 1.5', subtract(decimal(1), decimal(1.5)), '-0.5'],
  ])('%s', (_name, value, printed) => {
    expect(print(value)).toBe(printed);
  });

  test.each([
    [5, 1, 5, 5],
    [4.5, 1, 4, 5],
    [0.5, 1, 0, 1],
    [10, 2.5, 4, 4],
    [0, 1, 0, 0],
  ])('%f holds whole units of %f: %i, and needs %i', (amount, unit, floor, ceil) => {
    expect(floorDivide(decimal(amount), decimal(unit))).toBe(floor);
    expect(ceilDivide(decimal(amount), decimal(unit))).toBe(ceil);
  });

  test('a quotient that does not end in the places asked for is none', () => {
    expect(divideExactly(decimal(1), decimal(3), 3)).toBeNull();
    expect(divideExactly(decimal(1), decimal(0), 3)).toBeNull();
    const half = divideExactly(decimal(5), decimal(10), 3);
    expect(half === null ? null : print(half)).toBe('0.5');
  });

  test.each(['', '1e3', 'ten', '1.', '.5', 'NaN'])('"%s" is no decimal', (text) => {
    expect(() => decimal(text)).toThrow(RangeError);
  });

  test('what is added can be taken away again', () => {
    const cents = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => decimal((value / 100).toFixed(2)));
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
      }),
    );
  });
});
