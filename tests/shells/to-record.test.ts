import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { example, stepwise } from '../support/cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-to-record-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Entry {
  readonly type: string;
  readonly at: string;
}
interface Visit {
  readonly clearance: string;
  readonly needed: readonly { readonly fact: string; readonly record: { readonly text: string } | null }[];
}

/** A visit that is cleared but for the entries that are added. */
async function visit(...added: readonly (Entry & Readonly<Record<string, unknown>>)[]): Promise<Visit> {
  const course = JSON.parse(readFileSync(example('courses', 'visit-first-cycles.json'), 'utf8')) as { events: Entry[] };
  const file = path.join(folder, 'course.json');
  writeFileSync(file, JSON.stringify({ ...course, events: [...course.events, ...added] }));
  const { out } = await stepwise(
    'visit',
    '--course',
    file,
    '--on',
    '2026-05-11',
    '--site',
    example('site.yaml'),
    '--json',
  );
  return JSON.parse(out) as Visit;
}

const SIGN = {
  type: 'adverse-event',
  at: '2026-05-09T09:00-04:00',
  onset: '2026-05-08',
  kind: 'neurotoxicity',
  sign: 'dysgeusia',
  grade: 1,
};

it('names the two words for a sign that is to be judged, what each says, and the entry', async () => {
  const { clearance, needed } = await visit(SIGN);
  expect(clearance).toBe('cannot-tell');
  expect(needed.map(({ fact, record }) => [fact, record?.text])).toEqual([
    [
      'judgement.neurotoxicity-not-icans',
      'The prescriber judges the open signs: record a "prescriber-choice" between "not-icans" and "icans", with ' +
        '"chosen": "not-icans" where they are not consistent with ICANS, or "chosen": "icans" where they are, and with ' +
        '"reason" and "by". Where they are, record the "adverse-event" of kind "icans" with its grade as well.',
    ],
  ]);
});

it.each([
  ['not-icans', 'give'],
  ['icans', 'hold'],
])('the entry as it is asked for, with "%s", leads to %s', async (chosen, clearance) => {
  const choice = { between: ['not-icans', 'icans'], chosen, reason: 'taste only', by: 'Dr. Example' };
  const answer = await visit(SIGN, { type: 'prescriber-choice', at: '2026-05-11T07:30-04:00', ...choice });
  expect([answer.clearance, answer.needed]).toEqual([clearance, []]);
});
