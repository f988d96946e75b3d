import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../tests/support/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { loadKnowledge } from './load.ts';
import { runCases } from './run-cases.ts';

const IC = 'payers/prime/tarlatamab/2025-05-05.yaml';
const ADULT = /fact: patient\.age\n(\s+)at-least: 18/u;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-within-'));
  cpSync(path.join(ROOT, 'knowledge'), folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the criterion on age of IC-0789 as one on a day, and says what the loader and the worked examples make of it. */
function outcome(fact: string, within: string): string {
  const file = path.join(folder, IC);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(ADULT, `fact: ${fact}\n$1within: ${within}`);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  try {
    const failed = runCases(loadKnowledge(folder)).filter(({ differences }) => differences.length > 0);
    return failed.map(({ name }) => name).join('\n');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

describe('a criterion on a day within a period', () => {
  it('counts from the day of the request: what says "18 years" now holds of the youngest only', () => {
    // Born in the last 216 months is younger than 18, or 18 on the very day.
    const failed = outcome('patient.birth-date', '{ months: 216 }').split('\n');
    expect(failed).toContain('Eighteen tomorrow');
    expect(failed).not.toContain('Eighteen on the day of the answer');
  });

  it.each([
    ['patient.age', '{ months: 6 }', /this compares a day with a period, and patient\.age is of type integer/u],
    ['patient.birth-date', '{ weeks: 6 }', /:\d+:\d+: .*this is no period\. Write \{ days: 30 \} or \{ months: 6 \}/u],
    ['patient.birth-date', '{ days: -1 }', /:\d+:\d+: /u],
    ['request.date', '{ days: 1 }', /the day of the request is no question\. Use `within` on the fact that is asked/u],
  ])('%s within %s is refused with its place', (fact, within, message) => {
    expect(outcome(fact, within)).toMatch(message);
  });

  it('is compared by one measure in a file', () => {
    const file = path.join(folder, IC);
    const before = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      before.replace(/fact: disease\.stage\n(\s+)is: extensive/u, 'fact: patient.birth-date\n$1within: { days: 9 }'),
    );
    expect(outcome('patient.birth-date', '{ months: 216 }')).toMatch(
      /patient\.birth-date is compared by \w+ elsewhere and by \w+ here\. Use one measure in a file/u,
    );
  });
});
