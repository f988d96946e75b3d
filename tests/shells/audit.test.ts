import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWithout, lineOfRow, scanCsv } from '../../shells/bulk/audit/csv-scan.ts';
import { stepwise, type Call } from '../support/cli.ts';
import { writeParquet } from '../support/populations.ts';

const LINES = 'examples/claims/lines.csv';
const TEXT = readFileSync(LINES, 'utf8');
const POLICY = ['--policy', 'prime-ic-0789'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-audit-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

interface Shown {
  readonly lines: { readonly read: number; readonly ofDrug: number; readonly setAside: number };
  readonly total: { readonly findings: number; readonly centsInQuestion: number };
  readonly first: readonly {
    readonly rule: string;
    readonly claim: string;
    readonly fileLine: number;
    readonly draft?: string;
  }[];
  readonly setAside: { readonly first: readonly { readonly line: number; readonly what: string }[] };
}

async function shown(...args: readonly string[]): Promise<Shown & { readonly status: number }> {
  const { out, err, status } = await stepwise('audit', ...POLICY, '--json', ...args);
  expect(err).toBe('');
  return { ...(JSON.parse(out) as Shown), status };
}

const findings = ({ first }: Shown): readonly string[] =>
  first.map(({ claim, rule, fileLine }) => `${fileLine} ${claim} ${rule}`);

const WITHOUT_AUTHORIZATIONS = [
  '8 K1006 limit-of-days',
  '8 K1006 not-early',
  '9 K2001 begins-with-step-up',
  '11 K2003 one-dose-a-day',
  '14 K3003 packages-accounted',
  '15 K4001 discarded-modifier',
];

describe('stepwise audit', () => {
  it('finds what the example breaks, each with its line in the file, and sets the bad line aside', async () => {
    const answer = await shown(LINES);
    expect(findings(answer)).toEqual(WITHOUT_AUTHORIZATIONS);
    expect(answer.lines).toEqual({ read: 14, ofDrug: 12, setAside: 1 });
    expect(answer.setAside.first).toMatchObject([{ line: 13, what: 'units "-10" is negative' }]);
    expect(answer.total).toMatchObject({ findings: 6, centsInQuestion: 3_150_000 });
    expect(answer.status).toBe(20);
  });

  it('gives the same from Parquet, with rows for lines', async () => {
    const parquet = path.join(folder, 'lines.parquet');
    // One of the three ways of writing days, so that the column gets a type.
    const dated = TEXT.replaceAll(/,(\d{2})\/(\d{2})\/(\d{4}),/gu, ',$3-$1-$2,').replaceAll(
      ',20260113,',
      ',2026-01-13,',
    );
    await writeParquet(file('dated.csv', dated), parquet);
    const answer = await shown(parquet);
    expect(findings(answer)).toEqual(
      WITHOUT_AUTHORIZATIONS.map((one) => one.replace(/^\d+/u, (line) => String(Number(line) - 1))),
    );
    expect(answer.setAside.first).toMatchObject([{ line: 12 }]);
  });

  it('takes other names, separators and encodings', async () => {
    const renamed = TEXT.replace('claim_id,line_no,member_id', 'Claim Number;Line;MemberID').replaceAll(',', ';');
    const text = renamed.replaceAll('K1001;', 'Ké1001;').replaceAll('\n', '\r\n');
    const answers = [
      await shown(file('semicolons.csv', text)),
      await shown(file('utf16.csv', Buffer.from(`\ufeff${text}`, 'utf16le'))),
      await shown('--encoding', 'windows-1252', file('latin.csv', Buffer.from(text, 'latin1'))),
    ];
    for (const answer of answers) {
      expect(findings(answer)).toEqual(WITHOUT_AUTHORIZATIONS);
      expect(answer.lines.setAside).toBe(1);
    }
  });

  it('says which columns are missing, and takes their names from a file', async () => {
    const strange = file('strange.csv', TEXT.replace('member_id', 'Who').replace('date_of_service', 'Day'));
    const refused = await stepwise('audit', ...POLICY, strange);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain('no column for member_id, date_of_service (the file has: claim_id, line_no, Who');
    expect(refused.err).toContain('--columns');
    const answer = await shown('--columns', file('map.yaml', 'member_id: Who\ndate_of_service: Day\n'), strange);
    expect(findings(answer)).toEqual(WITHOUT_AUTHORIZATIONS);
    const wrong = await stepwise('audit', ...POLICY, '--columns', file('wrong.yaml', 'memberid: Who\n'), strange);
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('Did you mean "member_id"?')]);
  });

  it('sets broken lines aside with their numbers and audits the rest', async () => {
    const rows = TEXT.trimEnd().split('\n');
    rows.splice(3, 0, 'K0,1,M-09', '', 'K0,1,"M-09,1,commercial,2026-01-05,J9026,1');
    const bytes = Buffer.concat([
      Buffer.from(`${rows.join('\n')}\n`),
      Buffer.from('K0,1,M-\u00e9,1,commercial,2026-01-05,J9026,1,JZ,,,,,,,\n', 'latin1'),
      Buffer.from(
        'K0,1,M-09,1,commercial,31/12/2026,J9026,1,JZ,,,,,,,\nK0,1,,1,commercial,2026-01-05,J9026,x,JZ,,,,,,,\n',
      ),
    ]);
    const rejects = path.join(folder, 'rejects.csv');
    const answer = await shown('--set-aside', rejects, file('broken.csv', bytes));
    expect(answer.setAside.first.map(({ line, what }) => `${line} ${what}`)).toEqual([
      '4 the line has 3 values, the header 16',
      '6 a quoted value does not end on its line',
      '16 units "-10" is negative',
      '19 the line is no UTF-8 text',
      '20 date_of_service "31/12/2026" is no day: write YYYY-MM-DD, YYYYMMDD or MM/DD/YYYY',
      '21 member_id is empty',
    ]);
    expect(findings(answer)).toEqual(
      WITHOUT_AUTHORIZATIONS.map((one) => one.replace(/^\d+/u, (line) => String(Number(line) + 3))),
    );
    expect(answer.lines).toEqual({ read: 19, ofDrug: 12, setAside: 6 });
    expect(readFileSync(rejects, 'utf8').split('\n')[1]).toContain(',4,"the line has 3 values, the header 16"');
  });

  it('ends with 0 where all is right, and with 10 where lines were set aside or could not be judged', async () => {
    const [head = '', first = ''] = TEXT.split('\n');
    const right = `${head}\n${first}\n`;
    const authorizations = file(
      'authorizations.csv',
      'number,member_id,valid_from,valid_to,units\nPA-1,M-01,2026-01-01,2026-06-30,61\n',
    );
    const all = ['--authorizations', authorizations];
    expect((await shown(...all, file('right.csv', right))).status).toBe(0);
    expect((await shown(file('right.csv', right))).status).toBe(10);
    expect((await shown(...all, file('aside.csv', `${right}K9,1\n`))).status).toBe(10);
  });

  it('refuses what is no table, an authorization that stands twice and a second policy', async () => {
    const refused = async (...args: readonly string[]): Promise<Call> => stepwise('audit', ...args);
    const twice = file(
      'twice.csv',
      'number,member_id,valid_from,valid_to\nA,M,2026-01-01,2026-02-01\nA,M,2026-01-01,2026-02-01\n',
    );
    const calls = [
      await refused(...POLICY, path.join(folder, 'none.csv')),
      await refused(...POLICY, file('none.parquet', 'x')),
      await refused(...POLICY, '--authorizations', twice, LINES),
      await refused('--policy', 'prime-ic-0789,fep-5.21.223', LINES),
      await refused(...POLICY, '--out', LINES, LINES),
    ];
    expect(calls.map(({ status }) => status)).toEqual([2, 2, 2, 2, 2]);
    expect(calls.map(({ err }) => err).join('')).toContain(
      'twice.csv:3: an authorization of the member M stands twice',
    );
  });

  it('reads a folder of 837 files, and sets what is none aside by its segment', async () => {
    const claims = path.join(folder, 'x12');
    mkdirSync(claims);
    const billing = ['--billing', 'examples/billing/clinic.yaml,examples/billing/patient.yaml', '--draft'];
    for (const dose of ['C1D1', 'C1D8', 'C1D15']) {
      const form = ['--format', '837p', '--out', path.join(claims, `${dose}.837`)];
      const course = ['--course', 'examples/courses/step-up-complete.json', '--dose', dose];
      expect((await stepwise('claim', ...course, ...billing, ...form)).err).toBe('');
    }
    writeFileSync(path.join(claims, 'none.edi'), 'nothing of a claim');
    writeFileSync(path.join(claims, 'lines.csv'), 'not one of them');
    mkdirSync(path.join(claims, 'older.837'));
    const answer = await shown(claims);
    expect(answer.lines).toMatchObject({ ofDrug: 3, setAside: 2 });
    expect([answer.total.findings, answer.status]).toEqual([0, 10]);
    expect(answer.setAside.first.map(({ line }) => line)).toEqual([1, 1]);
    expect(answer.setAside.first[0]?.what).toBe('this is not named as an 837 file and was not read');
  });

  it('writes all findings with the lines that prove them', async () => {
    const out = path.join(folder, 'findings.csv');
    await shown('--out', out, LINES);
    const rows = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(rows).toHaveLength(7);
    expect(rows[1]).toBe(
      'limit-of-days,error,The doses keep the limit of the policy for its span of days,M-01,K1006,1,1234567893,,2026-03-01,J9026,55513007701,10.000,10,1500000,2026-02-02,2026-03-01,K1004/1@2026-02-02 K1005/1@2026-02-16 K1006/1@2026-03-01,policy-prime-ic-0789 § II; unconfirmed,examples/claims/lines.csv,8',
    );
  });
});

describe('a text file', () => {
  it('is looked through line by line', () => {
    const name = file('scan.csv', 'a,b\n"x, ""y""",1\n\n"open,2\nx"y,3\n"a"b,4\n');
    const scan = scanCsv(name, ',');
    expect([scan.empty, scan.bad.map(({ line, text }) => [line, text])]).toEqual([[3], [[4, '"open,2']]]);
    const target = path.join(folder, 'kept.csv');
    copyWithout(name, target, [3, 4]);
    expect(readFileSync(target, 'utf8')).toBe('a,b\n"x, ""y""",1\nx"y,3\n"a"b,4\n');
  });

  it('has its rows on the lines that are left', () => {
    expect([0, 1, 2, 3].map((row) => lineOfRow(row, [3, 4, 7]))).toEqual([2, 5, 6, 8]);
  });
});
