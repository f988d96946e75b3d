import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFault, type InputFault } from '../input/input-error.ts';
import { loadGrading } from './load-grading.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-grading-'));
  cpSync('knowledge/grading', folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the held scales load without a fault, the most severe grade first', () => {
  const faults: InputFault[] = [];
  const { grading } = loadGrading('knowledge/grading', 'astct-2019.yaml', faults);
  expect(faults).toEqual([]);
  expect(grading.scales.map(({ id, grades }) => [id, grades.map(({ grade }) => grade)])).toEqual([
    ['crs', [4, 3, 2, 1]],
    ['icans', [4, 3, 2, 1]],
  ]);
});

test.each([
  ['fact: icans.ice', 'fact: icans.icee', /astct-2019\.yaml:\d+:\d+: .*icans\.icee.*Did you mean "icans\.ice"/u],
  ['is: positive-pressure', 'is: positive', /astct-2019\.yaml:\d+:\d+: crs\.oxygen takes one of none, low-flow/u],
  ['- grade: 3', '- grade: 4', /astct-2019\.yaml:\d+:\d+: grade 4 does not stand below a higher one/u],
  ['id: crs-4-oxygen', 'id: crs-3-oxygen', /the id "crs-3-oxygen" is used twice, first on line \d+/u],
  ['unit: points', 'unit: tasks', /icans\.ice is counted in points, not in tasks/u],
])('%s as %s is refused', (from, to, message) => {
  const name = path.join(folder, 'astct-2019.yaml');
  const text = readFileSync(name, 'utf8');
  expect(text.includes(from), from).toBe(true);
  writeFileSync(name, text.replace(from, to));
  const faults: InputFault[] = [];
  loadGrading(folder, 'astct-2019.yaml', faults);
  expect(faults.map(describeFault).join('\n')).toMatch(message);
});
