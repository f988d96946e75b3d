import { expect, test } from 'vitest';
import { isNpi } from './npi.ts';

test.each([
  ['1234567893', true],
  ['1245319599', true],
  ['1234567890', false],
  ['123456789', false],
  ['12345678931', false],
  ['123456789x', false],
])('%s: %s', (text, expected) => {
  expect(isNpi(text)).toBe(expected);
});

test('one digit changed, or two neighbours that differ by other than nine and nought exchanged, is no longer one', () => {
  const npi = '1234567893';
  for (let place = 0; place < npi.length; place++) {
    for (const digit of '0123456789') {
      if (digit !== npi[place]) expect(isNpi(npi.slice(0, place) + digit + npi.slice(place + 1))).toBe(false);
    }
    const [a, b] = [npi[place] ?? '', npi[place + 1] ?? ''];
    if (b !== '' && a !== b) expect(isNpi(npi.slice(0, place) + b + a + npi.slice(place + 2))).toBe(false);
  }
});
