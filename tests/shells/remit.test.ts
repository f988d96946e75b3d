import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { claimVerb } from '../../shells/cli/verbs/claim.ts';
import { remitVerb } from '../../shells/cli/verbs/remit.ts';
import { TestDesk } from '../support/desk.ts';
import { claims, COURSES, FIRST, remit } from '../support/remittances.ts';

async function refused(...args: readonly string[]): Promise<string> {
  const { status, err } = await new TestDesk().call(remitVerb, ...args);
  expect(status).toBe(2);
  return err;
}

describe('an answer by hand', () => {
  test('paid below what was expected is shown as an entry, and written nowhere', async () => {
    const desk = new TestDesk();
    const line = ['--course', FIRST, '--claim', 'EX-0002', '--paid', '15,000.00', '--adjustments', 'PR-2:200'];
    const { status, answer } = await remit(desk, ...line, '--on', '2026-07-08');
    expect(status).toBe(20);
    expect(answer.added.map(({ entry }) => entry)).toEqual([
      {
        type: 'remitted',
        at: '2026-07-08T12:00-04:00',
        claim: 'EX-0002',
        cents: 1_500_000,
        adjustments: [{ code: 'PR-2', cents: 20_000 }],
        id: 'remitted-ex-0002-2026-07-08',
      },
    ]);
    expect(answer.underpayments.map(({ claim, shortCents }) => [claim, shortCents])).toEqual([['EX-0002', 80_000]]);
    expect([answer.recorded, desk.files.size]).toEqual([false, 0]);
  });

  test('with --record it stands in the course, which is read again as it was', async () => {
    const desk = new TestDesk();
    const line = ['--course', FIRST, '--claim', 'EX-0001', '--paid', '1600', '--on', '2026-07-01'];
    expect((await remit(desk, ...line, '--record')).status).toBe(0);
    const before = JSON.parse(readFileSync(FIRST, 'utf8')) as { events: unknown[] };
    const after = JSON.parse(desk.files.get(FIRST) ?? '') as { events: unknown[] };
    expect(after.events.slice(0, -1)).toEqual(before.events);
    expect(after.events.at(-1)).toMatchObject({ type: 'remitted', cents: 160_000 });
    // The same answer again is a slip, not a second payment.
    const { status, err } = await desk.call(remitVerb, ...line);
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/^--claim: this answer to EX-0001 of 2026-07-01 is on record/u),
    ]);
    // Another one on the same day has an id of its own.
    const other = line.map((word) => (word === '1600' ? '5' : word));
    const { answer } = await remit(desk, ...other);
    expect(answer.added[0]?.entry['id']).toBe('remitted-ex-0001-2026-07-01-2');
  });

  test('that the payer does not pay is its reason and its codes, as given', async () => {
    const line = ['--course', FIRST, '--claim', 'EX-0002', '--denied', 'CO-197', '--remarks', 'N130, M62'];
    const { status, answer } = await remit(new TestDesk(), ...line, '--on', '2026-07-08');
    expect(status).toBe(20);
    expect(answer.denials).toMatchObject([{ claim: 'EX-0002', reason: 'CO-197', remarks: ['N130', 'M62'] }]);
    expect(answer.added[0]?.entry).toMatchObject({ type: 'claim-denied', reason: 'CO-197' });
  });

  test('of today has the time of the call', async () => {
    const { answer } = await remit(new TestDesk(), '--course', FIRST, '--claim', 'EX-0001', '--paid', '1600');
    expect(answer.added[0]?.entry['at']).toBe('2026-11-21T08:30:00-05:00');
  });

  test.each([
    [['--paid', '5'], /^--claim: the claim is missing/u],
    [['--claim', 'EX-0001'], /^--paid: the payer either paid or gave a reason/u],
    [['--claim', 'EX-0001', '--paid', '5', '--denied', 'x'], /^--paid: the payer either paid or gave a reason/u],
    [['--claim', 'EX-0001', '--denied', ''], /^--denied: the reason is missing/u],
    [['--claim', 'EX-001', '--paid', '5'], /^--claim: no claim "EX-001" is on record. Did you mean "EX-0001"/u],
    [['--claim', 'EX-0001', '--paid', '12.345'], /^--paid: "12.345" is no amount/u],
    [['--claim', 'EX-0001', '--paid', '1,60'], /^--paid: "1,60" is no amount/u],
    [['--claim', 'EX-0001', '--paid', 'NaN'], /^--paid: "NaN" is no amount/u],
    [['--claim', 'EX-0001', '--paid', '5', '--adjustments', 'CO45'], /^--adjustments: "CO45" is no adjustment/u],
    [['--claim', 'EX-0001', '--paid', '5', '--remarks', '!'], /^--remarks: "!" is no remark code/u],
    [['--claim', 'EX-0001', '--paid', '5', '--on', '2026-02-30'], /^--on: "2026-02-30"/u],
    [['--claim', 'EX-0001', '--paid', '5', '--on', '2026-11-22'], /^--claim: 2026-11-22 lies in the future/u],
    [['--claim', 'EX-0001', '--paid', '5', '--on', '2026-06-16'], /before the claim went out on 2026-06-17/u],
    [['--claim', 'EX-0001', '--paid', '5', '--file', 'x.csv'], /^--file: it goes with --courses/u],
  ])('%j is refused', async (args, message) => {
    expect(await refused('--course', FIRST, ...args)).toMatch(message);
  });

  test.each([
    [[], /^--course: one course or a folder of courses is wanted/u],
    [['--course', FIRST, '--courses', COURSES], /^--course: one course or a folder/u],
    [['--courses', 'no/such/folder'], /^no\/such\/folder: the folder cannot be read/u],
    [['--courses', 'core/billing'], /^core\/billing: no course stands in this folder/u],
    [['--courses', COURSES, '--paid', '5'], /^--paid: it goes with --course/u],
  ])('%j is refused', async (args, message) => {
    expect(await refused(...args)).toMatch(message);
  });
});

