import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFault } from '../input/input-error.ts';
import { loadDrugs } from './load-drugs.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-drugs-'));
  cpSync('knowledge/drugs', folder, { recursive: true });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The faults after a text of one file has been replaced. */
function faultsAfter(file: string, from: string, to: string): string[] {
  const name = path.join(folder, 'tarlatamab', file);
  const text = readFileSync(name, 'utf8');
  expect(text).toContain(from);
  writeFileSync(name, text.replace(from, to));
  return loadDrugs(folder).faults.map(describeFault);
}

test('the held drug loads without a fault, and its passages are listed with their places', () => {
  const loaded = loadDrugs('knowledge/drugs');
  expect(loaded.faults).toEqual([]);
  expect([...loaded.drugs.keys()]).toEqual(['tarlatamab']);
  expect(loaded.drugs.get('tarlatamab')?.labels.map(({ id }) => id)).toContain('tarlatamab-2025-11');
  expect(loaded.citations.length).toBeGreaterThan(50);
  expect(loaded.citations[0]).toMatchObject({ file: 'knowledge/drugs/tarlatamab/drug.yaml' });
});

test.each([
  ['drug.yaml', 'strengthMg: 10', 'strenghtMg: 10', /drug\.yaml:\d+:\d+: .*strenghtMg.*Did you mean "strengthMg"/u],
  ['drug.yaml', 'ndc: 55513-059-01', 'ndc: 5551-0059-01', /drug\.yaml:\d+:\d+: .*digits of its ndcFormat/u],
  ['2025-11/observation.yaml', 'cycles: 3-4', 'cycles: 4-3', /observation\.yaml:\d+:\d+: .*these are no cycles/u],
  [
    '2025-11/observation.yaml',
    'cycles: 3-4',
    'cycles: 4',
    /observation\.yaml:\d+:\d+: no rule covers cycle 3 day 1\./u,
  ],
  [
    '2025-11/observation.yaml',
    'cycles: 3-4',
    'cycles: 2-4',
    /rule and the one at line \d+ both speak of cycle 2 day 1/u,
  ],
  ['2025-11/observation.yaml', 'hours: [22, 24]', 'hours: [24, 22]', /the least is more than the most/u],
  ['2025-11/schedule.yaml', 'days: [8, 15]', 'days: [8, 29]', /the day lies outside the cycle/u],
  ['2025-11/schedule.yaml', '{ cycle: 1, day: 15 }', '{ cycle: 1, day: 16 }', /cycle 1 day 16 is no dose/u],
  ['2025-11/labs.yaml', '[cbc, liver, bilirubin]', '[cbc, lver, bilirubin]', /there is no panel "lver"/u],
  ['2025-11/label.yaml', 'drug: tarlatamab', 'drug: another', /this label is of "another"/u],
  ['preparation.yaml', '{drugMl}', '{drugML}', /\{drugML\} stands for no number/u],
  ['preparation.yaml', 'strengthMg: 10, count', 'strengthMg: 20, count', /no product has 20 mg/u],
  ['billing.yaml', 'J9026', 'J 9026', /this is not a HCPCS code/u],
])('%s with %s as %s is refused', (file, from, to, message) => {
  expect(faultsAfter(file, from, to).join('\n')).toMatch(message);
});

test('a rule without a citation is refused', () => {
  expect(
    faultsAfter(
      'billing.yaml',
      'notUsedBy: [medicare-part-b]\n  cite:',
      'notUsedBy: [medicare-part-b]\n  site:',
    ).join(),
  ).toMatch(/site.*Did you mean "cite"/u);
});

test('a file that is missing is named, with all other faults', () => {
  rmSync(path.join(folder, 'tarlatamab', '2025-11', 'labs.yaml'));
  const faults = faultsAfter('drug.yaml', 'id: tarlatamab', 'id: other');
  expect(faults.join('\n')).toMatch(/labs\.yaml: the file cannot be read/u);
  expect(faults.join('\n')).toMatch(/the drug "other" stands in tarlatamab/u);
});
