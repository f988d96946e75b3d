import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { describeFault, InputError } from '../../input/input-error.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { loadDrugs } from '../../knowledge/load-drugs.ts';
import { plain } from '../paint.ts';
import type { Desk, Verb, VerbAnswer } from '../verb.ts';
import { calendarVerb } from './calendar.ts';
import { claimVerb } from './claim.ts';
import { prepareVerb } from './prepare.ts';

const { drugs } = loadDrugs('knowledge/drugs');
const desk: Desk = {
  // These verbs ask for the drugs only.
  knowledge: () => ({ drugs }) as unknown as Knowledge,
  today: () => '2026-06-15',
  read: (path) => readFileSync(path, 'utf8'),
  write: () => undefined,
  paint: plain,
};

async function run(verb: Verb, line: string): Promise<VerbAnswer> {
  const command = verb.configure(new Command(verb.name)).exitOverride();
  command.parse(line === '' ? [] : line.split(' '), { from: 'user' });
  return verb.run(command.opts(), desk);
}

async function refused(verb: Verb, line: string): Promise<string> {
  try {
    await run(verb, line);
    return '';
  } catch (error) {
    return error instanceof InputError ? error.faults.map(describeFault).join('\n') : String(error);
  }
}

describe('calendar', () => {
  test('prints one row a dose', async () => {
    const { text, exit } = await run(calendarVerb, '--start 2026-06-15 --cycles 1');
    expect(exit).toBe(0);
    expect(text).toMatch(/C1D1 +Mon 2026-06-15 +1 +1 +22–24 h from start/u);
  });

  test('takes the course as it stood on a day', async () => {
    const line = '--course examples/courses/step-up-complete.json --cycles 1';
    const { json } = await run(calendarVerb, `${line} --on 2026-06-16`);
    const { doses } = json as { doses: readonly { given?: unknown }[] };
    expect(doses.map(({ given }) => given !== undefined)).toEqual([true, false, false]);
  });

  test.each([
    ['', /^--start: there is no day to start from/u],
    ['--start 2026-02-30', /^--start: "2026-02-30" is not a day/u],
    ['--start 2026-06-15 --cycles 0', /^--cycles: "0" is no number of cycles/u],
    ['--start 2026-06-15 --label x', /^--label: there is no label "x". Use one of: tarlatamab-/u],
    [
      '--start 2026-06-16 --course examples/courses/renewal.json',
      /^--start: the course began with a dose on 2026-06-15/u,
    ],
    ['--drug x --course examples/courses/renewal.json', /renewal\.json: the course is of tarlatamab, not of x/u],
    ['--start 2026-06-15 --drug x', /^--drug: there is no drug "x". Use one of: tarlatamab/u],
  ])('%s is refused', async (line, message) => {
    expect(await refused(calendarVerb, line)).toMatch(message);
  });
});

describe('prepare', () => {
  test('prints the worksheet', async () => {
    const { text } = await run(prepareVerb, '--dose 10 --reconstituted 2026-06-15T08:10-04:00');
    expect(text).toMatch(/Infusion must end +2026-06-15T16:10:00-04:00/u);
  });

  test.each([
    ['', /^--dose: the dose is missing. Use one of: 1, 10/u],
    ['--dose 5', /^--dose: there is no preparation of 5 mg/u],
    ['--dose 1 --out-of-refrigerator 2026-06-15T08:10-04:00', /^--out-of-refrigerator: the time before it is missing/u],
  ])('%s is refused', async (line, message) => {
    expect(await refused(prepareVerb, line)).toMatch(message);
  });
});

describe('claim', () => {
  test('of a complete course is ready and exits with 0', async () => {
    const { text, exit } = await run(claimVerb, '--course examples/courses/step-up-complete.json --dose C1D8');
    expect(exit).toBe(0);
    expect(text).toMatch(/C1D8 +2026-06-22 +J9026 +10 +JZ +N4 55513007701 +UN 1 +Z51\.12 C34\.11 +EX-AUTH-0001/u);
  });

  test('as data is the same document', async () => {
    const { text, json } = await run(claimVerb, '--course examples/courses/step-up-complete.json --format json');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
  });

  test('of a claimed dose is a draft and exits with 10', async () => {
    const { exit } = await run(claimVerb, '--course examples/courses/renewal.json --dose C1D8');
    expect(exit).toBe(10);
  });

  test.each([
    ['', /^--course: the course is missing/u],
    ['--course examples/courses/renewal.json --dose C20D1', /^--dose: the course has no dose C20D1/u],
  ])('%s is refused', async (line, message) => {
    expect(await refused(claimVerb, line)).toMatch(message);
  });
});
