import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { example, stepwise, stepwiseAt } from '../support/cli.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'written-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function copied(...parts: readonly string[]): string {
  copyFileSync(example(...parts), at('course.json'));
  return at('course.json');
}

describe('no file that a call reads is written over by it', () => {
  test.each([
    ['pdf', ['card', '--for', 'patient', '--at', '2026-05-10T10:00-04:00']],
    ['ics', ['calendar']],
    ['svg', ['calendar']],
    ['pdf', ['prepare', '--on', '2026-05-11']],
    ['label', ['prepare', '--on', '2026-05-11']],
  ])('--%s of %j keeps the course', async (option, words) => {
    const course = copied('courses', 'visit-first-cycles.json');
    const before = readFileSync(course, 'utf8');
    const { status, err } = await stepwise(...words, '--course', course, `--${option}`, course);
    expect(readFileSync(course, 'utf8')).toBe(before);
    expect([status, err]).toEqual([
      2,
      `--${option}: ${course} is read by this call, and would be written over. Name another file to write\n`,
    ]);
  });

  test('nor one that it writes: the course with its record is no place for the bag label', async () => {
    const course = copied('courses', 'visit-first-cycles.json');
    const line = ['prepare', '--course', course, '--on', '2026-05-11', '--at', '2026-05-11T09:00-04:00'];
    const using = ['--using', example('preparation', 'c3d15.yaml')];
    const { status, err } = await stepwise(...line, ...using, '--out', at('new.json'), '--label', at('new.json'));
    expect([status, err]).toEqual([2, expect.stringContaining('new.json is written by --out as well')]);
    // Nothing is recorded by a call that is refused.
    expect(readdirSync(folder)).toEqual(['course.json']);
    expect((await stepwise('calendar', '--course', course, '--ics', at('a'), '--svg', at('a'))).status).toBe(2);
  });
});

test('a record that cannot be printed as asked is not written: the same call may be made again', async () => {
  const course = copied('courses', 'visit-first-cycles.json');
  const held = JSON.parse(readFileSync(course, 'utf8')) as { placeOfService: object };
  const placeOfService = { ...held.placeOfService, name: 'Center '.repeat(2000) };
  writeFileSync(course, JSON.stringify({ ...held, placeOfService }));
  const line = ['prepare', '--course', course, '--on', '2026-05-11', '--at', '2026-05-11T09:00-04:00'];
  const using = ['--using', example('preparation', 'c3d15.yaml')];
  const { status, err } = await stepwise(...line, ...using, '--out', at('new.json'), '--pdf', at('sheet.pdf'));
  expect([status, err]).toEqual([2, expect.stringContaining('too many for one page')]);
  expect(readdirSync(folder)).toEqual(['course.json']);
});

test('signs of a chart that turn the order of the others around do not reach the terminal', async () => {
  const course = copied('courses', 'visit-first-cycles.json');
  const held = JSON.parse(readFileSync(course, 'utf8')) as { events: object[] };
  const event = { type: 'adverse-event', at: '2026-05-01T10:00-04:00', kind: 'other', grade: 3, onset: '2026-05-01' };
  const sign = 'fever \u202e01 gm';
  writeFileSync(course, JSON.stringify({ ...held, events: [...held.events, { ...event, id: 'x', sign }] }));
  const { out } = await stepwise('course', 'show', '--course', course, '--on', '2026-05-11');
  expect(out).toContain('fever \ufffd01 gm');
  expect(out).not.toContain('\u202e');
});

test.each([
  ['bag-id', 'X'],
  ['paper', 'a4'],
  ['reason', 'late'],
  ['reconstituted', '2026-05-11T08:00-04:00'],
  ['infusion-start', '2026-05-11T10:00-04:00'],
])('--%s is of one dose: of a day it is refused, not left out of account', async (option, value) => {
  const day = ['prepare', '--day', '2026-05-11', '--courses', example('preparation', 'day')];
  const { status, err } = await stepwise(...day, `--${option}`, value);
  expect([status, err]).toEqual([2, expect.stringContaining(`--${option}: --day is about every course`)]);
});

test('appointments are of a day, and refused with one dose', async () => {
  const { status, err } = await stepwise('prepare', '--dose', '10', '--appointments', at('absent.yaml'));
  expect([status, err]).toEqual([2, expect.stringContaining('--appointments: they are those of a day')]);
});

test('an audit says before it begins that a file cannot be written, or is named twice', async () => {
  const line = ['audit', '--policy', 'prime-ic-0789', example('claims', 'lines.csv')];
  for (const option of ['--out', '--report', '--set-aside']) {
    const file = path.join(folder, 'absent', 'found.csv');
    const { status, err } = await stepwise(...line, option, file);
    expect([status, err]).toEqual([2, expect.stringContaining(`${file}: the file cannot be written.`)]);
  }
  const twice = await stepwise(...line, '--out', at('z.csv'), '--set-aside', at('z.csv'));
  expect([twice.status, twice.err]).toEqual([2, expect.stringContaining('z.csv is written by --out as well')]);
  expect(readdirSync(folder)).toEqual([]);
});

describe('a claim that went out', () => {
  function unclaimed(): string {
    const file = copied('remittances', 'courses', 'first-patient.json');
    const held = JSON.parse(readFileSync(file, 'utf8')) as { events: { type: string }[] };
    const events = held.events.filter(({ type }) => type !== 'claimed');
    writeFileSync(file, JSON.stringify({ ...held, events }));
    return file;
  }
  const NOW = '2026-11-21T08:30:00-05:00';

  test('is recorded once, also by a call about an earlier day: the course can be read afterwards', async () => {
    const course = unclaimed();
    const line = ['claim', '--course', course, '--dose', 'C1D1', '--submitted', 'EX-9', '--record'];
    expect((await stepwiseAt(NOW, ...line)).status).toBe(0);
    const { status, err } = await stepwiseAt(NOW, ...line, '--on', '2026-06-20');
    expect([status, err]).toEqual([2, expect.stringContaining('C1D1 went out under EX-9 already')]);
    expect((await stepwiseAt(NOW, 'claim', '--course', course)).status).toBe(0);
  });

  test('is not recorded by the call that writes its form, which says so', async () => {
    const course = unclaimed();
    const billing = `${example('billing', 'clinic.yaml')},${example('billing', 'patient.yaml')}`;
    const line = ['claim', '--course', course, '--dose', 'C1D1', '--format', '837p', '--billing', billing];
    const { status, err } = await stepwiseAt(NOW, ...line, '--submitted', 'EX-9', '--record');
    expect([status, err]).toEqual([2, expect.stringContaining('--submitted: it does not go with a claim form')]);
  });
});

test('the same payment on the day that it is at the clinic is a slip, wherever the machine stands', async () => {
  const course = copied('remittances', 'courses', 'first-patient.json');
  // 22:30 on the day before at the clinic.
  const night = '2026-07-02T02:30:00+00:00';
  const line = ['remit', '--course', course, '--claim', 'EX-0001', '--paid', '5', '--record'];
  await stepwiseAt(night, ...line);
  const held = JSON.parse(readFileSync(course, 'utf8')) as { events: { id: string }[] };
  expect(held.events.at(-1)?.id).toBe('remitted-ex-0001-2026-07-01');
  const { status, err } = await stepwiseAt(night, ...line);
  expect([status, err]).toEqual([2, expect.stringContaining('of 2026-07-01 is on record already')]);
});
