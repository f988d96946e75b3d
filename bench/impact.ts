import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { impactOf } from '../core/explain/impact.ts';
import { countPopulation, type ImpactQuestion } from '../shells/bulk/impact.ts';
import { openPopulationDatabase, type PopulationDatabase } from '../shells/bulk/population-database.ts';
import type { Knowledge } from '../shells/knowledge/knowledge.ts';
import { median } from './measure.ts';

export interface ImpactTimes {
  readonly patients: number;
  readonly changed: number;
  /** Columns of the file that either policy asks for. */
  readonly columns: number;
  /** Milliseconds of the whole answer: from opening a database to the criteria behind each change. */
  readonly impact: number;
  /** Milliseconds of the database's own `count(column)` of each of those columns. */
  readonly count: number;
  /** Most memory that the process had at any time, in MB. */
  readonly memory: number;
}

const ON = '2026-06-15';

/** Runs two policies over a generated population in Parquet, in turns with a bare count of the same columns. */
export async function impactTimes(knowledge: Knowledge, patients: number, rounds: number): Promise<ImpactTimes> {
  const [from, to] = ['prime-ic-0789', 'fep-5.21.223'].map((id) =>
    knowledge.policies.find((policy) => policy.id === id),
  );
  if (from === undefined || to === undefined) throw new Error('The two policies are not held');
  const question: ImpactQuestion = { from, to, kind: 'initial', on: ON };
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bench-'));
  const file = path.join(folder, 'patients.parquet');
  try {
    await inDatabase((database) => database.query(generation(patients, file)));
    const times: { readonly impact: number; readonly count: number }[] = [];
    let changed = 0;
    let columns: readonly string[] = [];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      const counted = await inDatabase((database) => countPopulation(question, file, knowledge.facts, database));
      const found = impactOf(counted.findings, from, to, question.kind);
      const impact = performance.now() - start;
      if (found.patients !== patients) throw new Error(`${found.patients} of ${patients} patients were counted`);
      columns = counted.columns.used.map(({ name }) => name);
      changed = found.changed;
      const count = await inDatabase((database) => countTime(columns, file, database));
      // The first round warms up and is not counted.
      if (round > 0) times.push({ impact, count });
    }
    return {
      patients,
      changed,
      columns: columns.length,
      impact: median(times.map((one) => one.impact)),
      count: median(times.map((one) => one.count)),
      memory: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inDatabase<Answer>(work: (database: PopulationDatabase) => Promise<Answer>): Promise<Answer> {
  const database = await openPopulationDatabase();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

async function countTime(columns: readonly string[], file: string, database: PopulationDatabase): Promise<number> {
  const start = performance.now();
  await database.query(`SELECT ${columns.map((name) => `count("${name}")`).join(', ')} FROM read_parquet('${file}')`);
  return performance.now() - start;
}

/** Each column with its own share of unknown values, independent of the others: the most combinations that there can be. */
function generation(patients: number, file: string): string {
  const parts: string[] = [];
  const words = (
    column: string,
    unknown: number,
    ...shares: readonly (readonly [value: string, upTo: number])[]
  ): string => {
    const part = `part_${parts.length}`;
    parts.push(`random() AS ${part}`);
    const values = shares.map(([value, upTo]) => `WHEN ${part} < ${unknown + upTo * (1 - unknown)} THEN '${value}'`);
    return `CASE WHEN ${part} < ${unknown} THEN NULL ${values.join(' ')} END AS "${column}"`;
  };
  const yes = (column: string, unknown: number, share: number): string =>
    words(column, unknown, ['yes', share], ['no', 1]);
  const columns = [
    `printf('P%08d', i) AS patient`,
    `CASE WHEN random() >= 0.02 THEN DATE '1932-01-01' + CAST(random() * 28000 AS INTEGER) END AS "patient.birth-date"`,
    words('patient.sex', 0.01, ['male', 0.55], ['female', 0.995], ['other', 1]),
    words(
      'member.line-of-business',
      0.02,
      ['commercial', 0.5],
      ['fehb', 0.7],
      ['medicaid', 0.8],
      ['exchange', 0.92],
      ['medicare-advantage', 1],
    ),
    words('disease.diagnosis', 0.03, ['sclc', 0.86], ['nsclc', 0.95], ['other', 1]),
    words('disease.stage', 0.06, ['extensive', 0.7], ['limited', 1]),
    yes('therapy.progressed-on-or-after-platinum', 0.12, 0.78),
    `CASE WHEN random() >= 0.15 THEN CAST(floor(random() * 4) AS INTEGER) END AS "therapy.other-prior-lines"`,
    yes('infection.active-systemic', 0.2, 0.06),
    yes('cns.untreated-or-symptomatic-metastases', 0.15, 0.08),
    yes('cns.leptomeningeal-disease', 0.2, 0.02),
    yes('plan.monitors-crs-and-neurotoxicity', 0.3, 0.97),
    yes('plan.step-up-dosing', 0.3, 0.97),
    yes('patient.reproductive-potential', 0.6, 0.1),
    yes('plan.contraception-advised', 0.5, 0.9),
  ];
  return `COPY (SELECT ${columns.join(', ')} FROM (SELECT i, ${parts.join(', ')} FROM range(${patients}) AS numbers(i))) TO '${file}' (FORMAT parquet)`;
}
