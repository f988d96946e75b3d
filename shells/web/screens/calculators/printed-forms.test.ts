import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNdc } from '../../../../core/billing/ndc.ts';
import { printedForms } from './printed-forms.ts';

describe('package numbers of 10 digits', () => {
  it('are found from the 11 digits of a claim', () => {
    expect(printedForms('55513007701')).toEqual([
      { text: '55513-077-01', format: '5-3-2' },
      { text: '55513-0077-1', format: '5-4-1' },
    ]);
    expect(printedForms('12345678911')).toEqual([]);
  });

  it('each become the same 11 digits again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{11}$/u), (digits) => {
        for (const { text } of printedForms(digits)) expect(readNdc(text)).toEqual({ ndc11: digits });
        const zeros = [0, 5, 9].filter((place) => digits[place] === '0').length;
        expect(printedForms(digits).length).toBe(zeros);
      }),
    );
  });
});
