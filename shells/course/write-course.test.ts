import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CourseEvent } from '../../core/course/event.ts';
import { readCourse } from './read-course.ts';
import { withEntries } from './write-course.ts';

const NOW = '2026-11-21T12:00Z';
const HELD: CourseEvent = { type: 'held', at: '2026-07-20T10:00-04:00', id: 'entry-10', reason: 'weather' };
const NOTE: CourseEvent = { ...HELD, id: 'entry-11', note: 'a "quoted" word: and more' };

const eventsOf = (text: string, file: string): readonly CourseEvent[] => readCourse(text, file, NOW).events;

test('JSON keeps every character that stands in it', () => {
  const text = readFileSync('examples/courses/step-up-complete.json', 'utf8');
  const written = withEntries(text, [HELD, NOTE]);
  const at = text.lastIndexOf('}\n  ]') + 1;
  expect(written.startsWith(text.slice(0, at))).toBe(true);
  expect(written.endsWith(text.slice(at))).toBe(true);
  expect(eventsOf(written, 'c.json')).toEqual([...eventsOf(text, 'c.json'), HELD, NOTE]);
  expect(written).toContain('    },\n    {\n      "type": "held",\n      "at": "2026-07-20T10:00-04:00",\n');
});

describe('JSON without an entry yet', () => {
  const course = { drug: 'd', patient: { birthDate: '1960-01-01', sex: 'male' }, events: [] };
  test.each([
    JSON.stringify(course),
    JSON.stringify(course, null, 2),
    JSON.stringify({ events: [], drug: 'd', patient: course.patient }),
  ])('%s', (text) => {
    expect(eventsOf(withEntries(text, [HELD, NOTE]), 'c.json')).toEqual([HELD, NOTE]);
    expect(eventsOf(withEntries(withEntries(text, [HELD]), [NOTE]), 'c.json')).toEqual([HELD, NOTE]);
  });
});

test.each(['events: []', 'events:\n  # the first dose\n  - { type: held, at: 2026-07-01T10:00Z, reason: site }'])(
  'YAML keeps its comments: %j',
  (events) => {
    const text = `# one patient\ndrug: d # the drug\npatient: { birthDate: 1960-01-01, sex: male }\n${events}\n`;
    const written = withEntries(text, [HELD, NOTE]);
    expect(eventsOf(written, 'c.yaml')).toEqual([...eventsOf(text, 'c.yaml'), HELD, NOTE]);
    for (const comment of text.match(/#.*$/gmu) ?? []) expect(written).toContain(comment);
  },
);
