import { describe, expect, it } from 'vitest';
import { span } from './requests.ts';

const MINUTE = 60_000;

describe('a span of time', () => {
  it.each([
    [59_999, 'less than a minute'],
    [MINUTE, '1 minute'],
    [59 * MINUTE, '59 minutes'],
    [60 * MINUTE, '1 hour'],
    [61 * MINUTE, '1 hour 1 minute'],
    [1_440 * MINUTE, '1 day'],
    [(1_440 + 61) * MINUTE, '1 day 1 hour'],
    [(2 * 1_440 + 5) * MINUTE, '2 days'],
    [-(1_440 + 120) * MINUTE, '1 day 2 hours'],
  ])('of %i ms is said as %s', (ms, words) => {
    expect(span(ms)).toBe(words);
  });
});
