import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, inOrder } from './chain.ts';

/** What can be written as JSON, and what JSON leaves out or makes a text of. */
function jsonOf(key: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.date()),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value')),
    ),
  })).value;
}
const words = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'toJSON', 'a', 'b'));
const isNumber = (key: string): boolean => /^\d+$/u.test(key);

/** The definition, written plainly: what JSON makes of the value, its keys in order. */
function defined(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

describe('canonical JSON', () => {
  it('is the JSON of the value with its keys in order', () => {
    fc.assert(
      fc.property(jsonOf(words.filter((key) => !isNumber(key))), (value) => {
        expect(canonical(value)).toBe(defined(value));
      }),
      { numRuns: 300 },
    );
  });

  // Keys that are numbers come first in any object, whatever their order as texts.
  it('does not copy what is in order, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(jsonOf(words.filter((key) => !isNumber(key))), (value) => {
        const before = defined(value);
        const ordered = inOrder(value);
        expect(inOrder(ordered)).toBe(ordered);
        expect(defined(value)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});
