import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountedPopulation } from '../../shells/bulk/impact.ts';
import { openPopulationDatabase } from '../../shells/bulk/population-database.ts';
import { example, stepwise } from '../support/cli.ts';

const ON = '2026-06-15';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-impact-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const IMPACT = ['policy', 'impact', '--from', 'prime-ic-0789', '--to', 'fep-5.21.223', '--on', ON] as const;

/** The parts of the answer that the tests look at. */
interface Answered {
  readonly rows: number;
  readonly patients: number;
  readonly changed: number;
  readonly unchanged: Readonly<Record<string, number>>;
  readonly changes: readonly {
    readonly patients: number;
    readonly togetherRest: number;
    readonly together: readonly { readonly patients: number }[];
  }[];
  readonly setAside: CountedPopulation['setAside'];
  readonly columns: { readonly missing: readonly string[]; readonly ignored: readonly string[] };
}

async function writeParquet(file: string, select: string): Promise<void> {
  const database = await openPopulationDatabase();
  await database.query(`COPY (${select}) TO '${file}' (FORMAT parquet)`);
  database.close();
}

async function answered(file: string): Promise<Answered> {
  const { out, err } = await stepwise(...IMPACT, '--json', file);
  expect(err).toBe('');
  return JSON.parse(out) as Answered;
}

