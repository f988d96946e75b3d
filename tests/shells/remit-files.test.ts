import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { remitVerb } from '../../shells/cli/verbs/remit.ts';
import { TestDesk } from '../support/desk.ts';
import { claims, COURSES, EXAMPLES, FIRST, fromFile, HEAD, rejects, remit, SECOND } from '../support/remittances.ts';

describe('answers from a table', () => {
  test('each goes to the course of its claim, and what fits nowhere is set aside with its line', async () => {
    const desk = new TestDesk();
    const { status, answer } = await remit(desk, '--courses', COURSES, '--file', `${EXAMPLES}/answers.csv`, '--record');
    expect(status).toBe(10);
    expect(answer.added.map(({ course, entry }) => [course, entry['claim']])).toEqual([
      [FIRST, 'EX-0001'],
      [FIRST, 'EX-0002'],
      [SECOND, 'EX-0011'],
      [SECOND, 'EX-0012'],
    ]);
    expect(rejects({ answer })).toEqual(['6: "12.345" is no amount', '7: no course has a claim "EX-0099"']);
    expect([answer.denials, answer.underpayments, answer.open, answer.paid].map(claims)).toEqual([
      ['EX-0012'],
      ['EX-0002'],
      ['EX-0003'],
      ['EX-0001', 'EX-0011'],
    ]);
    expect([...desk.files.keys()]).toEqual([FIRST, SECOND]);
  });

  test('a line that stands there twice is added once', async () => {
    const row = 'EX-0001,2026-07-01,1600.00,,,';
    const read = await fromFile([HEAD, row, row].join('\n'));
    expect(read.answer.added).toHaveLength(1);
    expect(rejects(read)).toEqual(['3: this answer to EX-0001 of 2026-07-01 is on record already']);
    expect(read.status).toBe(10);
  });

  test.each([
    ['a byte order mark and CRLF', `\uFEFF${HEAD}\r\nEX-0001,2026-07-01,1600,,,\r\n`],
    ['semicolons', `${HEAD.replaceAll(',', ';')}\nEX-0001;2026-07-01;1600;;;\n`],
    ['columns in another order, with capitals', 'Paid,Date,Claim\n1600,2026-07-01,EX-0001\n'],
    ['quotation marks', `${HEAD}\n"EX-0001","2026-07-01","1,600.00","","",""\n`],
    ['blank lines', `${HEAD}\n\nEX-0001,2026-07-01,1600,,,\n\n`],
  ])('%s are read', async (_what, text) => {
    const { status, answer } = await fromFile(text);
    expect([status, answer.added.length, answer.rejects]).toEqual([0, 1, []]);
  });

  test.each([
    ['EX-0001,2026-07-01,1600', '2: 3 fields where the first line names 6'],
    ['EX-0001,07/01/2026,1600,,,', '2: "07/01/2026" is not a day of the calendar'],
    ['EX-0001,2026-02-30,1600,,,', '2: "2026-02-30" is not a day of the calendar'],
    ['EX-0001,2026-07-01,sixteen,,,', '2: "sixteen" is no amount'],
    ['EX-0001,2026-07-01,5,CO-197,,', '2: an amount is paid and a denial is given'],
    [',2026-07-01,5,,,', '2: the claim is missing'],
    ['EX-0001,2026-07-01,5,,CO45,', '2: "CO45" is no adjustment'],
    ['EX-0001,2026-07-01,5,,,n1', '2: "n1" is no remark code'],
    ['"EX-0001,2026-07-01,5,,,', '2: a quotation mark is not closed'],
    ['EX-0001,2027-07-01,5,,,', '2: 2027-07-01 lies in the future'],
  ])('%s is set aside, and the next line is taken', async (row, fault) => {
    const read = await fromFile([HEAD, row, 'EX-0001,2026-07-02,1600,,,'].join('\n'));
    expect(rejects(read)).toEqual([fault]);
    expect(read.answer.added).toHaveLength(1);
    expect(read.status).toBe(10);
  });

  test.each([
    ['claim;day;paid\n', ['there is no column "date"', 'the column "day" is not known']],
    ['', ['there is no column "claim"', 'there is no column "date"', 'there is no column "paid"']],
    ['claim,date,paid,paid\n', ['the column "paid" stands there twice']],
  ])('first line %j is an error of the file', async (text, faults) => {
    const desk = new TestDesk();
    desk.files.set('answers.csv', text);
    const { status, err } = await desk.call(remitVerb, '--courses', COURSES, '--file', 'answers.csv');
    expect(status).toBe(2);
    for (const fault of faults) expect(err).toContain(`answers.csv:1: ${fault}.`);
  });
});

