import { describe, expect, test } from 'vitest';
import { loadDrugs } from '../../shells/knowledge/load-drugs.ts';
import type { Course, CourseEvent, DoseGiven } from '../course/event.ts';
import { nextId, record } from './record.ts';

const drug = loadDrugs('knowledge/drugs').drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the knowledge has a fault: run `stepwise policy lint`');
const { labels } = drug;

const course = (...events: readonly CourseEvent[]): Course => ({
  drug: 'd',
  timeZone: 'America/New_York',
  patient: { birthDate: '1958-03-09', sex: 'female' },
  events,
});
const dose = (name: string, day: string, mg: number): DoseGiven => ({
  type: 'dose-given',
  at: `${day}T16:00Z`,
  dose: name,
  mg,
});
const FIRST = { ...dose('C1D1', '2026-06-15', 1), id: 'a' };
const SIGNED = { by: 'Dr. Example', reason: 'the line clotted' };

describe('a fact taken into a course', () => {
  test('gets an id, and nothing else where it is within the rules', () => {
    const taken = record(course(FIRST), dose('C1D8', '2026-06-22', 10), labels, SIGNED);
    expect(taken.added).toEqual([{ ...dose('C1D8', '2026-06-22', 10), id: 'entry-2' }]);
    expect(taken.found).toEqual([]);
    expect(taken.course.events).toEqual([FIRST, ...taken.added]);
  });

  test('keeps the id that it has', () => {
    expect(record(course(), FIRST, labels).added).toEqual([FIRST]);
  });

  test('is found out of rule, and signed beside it at its own time', () => {
    const half = dose('C1D8', '2026-06-22', 5);
    const unsigned = record(course(FIRST), half, labels);
    expect(unsigned.added).toHaveLength(1);
    expect(unsigned.found.map(({ id, signed }) => [id, signed])).toEqual([['dose-differs', undefined]]);
    const taken = record(course(FIRST), half, labels, SIGNED);
    expect(taken.added[1]).toEqual({ type: 'deviation', id: 'entry-3', at: half.at, of: 'entry-2', ...SIGNED });
    expect(taken.found.map(({ id, signed }) => [id, signed])).toEqual([['dose-differs', SIGNED]]);
  });

  test('is signed once, however many rules it breaks', () => {
    const taken = record(course(FIRST), dose('C1D8', '2026-06-21', 5), labels, SIGNED);
    expect(taken.found.map(({ id }) => id)).toEqual(['dose-differs', 'dose-early']);
    expect(taken.added).toHaveLength(2);
    expect(taken.found.every(({ signed }) => signed !== undefined)).toBe(true);
  });

  test('answers not for what was out of rule before it', () => {
    const before = course(FIRST, { ...dose('C1D8', '2026-06-22', 5), id: 'b' });
    expect(record(before, dose('C1D15', '2026-06-29', 10), labels, SIGNED).found).toEqual([]);
  });

  test('that takes a dose out is out of rule where that leaves a gap', () => {
    const before = course(
      FIRST,
      { ...dose('C1D8', '2026-06-22', 10), id: 'b' },
      { ...dose('C1D15', '2026-06-29', 10), id: 'c' },
    );
    const wrong: CourseEvent = { type: 'voided', at: '2026-06-30T16:00Z', event: 'b', reason: 'another patient' };
    const taken = record(before, wrong, labels, SIGNED);
    expect(taken.found.map(({ id, event }) => [id, event])).toEqual([['dose-not-recorded', 'c']]);
    expect(taken.added[1]).toMatchObject({ of: 'c' });
  });
});

test('an id is the next that is free', () => {
  expect(nextId([])).toBe('entry-1');
  const held = (id: string): CourseEvent => ({ type: 'held', at: '2026-06-15T16:00Z', id, reason: 'site' });
  expect(nextId([held('entry-2')])).toBe('entry-3');
  expect(nextId([held('entry-3'), held('entry-4')])).toBe('entry-5');
});
