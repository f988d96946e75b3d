import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example, stepwise } from '../support/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bad-input-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string): string => {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
};

const binary = (): string => {
  const full = path.join(folder, 'binary.yaml');
  writeFileSync(full, Buffer.from([0xff, 0xfe, 0x00, 0x41]));
  return full;
};

const CHECK = ['check', '--policy', 'prime-ic-0789', '--request', 'initial', '--on', '2026-06-15'];
const ANSWERS = ['--answers', example('answers', 'second-line.yaml')];

/** A chart of the examples, changed as a text. */
const chart = (from: string | RegExp, to: string): string => {
  const before = readFileSync(example('charts', 'second-line.json'), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return file('chart.json', after);
};

type Row = readonly [what: string, args: () => readonly string[], message: RegExp];

const ROWS: readonly Row[] = [
  ['a chart that is not JSON', () => [...CHECK, '--chart', file('c.json', '{ "resourceType": ')], /c\.json:1:\d+: /u],
  [
    'a chart that is no Bundle',
    () => [...CHECK, '--chart', file('c.json', '{"resourceType":"Patient","id":"p"}')],
    /c\.json: .*Bundle/u,
  ],
  [
    'a chart with two patients',
    () => [
      ...CHECK,
      '--chart',
      chart('"entry": [', '"entry": [{"resource":{"resourceType":"Patient","id":"other","birthDate":"1950-01-01"}},'),
    ],
    /two|patients/iu,
  ],
  [
    'a chart from the future',
    () => [...CHECK, '--chart', chart(/2026-05-18/gu, '2027-05-18')],
    /Observation\/second-line-progression.*2027-05-18/u,
  ],
  [
    'a chart with a code that is not known',
    () => [...CHECK, '--chart', chart('"271299001"', '"271299002"')],
    /271299002/u,
  ],
  [
    'a birth after the day of the answer',
    () => [...CHECK, '--chart', chart('"1963-03-09"', '"2026-06-16"')],
    /birthDate.*2026-06-16/u,
  ],
  [
    'a chart that is not there',
    () => [...CHECK, '--chart', path.join(folder, 'none.json')],
    /none\.json: the file given with --chart cannot be read\. Check the name$/u,
  ],
  ['a folder for a chart', () => [...CHECK, '--chart', folder], /the file given with --chart cannot be read/u],
  [
    'a policy that is not held',
    () => ['check', '--policy', 'prime-ic-0798', '--request', 'initial', ...ANSWERS],
    /^--policy: there is no policy "prime-ic-0798"\. Did you mean "prime-ic-0789"\?$/u,
  ],
  [
    'a payer that is not held',
    () => ['check', '--payer', 'pryme', '--request', 'initial', ...ANSWERS],
    /^--payer: there is no payer "pryme"\. Did you mean "prime"\?$/u,
  ],
  [
    'neither a policy nor a payer',
    () => ['check', '--request', 'initial', ...ANSWERS],
    /^--policy: no policy is named/u,
  ],
  [
    'nothing about the patient',
    () => CHECK,
    /nothing is given about the patient\. Give one of --chart, --answers and --course$/u,
  ],
  [
    'an answer to a fact that does not exist',
    () => [...CHECK, '--answers', file('a.yaml', '\ndisease.stag: extensive')],
    /a\.yaml:2:1: there is no fact "disease\.stag"\. Did you mean "disease\.stage"\?$/u,
  ],
  [
    'an answer of the wrong type',
    () => [...CHECK, '--answers', file('a.yaml', 'performance.ecog: yes')],
    /a\.yaml:1:1: performance\.ecog takes a whole number/u,
  ],
  [
    'a request of no kind',
    () => ['check', '--policy', 'prime-ic-0789', '--request', 'appeal', ...ANSWERS],
    /^--request: there is no request "appeal"\. Use one of: initial, renewal$/u,
  ],
  [
    'a day that is none',
    () => ['check', '--policy', 'prime-ic-0789', '--request', 'initial', '--on', '2026-02-29', ...ANSWERS],
    /^--on: "2026-02-29" is not a day of the calendar/u,
  ],
  [
    'a course with a field that does not exist',
    () => [
      'claim',
      '--course',
      file('c.json', '{"drug":"tarlatamab","patient":{"birthDate":"1950-01-01","sex":"male"},"evnts":[],"events":[]}'),
    ],
    /c\.json:1:\d+: .*evnts/u,
  ],
  ['a dose that is none', () => ['prepare', '--dose', '5'], /^--dose: .*\b1\b.*\b10\b/u],
  ['a verb that is none', () => ['chek'], /^stepwise: unknown command 'chek' \(Did you mean check\?\)$/u],
  ['an option that is none', () => ['check', '--polcy', 'x'], /^stepwise: /u],
  [
    'a policy named twice',
    () => ['policy', 'show', 'fep-5.21.223', '--policy', 'prime-ic-0789'],
    /^fep-5\.21\.223: --policy is given as well\. Give one of them$/u,
  ],
  ['a policy to show that is not held', () => ['policy', 'show', 'prime'], /^--policy: there is no policy "prime"/u],
  ['nothing to show', () => ['policy', 'show'], /^--policy: no policy is named/u],
  ['an option given twice', () => ['prepare', '--dose', '10', '--dose', '1'], /^stepwise: .*--dose.*given twice/iu],
  [
    'a file that is no text',
    () => [...CHECK, '--answers', binary()],
    /is not a UTF-8 text\. Export it again as UTF-8$/u,
  ],
  [
    'answers as a set',
    () => [...CHECK, '--answers', file('a.yaml', '!!set { disease.stage }')],
    /a\.yaml:1:1: .*tag.*Correct the YAML here$/iu,
  ],
  [
    'a key that is a list',
    () => [...CHECK, '--answers', file('a.yaml', '? [a, b]\n: 1')],
    /a\.yaml:1:\d+: a key has to be a plain text/u,
  ],
  [
    'two documents in one file',
    () => [...CHECK, '--answers', file('a.yaml', 'a: 1\n---\nb: 2')],
    /the file holds more than one document\. Keep one$/u,
  ],
  [
    'a file without end of nesting',
    () => [...CHECK, '--answers', file('a.yaml', 'a: '.concat('['.repeat(20_000)))],
    /nests too deeply|Correct the YAML here/u,
  ],
  [
    'a statement without its value',
    () => [...CHECK, '--answers', file('a.yaml', 'disease.stage: { by: Example }')],
    /a\.yaml:1:1: the statement on disease\.stage has no value/u,
  ],
  [
    'a birth in the year 0',
    () => [...CHECK, '--answers', file('a.yaml', 'patient.birth-date: 0000-01-01')],
    /patient\.birth-date takes a day/u,
  ],
  [
    'a drug that is not held',
    () => ['check', '--payer', 'fep', '--drug', 'zz', '--request', 'initial', ...ANSWERS],
    /^--drug: there is no drug "zz"/u,
  ],
  [
    'a file for the folder of sources',
    () => ['knowledge', 'verify', '--sources', file('x.txt', '')],
    /there is no such folder/u,
  ],
  [
    'a folder without the documents',
    () => ['knowledge', 'verify', '--sources', folder],
    /no copy of any document is in the folder/u,
  ],
  [
    'a knowledge folder that is none',
    () => ['policy', 'list', '--knowledge', path.join(folder, 'none')],
    /facts\.yaml: the file cannot be read/u,
  ],
  [
    'a sources folder that is none',
    () => ['knowledge', 'verify', '--sources', path.join(folder, 'none')],
    /none: there is no such folder/u,
  ],
];

describe('bad input gets one clear line, exit status 2, and nothing on stdout', () => {
  it.each(ROWS)('%s', async (_what, args, message) => {
    for (const json of [[], ['--json']]) {
      const { status, out, err } = await stepwise(...args(), ...json);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(
        err
          .trimEnd()
          .split('\n')
          .some((line) => message.test(line)),
        err,
      ).toBe(true);
      expect(err).not.toMatch(/\n {4}at |Error:/u);
    }
  });

  it('a date before the first version is an answer with its reason, not bad input', async () => {
    const { status, out } = await stepwise(
      'check',
      '--policy',
      'prime-ic-0789,fep-5.21.223',
      '--request',
      'initial',
      '--answers',
      file('a.yaml', 'disease.stage: extensive'),
      '--on',
      '2025-05-04',
      '--json',
    );
    expect(status).toBe(20);
    expect(JSON.parse(out)).toMatchObject({
      determinations: [
        {
          outcome: 'policy-not-applicable',
          reason: 'the policy did not exist before 2025-05-05',
          criteria: null,
          authorization: null,
        },
        { outcome: 'policy-not-applicable', reason: expect.stringContaining('version not held') as unknown },
      ],
    });
  });
});

describe('what a file says does not steer the terminal', () => {
  it('control codes are shown as such', async () => {
    const answers = file('esc.yaml', 'disease.stage: { value: extensive, by: "Eve\\e[2J\\e[1A", role: prescriber }');
    const { out } = await stepwise(
      'check',
      '--policy',
      'prime-ic-0789',
      '--request',
      'initial',
      '--on',
      '2026-06-15',
      '--answers',
      answers,
    );
    expect(out).toContain('Eve\ufffd[2J');
    expect(out).not.toContain('\u001b[2J');
  });
});