describe('from claim to payment', () => {
  test('a claim that went out is recorded by its number, answered, and is then paid', async () => {
    const desk = new TestDesk();
    const file = 'course.json';
    desk.files.set(file, readFileSync('examples/courses/step-up-complete.json', 'utf8'));
    const sent = ['--course', file, '--dose', 'C1D8', '--submitted', 'X-1', '--expected', '16,000', '--record'];
    expect((await desk.call(claimVerb, ...sent)).status).toBe(0);
    const { events } = JSON.parse(desk.files.get(file) ?? '') as { readonly events: readonly unknown[] };
    expect(events.at(-1)).toMatchObject({ type: 'claimed', dose: 'C1D8', claim: 'X-1', expectedCents: 1_600_000 });
    // It is no more among what is to be claimed.
    const { json } = await desk.call(claimVerb, '--course', file);
    expect((json as { lines: { dose: string }[] }).lines.map(({ dose }) => dose)).toEqual(['C1D1', 'C1D15', 'C2D1']);
    const { status, answer } = await remit(desk, '--course', file, '--claim', 'X-1', '--paid', '16000');
    expect([status, claims(answer.paid)]).toEqual([0, ['X-1']]);
  });

  test.each([
    [['--submitted', 'X-1'], /^--submitted: these are several doses: C1D1, C1D8, C1D15, C2D1. Name the one/u],
    [['--dose', 'C1D8', '--submitted', ''], /^--submitted: the number of the claim is missing/u],
    [['--dose', 'C1D8', '--submitted', 'X', '--expected', 'much'], /^--expected: "much" is no amount/u],
    [['--dose', 'C1D8', '--record'], /^--record: it goes with --submitted/u],
  ])('%j is refused', async (args, message) => {
    const { status, err } = await new TestDesk().call(
      claimVerb,
      '--course',
      'examples/courses/step-up-complete.json',
      ...args,
    );
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });

  test('entries are added to JSON only, and to nothing else on the way', async () => {
    const desk = new TestDesk();
    desk.files.set('course.yaml', readFileSync(FIRST, 'utf8'));
    const line = ['--course', 'course.yaml', '--claim', 'EX-0001', '--paid', '5'];
    const { err } = await desk.call(remitVerb, ...line, '--record');
    expect(err).toMatch(/^course\.yaml: entries are added to courses in JSON only/u);
  });
});
