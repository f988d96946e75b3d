import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeFault } from '../input/input-error.ts';
import { loadDrugs } from './load-drugs.ts';

/** A folder of drugs in a knowledge folder of its own. */
let folder = '';

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'stepwise-drugs-')), 'drugs');
  cpSync('knowledge/drugs', folder, { recursive: true });
  cpSync('knowledge/visit.yaml', path.join(folder, '..', 'visit.yaml'));
  cpSync('knowledge/claim-line.yaml', path.join(folder, '..', 'claim-line.yaml'));
});

afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true });
});

/** The faults after a text of one file has been replaced. */
function faultsAfter(file: string, from: string, to: string): string[] {
  const name = path.join(folder, 'tarlatamab', file);
  const text = readFileSync(name, 'utf8');
  expect(text.includes(from), from).toBe(true);
  writeFileSync(name, text.replace(from, to));
  return loadDrugs(folder).faults.map(describeFault);
}

test('the held drug loads without a fault, and its passages are listed with their places', () => {
  const loaded = loadDrugs('knowledge/drugs');
  expect(loaded.faults).toEqual([]);
  expect([...loaded.drugs.keys()]).toEqual(['tarlatamab']);
  expect(loaded.drugs.get('tarlatamab')?.labels.map(({ id }) => id)).toEqual([
    'tarlatamab-2024-05',
    'tarlatamab-2025-11',
  ]);
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
  [
    '2025-11/observation.yaml',
    'kinds: [crs,',
    'kinds: [csr,',
    /no kind of adverse event of a course.*Use one of: crs/u,
  ],
  [
    '2025-11/clearance.yaml',
    'fact: toxicity.crs.grade-now',
    'fact: toxicity.crs.grade-nw',
    /clearance\.yaml:\d+:\d+: .*toxicity\.crs\.grade-nw.*Did you mean "toxicity\.crs\.grade-now"/u,
  ],
  [
    '2025-11/clearance.yaml',
    'fact: toxicity.crs.grade-now\n      at-most: 0',
    'fact: toxicity.crs.grade-now\n      at-mst: 0',
    /clearance\.yaml:\d+:\d+: .*"at-mst" is no kind of criterion.*Did you mean "at-most"/u,
  ],
  [
    '2025-11/clearance.yaml',
    "fact: assessment.hydrated\n      is: 'yes'",
    'fact: assessment.hydrated\n      is: well',
    /clearance\.yaml:\d+:\d+: assessment\.hydrated takes yes or no/u,
  ],
  [
    '2025-11/clearance.yaml',
    'fact: labs.hemoglobin.grams-per-litre\n            at-least: 80\n            unit: g/L',
    'fact: labs.hemoglobin.grams-per-litre\n            at-least: 8\n            unit: g/dL',
    /clearance\.yaml:\d+:\d+: labs\.hemoglobin\.grams-per-litre is counted in g\/L, not in g\/dL/u,
  ],
  [
    '2025-11/clearance.yaml',
    'otherwise: hold',
    'otherwise: give',
    /clearance\.yaml:\d+:\d+: .*Write hold, discontinue or ask/u,
  ],
  [
    '2025-11/clearance.yaml',
    '    until: the day on which the dose is due\n',
    '',
    /clearance\.yaml:\d+:\d+: nobody is told what ends the hold of "due"\. Add `until`/u,
  ],
  [
    '2025-11/clearance.yaml',
    'otherwise: ask\n',
    'otherwise: ask\n    until: later\n',
    /clearance\.yaml:\d+:\d+: .*only a hold has an end/u,
  ],
  ['2025-11/clearance.yaml', '- id: hydrated', '- id: premedication', /the check "premedication" stands twice/u],
  ['2025-11/clearance.yaml', '- id: step-up\n', '- id: resume\n', /the path "resume" stands twice/u],
  [
    '2025-11/clearance.yaml',
    '- id: crs-grade-3\n',
    '- id: crs-grade-three\n',
    /no fact of a visit records this choice: choice\.crs-grade-three\. Add it to visit\.yaml/u,
  ],
  ['2025-11/clearance.yaml', 'leadsTo: restart', 'leadsTo: give', /a path leads to restart or to nothing/u],
  [
    '2025-11/clearance.yaml',
    'id: crs-over',
    'id: crs-never-4',
    /the id "crs-never-4" is used twice, first on line \d+/u,
  ],
  [
    '2025-11/restart.yaml',
    'withinDays: 14',
    'withinDays: two weeks',
    /restart\.yaml:\d+:\d+: .*days are a whole number/u,
  ],
  [
    '2025-11/restart.yaml',
    'cycles: 2 onward',
    'cycles: 3 onward',
    /restart\.yaml:\d+:\d+: no row covers cycle 2 day 1\./u,
  ],
  [
    '2025-11/restart.yaml',
    'days: [15]',
    'days: [8, 15]',
    /restart\.yaml:\d+:\d+: this rule and the one at line \d+ both speak of cycle 1 day 8/u,
  ],
  ['2025-11/populations.yaml', 'population: hepatic', 'population: liver', /no group of patients.*hepatic/u],
  [
    '2025-11/populations.yaml',
    'fact: patient.age',
    'fact: patient.ag',
    /populations\.yaml:\d+:\d+: .*patient\.ag.*Did you mean "patient\.age"/u,
  ],
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
