import { describe, expect, it } from 'vitest';
import { day, dayOfMonth, moment, monthOf, withDays } from './shared.ts';

describe('days in words', () => {
  it('says a day, a moment by the clock that wrote it, a month, and the days of a sentence', () => {
    expect(day('2026-11-01')).toBe('Nov 1, 2026');
    expect(moment('2026-11-21T09:05:30-05:00')).toBe('Nov 21, 2026, 09:05');
    expect(moment('2026-11-21')).toBe('Nov 21, 2026');
    expect(dayOfMonth('2026-02-28')).toBe('Feb 28');
    expect(monthOf('2026-12-01')).toBe('Dec 2026');
    expect(withDays('C2D1, 10 mg, is due since 2026-11-20')).toBe('C2D1, 10 mg, is due since Nov 20, 2026');
  });

  it('leaves alone what is no day', () => {
    expect(day('soon')).toBe('soon');
    expect(withDays('12026-11-205')).toBe('12026-11-205');
  });
});
