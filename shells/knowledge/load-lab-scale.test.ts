import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LAB_SCALE } from '../../tests/support/lab-scale.ts';
import { describeFault, type InputFault } from '../input/input-error.ts';
import { loadLabScale } from './load-lab-scale.ts';

const HELD = 'knowledge/grading/ctcae-5.yaml';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-lab-scale-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the held scale has the limits that the tests of the core use', () => {
  const faults: InputFault[] = [];
  const { analytes } = loadLabScale(HELD, faults);
  expect(faults).toEqual([]);
  expect(analytes.map(({ id, grades }) => [id, grades])).toEqual(
    LAB_SCALE.analytes.map(({ id, grades }) => [id, grades]),
  );
});

test.each([
  ['less-than: 0.5', 'les-than: 0.5', /ctcae-5\.yaml:\d+:\d+: .*a grade has one limit/u],
  ['less-than: 0.5', 'less-than: -1', /ctcae-5\.yaml:\d+:\d+: /u],
  ['grade: 3, less-than: 1 ', 'grade: 4, less-than: 1 ', /grade 4 does not stand below a higher one/u],
  ['units: counts', 'units: count', /there is no set of units "count"\. Use one of: counts/u],
  ['times: 1\n', 'times: 2\n', /the first unit is the one of the limits/u],
])('%s as %s is refused', (from, to, message) => {
  const text = readFileSync(HELD, 'utf8');
  expect(text.includes(from), from).toBe(true);
  const name = path.join(folder, 'ctcae-5.yaml');
  writeFileSync(name, text.replace(from, to));
  const faults: InputFault[] = [];
  loadLabScale(name, faults);
  expect(faults.map(describeFault).join('\n')).toMatch(message);
});
