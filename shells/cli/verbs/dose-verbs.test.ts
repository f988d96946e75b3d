import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { describeFault, InputError } from '../../input/input-error.ts';
import { knowledge } from '../../../tests/support/knowledge.ts';
import { plain } from '../paint.ts';
import type { Desk, Verb, VerbAnswer } from '../verb.ts';
import { calendarVerb } from './calendar.ts';
import { claimVerb } from './claim.ts';
import { prepareVerb } from './prepare.ts';

/** Courses that no file holds. */
const made = new Map<string, string>();
function madeCourse(name: string, parts: Readonly<Record<string, unknown>>): string {
  const text = readFileSync('examples/courses/step-up-complete.json', 'utf8');
  made.set(name, JSON.stringify({ ...(JSON.parse(text) as object), ...parts }));
  return name;
}
const unknownLabel = madeCourse('label.json', { label: 'label-x' });
const unborn = madeCourse('unborn.json', { patient: { birthDate: '2026-06-15', sex: 'female' }, events: [] });

const desk: Desk = {
  knowledge,
  now: () => '2026-11-21T08:30:00-05:00',
  today: () => '2026-11-21',
  read: (path) => made.get(path) ?? readFileSync(path, 'utf8'),
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

  test('says that a dose is overdue, by --on or else today', async () => {
    const course = '--course examples/courses/interrupted-dose.json --cycles 2';
    expect((await run(calendarVerb, `${course} --on 2026-07-14`)).text).toMatch(
      /C2D1 +Tue 2026-07-14.* overdue\n[\s\S]*overdue by 1 day on 2026-07-14/u,
    );
    expect((await run(calendarVerb, course)).text).toMatch(/R1D1 +Sat 2026-11-21.* restart\n/u);
  });

  test.each([
    ['', /^--start: there is no day to start from/u],
    ['--start 2026-02-30', /^--start: "2026-02-30" is not a day/u],
    ['--start 2026-06-15 --cycles 0', /^--cycles: "0" is no number of cycles/u],
    ['--start 2026-06-15 --label x', /^--label: there is no label "x". Use one of: tarlatamab-/u],
    [
      '--start 2026-06-16 --course examples/courses/renewal.json',
      /^--start: the course began with a dose on 2026-05-18/u,
    ],
    ['--drug x --course examples/courses/renewal.json', /renewal\.json: the course is of tarlatamab, not of x/u],
    ['--start 2026-06-15 --drug x', /^--drug: there is no drug "x". Use one of: tarlatamab/u],
    ['--start 9999-12-31', /^--start: "9999-12-31" lies outside the years 1900 to 2100/u],
    ['--start 0001-01-01', /^--start: "0001-01-01" lies outside the years 1900 to 2100/u],
    [`--course ${unknownLabel}`, /^label\.json: there is no label "label-x"/u],
  ])('%s is refused', async (line, message) => {
    expect(await refused(calendarVerb, line)).toMatch(message);
  });
});

describe('prepare', () => {
  test('prints the worksheet', async () => {
    const { text } = await run(prepareVerb, '--dose 10 --reconstituted 2026-06-15T08:10-04:00');
    expect(text).toMatch(/Infusion must end +2026-06-15T16:10:00-04:00/u);
  });

  test('says beside the clocks, before the steps, that a bag in the refrigerator has less time once it is out', async () => {
    const { text } = await run(
      prepareVerb,
      '--dose 10 --reconstituted 2026-06-22T15:00-04:00 --refrigerated 2026-06-22T16:00-04:00',
    );
    expect(text).toMatch(
      /Infusion must end +2026-06-29T15:00:00-04:00 at the latest[\s\S]*at most\s+7 h are left[\s\S]*Steps\n/u,
    );
    expect(text.split('Steps\n')[1]).not.toContain('7 h are left');
  });

  test.each([
    [`--dose 1${'0'.repeat(400)}`, /^--dose: "10{19}…" is no number of milligrams/u],
    ['--dose 0.0000001', /^--dose: "0.0000001" is no number of milligrams/u],
    ['--dose 1 --reconstituted 2026-06-15T23:59:60Z', /^--reconstituted: .* is not a time with an offset/u],
    ['--dose 1 --reconstituted 9999-12-31T08:00Z', /^--reconstituted: .* lies outside the years 1900 to 2100/u],
    [
      '--dose 1 --reconstituted 2027-03-14T02:30-05:00[America/New_York]',
      /^--reconstituted: .* the clocks go forward/u,
    ],
    ['--dose 1 --reconstituted 2026-03-14T02:30-05:00[No/Where]', /^--reconstituted: .* time zone No\/Where/u],
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

  test('of a course without a dose by then is a draft and exits with 10', async () => {
    const line = '--course examples/courses/step-up-complete.json --on 2026-06-01';
    const { text, json, exit } = await run(claimVerb, line);
    expect([exit, (json as { ready: boolean }).ready]).toEqual([10, false]);
    expect(text).toMatch(/Needed\n {2}No dose is recorded as given on or before 2026-06-01/u);
  });

  test.each([
    [`--course ${unknownLabel}`, /^label\.json: there is no label "label-x"/u],
    [`--course ${unborn} --on 2026-06-14`, /^unborn\.json:\d+:\d+: the patient is born on 2026-06-15, after the day/u],
    ['', /^--course: the course is missing/u],
    ['--course examples/courses/renewal.json --dose C20D1', /^--dose: the course has no dose C20D1/u],
  ])('%s is refused', async (line, message) => {
    expect(await refused(claimVerb, line)).toMatch(message);
  });
});
