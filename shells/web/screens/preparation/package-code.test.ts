import { describe, expect, it } from 'vitest';
import { vialOf } from './package-code.ts';

const NDC = '55513-077-01';
const ITEM = '00355513077019';

describe('what a scanner reads of a package', () => {
  it.each([
    ['bare', `01${ITEM}1727123110EX2001`],
    ['with the sign of the symbol', `]d201${ITEM}1727123110EX2001`],
    ['as it is printed below the code', `(01)${ITEM}(17)271231(10)EX2001`],
  ])('is number, lot and last day: %s', (_written, code) => {
    expect(vialOf(code, NDC)).toEqual({ ndc: NDC, lot: 'EX2001', expires: '2027-12-31' });
  });

  it('has the last day of its month where the day is 00', () => {
    expect(vialOf(`01${ITEM}1728020010A`, NDC)).toMatchObject({ expires: '2028-02-29' });
  });

  it('is told where it is of another package, or of none', () => {
    expect(vialOf('01003555130590151727123110EX1000', NDC)).toBe('other-package');
    expect(vialOf('EX2001', NDC)).toBe('unread');
    expect(vialOf(`01${ITEM}1727133110A`, NDC)).toBe('unread');
    expect(vialOf(`01${ITEM}1727023110A`, NDC)).toBe('unread');
  });
});