describe('answers from a remittance advice', () => {
  const advice = readFileSync(`${EXAMPLES}/advice.835`, 'utf8');

  test('amounts, adjustments and remarks of each claim and of its lines', async () => {
    const { status, answer } = await fromFile(advice, 'advice.835');
    expect(status).toBe(20);
    expect(answer.added.map(({ entry }) => [entry['type'], entry['claim'], entry['cents'] ?? entry['reason']])).toEqual(
      [
        ['remitted', 'EX-0001', 160_000],
        ['remitted', 'EX-0002', 1_500_000],
        ['claim-denied', 'EX-0012', 'CO-197'],
      ],
    );
    expect(answer.denials[0]).toMatchObject({
      adjustments: [{ code: 'CO-197', cents: 2_000_000 }],
      remarks: ['N130', 'M62'],
    });
    expect(answer.underpayments[0]?.adjustments).toEqual([
      { code: 'CO-45', cents: 480_000 },
      { code: 'PR-2', cents: 20_000 },
    ]);
  });

  test('what cannot be read is set aside with the number of its segment, and the rest is taken', async () => {
    const read = await fromFile(advice.replace('*2000*1600*', '*2000*16x0*'), 'advice.835');
    expect(rejects(read)).toEqual(['10: CLP04, "16x0", is no amount']);
    expect(claims(read.answer.underpayments)).toEqual(['EX-0002']);
    expect(read.status).toBe(10);
  });

  test('a file that was cut off says so', async () => {
    const read = await fromFile(advice.slice(0, advice.indexOf('CLP*EX-0012') + 20), 'advice.835');
    expect(rejects(read)).toEqual([
      '21: the file was cut off in the middle of this segment',
      '15: the transaction breaks off here, without its SE',
    ]);
    expect(claims(read.answer.paid)).toEqual(['EX-0001']);
    expect(read.status).toBe(10);
  });

  test('another transaction is no remittance advice', async () => {
    const read = await fromFile(advice.replace('ST*835', 'ST*837'), 'advice.835');
    expect(read.answer.added).toEqual([]);
    expect(rejects(read)).toEqual(['3: this is a transaction 837, not 835']);
  });
});

describe('a folder of courses', () => {
  test('a file that is no course is set aside, and the others are read', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'remit-'));
    writeFileSync(path.join(folder, 'a.json'), readFileSync(FIRST));
    writeFileSync(path.join(folder, 'b.json'), '{"drug": "tarlatamab"');
    writeFileSync(path.join(folder, 'note.txt'), 'not a course');
    const { status, answer } = await remit(new TestDesk(), '--courses', folder);
    expect(status).toBe(10);
    expect(answer.rejects.map(({ where }) => path.basename(where))).toEqual(['b.json']);
    expect(claims(answer.open)).toEqual(['EX-0001', 'EX-0002', 'EX-0003']);
  });

  test('a claim number that two courses have is set aside', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'remit-'));
    for (const name of ['a.json', 'b.json']) writeFileSync(path.join(folder, name), readFileSync(FIRST));
    const desk = new TestDesk();
    desk.files.set('answers.csv', `${HEAD}\nEX-0001,2026-07-01,1600,,,\n`);
    const { answer } = await remit(desk, '--courses', folder, '--file', 'answers.csv');
    expect([answer.added, answer.rejects[0]?.what]).toEqual([
      [],
      expect.stringMatching(/^several courses have a claim "EX-0001"/u),
    ]);
  });
});