describe('policy impact', () => {
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
  const written = (name: string, content: string | Uint8Array): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };

  it('gives numbers that add up', async () => {
    const { patients, changed, unchanged, changes } = await answered(example('populations', 'small.csv'));
    expect(patients).toBe(60);
    expect(sum(Object.values(unchanged)) + changed).toBe(patients);
    expect(sum(changes.map((change) => change.patients))).toBe(changed);
    for (const { patients: all, together, togetherRest } of changes)
      expect(sum(together.map((one) => one.patients)) + togetherRest).toBe(all);
  });

  it('sets rows aside whose values the facts do not take, and says which', async () => {
    const file = written(
      'values.csv',
      'patient,mrn,patient.id,patient.birth-date,disease.stage,therapy.other-prior-lines\nA,1,2,,extensive,1\nB,1,2,2026-06-16,extens,1.5\nC,1,2,1950-02-30, extensive ,2.0\n',
    );
    const { rows, patients, setAside, columns } = await answered(file);
    expect([rows, patients, setAside.rows]).toEqual([3, 1, 2]);
    expect(setAside.examples.map(({ row, what }) => `${row} ${what}`)).toEqual([
      '2 patient.birth-date is 2026-06-16, after 2026-06-15',
      '2 disease.stage takes one of limited, extensive, not "extens"',
      '2 therapy.other-prior-lines takes a whole number of lines from 0 to 20, not 1.5',
      '3 patient.birth-date takes a day written YYYY-MM-DD, not "1950-02-30"',
    ]);
    expect(columns.ignored).toEqual(['mrn', 'patient.id']);
    expect(columns.missing).not.toContain('patient.age');
    expect(columns.missing).toContain('disease.diagnosis');
  });

  it('says of a number that is not written as one that it is not, and of no number that it is a day', async () => {
    const file = written('numbers.csv', 'therapy.other-prior-lines\n01\n2.00\n1\n');
    const { setAside } = await answered(file);
    expect(setAside.examples.map(({ row, what }) => `${row} ${what}`)).toEqual([
      '1 therapy.other-prior-lines takes a whole number of lines from 0 to 20, not "01"',
      '2 therapy.other-prior-lines takes a whole number of lines from 0 to 20, not "2.00"',
    ]);
  });

  it('takes no fact from the names of the folders that a Parquet file stands in', async () => {
    const inside = path.join(folder, 'disease.stage=limited');
    mkdirSync(inside);
    const file = path.join(inside, 'patients.parquet');
    await writeParquet(file, `SELECT 'A' AS patient, 1 AS "therapy.other-prior-lines"`);
    const { unchanged, columns } = await answered(file);
    expect(unchanged['information-needed']).toBe(1);
    expect(columns.missing).toContain('disease.stage');
  });

  it('does not write its picture over the population, under whatever name', async () => {
    const file = written('own.csv', 'disease.stage\nextensive\n');
    const other = path.join(folder, '.', 'own.csv');
    expect(await stepwise(...IMPACT, '--svg', other, file)).toEqual({
      status: 2,
      out: '',
      err: `--svg: ${other} is read by this call, and would be written over. Name another file to write\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('disease.stage\nextensive\n');
  });

  it('ends with 0 where nobody changes, and with 10 where rows were set aside besides', async () => {
    const same = ['policy', 'impact', '--from', 'prime-ic-0789', '--to', 'prime-ic-0789', '--on', ON] as const;
    expect((await stepwise(...same, example('populations', 'small.csv'))).status).toBe(0);
    const file = written('aside.csv', 'disease.stage\nextensive\nfour\n');
    const { status, out } = await stepwise(...same, file);
    expect(status).toBe(10);
    expect(out).toContain('1 row was set aside');
    expect(out).toContain('row 2: disease.stage takes one of limited, extensive, not "four"');
  });

  it('writes a picture whose words cannot break it', async () => {
    const svg = path.join(folder, 'picture.svg');
    const { status } = await stepwise(...IMPACT, '--svg', svg, example('populations', 'small.csv'));
    expect(status).toBe(20);
    const text = readFileSync(svg, 'utf8');
    expect(text).toMatch(/^<svg [^>]*role="img"/u);
    expect(text).toContain('30 of 60 patients change');
    expect(text).not.toMatch(/NaN|undefined|Infinity/u);
    expect(text.replace(/<[^<>]*>/gu, '')).not.toMatch(/[<>]/u);
  });

  it.each<readonly [what: string, name: string, content: string | Uint8Array, message: string]>([
    [
      'a slip in a name',
      'a.csv',
      'disease.stag\nextensive\n',
      'there is no fact "disease.stag". Did you mean "disease.stage"?',
    ],
    ['no fact', 'b.csv', 'mrn\n1\n', 'no column is named like a fact'],
    ['an empty file', 'c.csv', '', 'the file is empty'],
    ['no rows', 'd.csv', 'disease.stage\n', 'the file has no rows'],
    ['a column twice', 'e.csv', 'disease.stage,Disease.Stage\na,b\n', 'the column "Disease.Stage" is there twice'],
    ['the day of the answer', 'f.csv', 'disease.stage,request.date\na,b\n', 'Give it with --on'],
    ['semicolons', 'g.csv', 'patient;disease.stage\n1;extensive\n', 'not separated by commas'],
    [
      'another encoding',
      'h.csv',
      Buffer.from('patient,disease.stage\n\u00e9,limited\n', 'latin1'),
      'h.csv:2: the file is not a UTF-8 text',
    ],
    [
      'another encoding in the header',
      'i.csv',
      Buffer.from('\u00e9,disease.stage\n', 'latin1'),
      'i.csv:1: the file is not a UTF-8 text',
    ],
    [
      'a row too short',
      'j.csv',
      'patient,disease.stage\n1,extensive\n2\n',
      'j.csv:3: the row has 1 value, the header 2. Write a comma for each empty value too',
    ],
    ['an open quotation', 'k.csv', 'patient,disease.stage\n1,"extensive\n', 'a quoted value does not end'],
    ['a compressed file', 'l.csv', gzipSync('disease.stage\nextensive\n'), 'compressed'],
    ['no Parquet', 'm.parquet', 'nonsense', 'this is no Parquet file'],
    ['a torn Parquet file', 'n.parquet', 'PAR1nonsense', 'the file cannot be read'],
    ['Parquet under another name', 'o.csv', 'PAR1nonsense', 'Name it .parquet'],
    ['another kind of file', 'p.txt', 'disease.stage\n', 'a file named .txt is not known'],
  ])('%s is said plainly', async (_what, name, content, message) => {
    const { status, out, err } = await stepwise(...IMPACT, written(name, content));
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('a folder, a missing file and none at all are said plainly', async () => {
    mkdirSync(path.join(folder, 'folder.csv'));
    expect((await stepwise(...IMPACT, path.join(folder, 'folder.csv'))).err).toContain('this is no file');
    expect((await stepwise(...IMPACT, path.join(folder, 'missing.csv'))).err).toContain('there is no such file');
    expect((await stepwise(...IMPACT)).err).toContain('no file is named');
  });
});
