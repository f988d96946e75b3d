import { expect, test } from 'vitest';
import type { Course } from '../course/event.ts';
import { courseMark } from './course-mark.ts';

const born = (birthDate: string, at: string): Course => ({
  drug: 'a-drug',
  patient: { birthDate, sex: 'female' },
  events: [{ type: 'assessed', at, response: 'stable' }],
});

test('is the same however the log was read, and stays while the course goes on', () => {
  const course = born('1958-03-09', '2026-06-15T08:00Z');
  const later = { type: 'assessed', at: '2026-07-15T08:00Z', response: 'partial' } as const;
  const mark = courseMark(course);
  expect(mark).toMatch(/^[0-9A-Z]{5}$/u);
  expect(courseMark({ ...course, events: [later, ...course.events] })).toBe(mark);
});

test('hardly any two of a thousand courses that began in one minute share it', () => {
  const marks = Array.from({ length: 1_000 }, (_, day) =>
    courseMark(born(new Date(Date.UTC(1950, 0, day + 1)).toISOString().slice(0, 10), '2026-06-15T08:00Z')),
  );
  expect(new Set(marks).size).toBeGreaterThan(995);
});
