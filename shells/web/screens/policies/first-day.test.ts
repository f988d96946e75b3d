import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstDayOf, withFirstDay } from './first-day.ts';

const HELD = readFileSync('knowledge/payers/fep/tarlatamab/2026-04-01.yaml', 'utf8');

describe('the first day of a draft', () => {
  it('is read from its version, and set there and in inForce, all else as it was', () => {
    expect(firstDayOf(HELD)).toBe('2026-04-01');
    const set = withFirstDay(HELD, '2027-01-01');
    expect(firstDayOf(set)).toBe('2027-01-01');
    const changed = set.split('\n').filter((line, index) => line !== HELD.split('\n')[index]);
    expect(changed).toEqual(['version: 2027-01-01', '  from: 2027-01-01']);
    expect(withFirstDay(set, '2026-04-01')).toBe(HELD);
  });

  it('begins a version that has no end yet', () => {
    const ended = HELD.replace('  from: 2026-04-01\n', '  from: 2026-04-01\n  to: 2026-12-31\n');
    expect(withFirstDay(ended, '2027-01-01')).toBe(withFirstDay(HELD, '2027-01-01'));
  });

  it('of a text that says none is empty', () => {
    expect(firstDayOf('version: soon\n')).toBe('');
    expect(firstDayOf('')).toBe('');
  });
});
