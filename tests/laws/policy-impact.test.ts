import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find } from '../../core/coverage/determine.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { deciding } from '../../core/criteria/deciding.ts';
import { countPopulation, type CountedPopulation } from '../../shells/bulk/impact.ts';
import { openPopulationDatabase } from '../../shells/bulk/population-database.ts';
import { compile } from '../../core/criteria/compile.ts';
import type { Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import { knowledge } from '../support/knowledge.ts';
import { DAYS, DEFINITIONS, ON as DAY_OF_TREES, trees } from '../support/trees.ts';
import {
  numbers,
  populationRows,
  recordOf,
  writeCsv,
  writeParquet,
  type PopulationRow,
} from '../support/populations.ts';

const ON = '2026-06-15';
const LINE = 'member.line-of-business';
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-impact-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function policy(id: string): Policy {
  return knowledge().policies.find((one) => one.id === id) ?? expect.fail(`${id} is held`);
}

type Definitions = ReadonlyMap<string, FactDefinition>;

async function counted(
  from: Policy,
  to: Policy,
  kind: RequestKind,
  file: string,
  definitions: Definitions = knowledge().facts,
  on = ON,
): Promise<CountedPopulation> {
  const database = await openPopulationDatabase();
  try {
    return await countPopulation({ from, to, kind, on }, file, definitions, database);
  } finally {
    database.close();
  }
}

/** The evaluator's word on one patient under one policy: the outcome, and the criteria that decide. */
function found(policy: Policy, kind: RequestKind, facts: FactRecord): readonly [outcome: string, deciding: string] {
  const { outcome, trace, excluded } = find(policy, kind, facts);
  const open = policy.governs.lineRequired && !facts.has(LINE);
  if (excluded || open) return [outcome, 'governs'];
  return [
    outcome,
    trace === null
      ? ''
      : deciding(trace)
          .map(({ id }) => id)
          .join(','),
  ];
}

/** Row by row what the SQL counts at once. */
function rowByRow(
  from: Policy,
  to: Policy,
  kind: RequestKind,
  rows: readonly PopulationRow[],
  definitions: Definitions = knowledge().facts,
  on = ON,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const facts = recordOf(row, definitions, on);
    const [before, behindBefore] = found(from, kind, facts);
    const [after, behindAfter] = found(to, kind, facts);
    const behind = (outcome: string, criteria: string): string =>
      before === after || outcome === 'criteria-met' ? '' : criteria;
    const key = [before, after, behind(before, behindBefore), behind(after, behindAfter)].join(' | ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function asCounts({ findings }: CountedPopulation): Record<string, number> {
  return Object.fromEntries(
    findings.map(({ from, to, decidingFrom, decidingTo, patients }) => [
      [from, to, decidingFrom.join(','), decidingTo.join(',')].join(' | '),
      patients,
    ]),
  );
}

describe('a population under two policies', () => {
  const ids = knowledge().policies.map(({ id }) => id);

  it('is counted as the evaluator finds it row by row, from CSV and from Parquet', { timeout: 120_000 }, async () => {
    const law = fc.asyncProperty(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(...ids),
      fc.constantFrom(...ids),
      fc.constantFrom('initial' as const, 'renewal' as const),
      fc.constantFrom(ON, '2028-02-29', '2027-02-28'),
      async (seed, first, second, kind, on) => {
        const [from, to] = [policy(first), policy(second)];
        const rows = populationRows(knowledge().facts, 1_000, seed);
        const csv = path.join(folder, `people ${seed}'s [1].csv`);
        const parquet = path.join(folder, `${seed}.parquet`);
        writeCsv(csv, rows);
        writeCsv(path.join(folder, 'plain.csv'), rows);
        await writeParquet(path.join(folder, 'plain.csv'), parquet);
        const { facts } = knowledge();
        const expected = rowByRow(from, to, kind, rows, facts, on);
        expect(asCounts(await counted(from, to, kind, csv, facts, on))).toEqual(expected);
        expect(asCounts(await counted(from, to, kind, parquet, facts, on))).toEqual(expected);
      },
    );
    await fc.assert(law, { numRuns: 12 });
  });

  const silent: Policy = {
    ...policy('fep-5.21.223'),
    governs: { lines: [], lineRequired: false, excluded: [], cite: [] },
  };
  const asking = (root: Criterion): Policy => ({
    ...silent,
    requests: { initial: { authorization: { months: 6, cite: [] }, criteria: compile(root) }, renewal: null },
  });

  it('is counted so under criteria of every kind, periods included', { timeout: 120_000 }, async () => {
    const law = fc.asyncProperty(fc.integer(), trees, trees, async (seed, first, second) => {
      const [from, to] = [asking(first), asking(second)];
      const next = numbers(seed);
      const among = (words: readonly string[]): string => words[Math.floor(next() * words.length)] ?? '';
      const rows = Array.from({ length: 200 }, () => ({
        a: among(['yes', 'no', '']),
        b: among(['TRUE', 'False', '']),
        n: among(['0', '1', '2', '3', '']),
        c: among(['x', 'y', 'z', '']),
        d: among(['', ...DAYS.filter((day) => day <= DAY_OF_TREES)]),
      }));
      const file = path.join(folder, 'tree.csv');
      writeCsv(file, rows);
      const found = await counted(from, to, 'initial', file, DEFINITIONS, DAY_OF_TREES);
      expect(found.setAside.rows).toBe(0);
      expect(asCounts(found)).toEqual(rowByRow(from, to, 'initial', rows, DEFINITIONS, DAY_OF_TREES));
    });
    await fc.assert(law, { numRuns: 40 });
  });

  it('is counted so under codes, texts and numbers without an upper end', async () => {
    const leaf = (id: string, part: Partial<Criterion>): Criterion =>
      ({ id, text: id, cite: [], ...part }) as Criterion;
    const root = leaf('any', {
      kind: 'any',
      children: [
        leaf('listed', { kind: 'in', fact: 'code', list: 'icd10', codes: ['C34.1', "it's"] }),
        leaf('said', { kind: 'is', fact: 'word', value: 'Oncology' }),
        leaf('many', { kind: 'more-than', fact: 'count', value: 12 }),
      ],
    });
    const definitions: Definitions = new Map(
      (
        [
          ['code', { kind: 'code', system: 'x', pattern: "^([A-Z0-9.]+|it's)$" }],
          ['word', { kind: 'text' }],
          ['count', { kind: 'integer', unit: 'doses', min: 0 }],
        ] as const
      ).map(([id, type]) => [id, { id, name: id, ask: id, type }]),
    );
    const rows = ['C34.1', "it's", 'Z9', ''].flatMap((code) =>
      ['Oncology', 'surgery', ''].flatMap((word) =>
        ['0', '12', '13', '14', '99999', ''].map((count) => ({ code, word, count })),
      ),
    );
    const file = path.join(folder, 'open.csv');
    writeCsv(file, rows);
    const [from, to] = [asking(root), asking(leaf('few', { kind: 'less-than', fact: 'count', value: 13 }))];
    const found = await counted(from, to, 'initial', file, definitions);
    expect(asCounts(found)).toEqual(rowByRow(from, to, 'initial', rows, definitions));
    writeCsv(file, [
      { code: 'lower', word: 'x', count: '1' },
      { code: '', word: '', count: '-1' },
      { code: '', word: '', count: '1.5' },
      ...rows,
    ]);
    expect((await counted(from, to, 'initial', file, definitions)).setAside.rows).toBe(3);
  });
});
