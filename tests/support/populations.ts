import { writeFileSync } from 'node:fs';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { REQUEST_DATE } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue } from '../../core/values/fact.ts';
import { openPopulationDatabase } from '../../shells/bulk/population-database.ts';

/** One row of a population, as a CSV file has it; an empty text is unknown. */
export type PopulationRow = Readonly<Record<string, string>>;

/** A source of numbers from 0 to below 1 that gives the same ones for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Rows with a column for every fact, and for the signer of every judgement. Usual answers are usual, and any may be missing. */
export function populationRows(
  definitions: ReadonlyMap<string, FactDefinition>,
  rows: number,
  seed: number,
): readonly PopulationRow[] {
  const next = numbers(seed);
  const facts = [...definitions.values()].filter(({ id }) => id !== REQUEST_DATE);
  return Array.from({ length: rows }, (_, index) => {
    const values = facts.flatMap((fact): readonly (readonly [string, string])[] => {
      const value = next() < 0.12 ? '' : valueOf(fact, next);
      if (!fact.id.startsWith('judgement.')) return [[fact.id, value]];
      const role = ['clinician', 'prescriber', 'reviewer', ''][Math.floor(next() * 4)] ?? '';
      return [
        [fact.id, value],
        [`${fact.id}.role`, role],
        [`${fact.id}.by`, next() < 0.2 ? '' : 'Dr. Example'],
      ];
    });
    return Object.fromEntries([['patient', `P${index + 1}`], ...values]);
  });
}

function valueOf({ type, id }: FactDefinition, next: () => number): string {
  const among = (words: readonly string[]): string => words[Math.floor(next() * words.length)] ?? '';
  switch (type.kind) {
    case 'yes-no':
      return among(
        /^(?:infection|cns|toxicity)/u.test(id) ? ['no', 'no', 'no', 'yes', 'False'] : ['yes', 'yes', 'true', 'no'],
      );
    case 'integer':
      return String(type.min + Math.floor(next() * Math.min(40, (type.max ?? 40) - type.min + 1)));
    case 'one-of':
      return next() < 0.6 ? (type.choices[0]?.value ?? '') : among(type.choices.map(({ value }) => value));
    case 'date':
      return next() < 0.1
        ? among(['2008-02-29', '2008-06-14', '2008-06-15', '2008-06-16', '2010-02-28', '2010-03-01'])
        : `19${10 + Math.floor(next() * 89)}-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 9)}`;
    case 'code':
      return among(['C34.11', 'C34.90', 'C7A.1', 'VA', 'MN']).replace(/^V?A$|^MN$/u, (state) =>
        id.endsWith('state') ? state : 'Z99',
      );
    case 'text':
      return among(['Oncology', 'Fairfax', 'pulmonology']);
    default:
      return type satisfies never;
  }
}

/** What the command line would know of the patient of a row, were it an answers file. */
export function recordOf(row: PopulationRow, definitions: ReadonlyMap<string, FactDefinition>, on: string): FactRecord {
  const facts = new Map(
    [...definitions.values()].flatMap((definition) => {
      const text = row[definition.id] ?? '';
      if (text === '') return [];
      const [by, role] = [row[`${definition.id}.by`] ?? '', row[`${definition.id}.role`] ?? ''];
      const signer = { ...(by === '' ? {} : { by }), ...(role === '' ? {} : { role }) };
      const value: FactValue = typed(definition, text);
      return [[definition.id, { value, origin: 'attested' as const, evidence: [], ...signer }] as const];
    }),
  );
  return withConsequences({ facts, cautions: [] }, definitions, on).facts;
}

function typed({ type }: FactDefinition, text: string): FactValue {
  if (type.kind === 'yes-no') return /^(?:yes|true)$/iu.test(text);
  return type.kind === 'integer' ? Number(text) : text;
}

/** Writes the rows as CSV. */
export function writeCsv(file: string, rows: readonly PopulationRow[]): void {
  const names = Object.keys(rows[0] ?? {});
  const quoted = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => names.map((name) => quoted(row[name] ?? '')).join(','));
  writeFileSync(file, `${[names.join(','), ...lines].join('\n')}\n`);
}

/** Writes a CSV file again as Parquet, each column in the type that the database finds in it. */
export async function writeParquet(csv: string, parquet: string): Promise<void> {
  const database = await openPopulationDatabase();
  try {
    await database.query(
      `COPY (SELECT * FROM read_csv('${csv}', header = true, sample_size = -1)) TO '${parquet}' (FORMAT parquet)`,
    );
  } finally {
    database.close();
  }
}
