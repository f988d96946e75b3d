import { parse } from 'yaml';
import { checkGround } from '../../../core/billing/checks/ground.ts';
import type { ClaimCheck } from '../../../core/billing/checks/claim-check.ts';
import { citesOfCheck, type CheckSources } from '../../../core/billing/checks/rests-on.ts';
import type { Policy } from '../../../core/coverage/policy.ts';
import type { Citation } from '../../../core/values/citation.ts';
import type { AuditAnswer, AuditFiles } from '../../bulk/audit/audit.ts';
import { exportAudit } from '../../bulk/audit/export-audit.ts';
import type { AuditQuestion } from '../../bulk/audit/judged-sql.ts';
import type { Reading } from '../../bulk/audit/read-tables.ts';
import { setAsideCsv } from '../../bulk/audit/set-aside.ts';
import { DIALECTS, type DialectName } from '../../bulk/dialect.ts';
import { InputError } from '../../input/input-error.ts';
import type { Drug } from '../../knowledge/drug.ts';
import { choiceOption, policiesOf, textOption } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { auditPage } from '../render/audit-page.ts';
import { auditReport } from '../render/audit-report.ts';
import { auditText } from '../render/audit.ts';
import { sayPlaces } from '../render/impact.ts';
import type { Desk, Options, Verb, VerbAnswer } from '../verb.ts';

/** `stepwise audit`: which claim lines do not keep the rules? */
export const auditVerb: Verb = {
  name: 'audit',
  summary: 'Hold the claim lines of a file against the rules of drug and policy',
  examples: [
    'stepwise audit --policy prime-ic-0789 examples/claims/lines.csv',
    'stepwise audit --policy prime-ic-0789 --authorizations examples/claims/authorizations.csv --json examples/claims/lines.csv',
  ],
  argument: 'file',
  configure: (command) =>
    command
      .requiredOption('--policy <policy>', 'the policy that governs the claims, by id; all held versions by date')
      .option('--members <file>', 'members with their line of business (.csv or .parquet)')
      .option('--authorizations <file>', 'authorizations of the members (.csv or .parquet)')
      .option('--columns <file>', 'what the columns of the claims are called, as `member_id: Mbr Nbr`')
      .option('--encoding <name>', 'of text files that are not UTF-8: windows-1252')
      .option('--out <file>', 'write all findings to this file (.csv or .parquet)')
      .option('--lines <file>', 'write the lines that prove the findings to this file (.csv or .parquet)')
      .option('--set-aside <file>', 'write the lines that could not be used to this file (.csv)')
      .option('--report <file>', 'write a report with charts to this file (.html)')
      .option('--sql <database>', 'print the audit as statements for duckdb, postgres or clickhouse instead'),
  run: async (options, desk): Promise<VerbAnswer> => {
    const inputs = ['file', 'members', 'authorizations', 'columns'];
    const database = choiceOption(options, 'sql', DIALECTS);
    if (database !== undefined) return asStatements(database, options, desk);
    const aside = outputOption(options, 'setAside', inputs, ['out', 'report', 'lines']);
    const report = outputOption(options, 'report', inputs, ['out', 'lines']);
    const files = filesOf(
      options,
      outputOption(options, 'out', inputs),
      outputOption(options, 'lines', inputs, ['out']),
    );
    const reading = readingOf(options, desk);
    const { question, sources, versions } = questionOf(options, desk);
    const answer = await auditing(files, question, sources, reading, desk);
    if (aside !== undefined) desk.write(aside, setAsideCsv(answer.setAside));
    if (report !== undefined) {
      const cites = (check: ClaimCheck): readonly Citation[] => citesOfCheck(check, sources);
      desk.write(report, auditPage(auditReport(answer, versions, question.checks, cites, files, desk.today())));
    }
    const shown = { answer, versions, out: files.out, aside, report };
    const complete = answer.setAside.length === 0 && answer.open.length === 0;
    return {
      json: asData(answer, versions, sources, question),
      text: auditText(shown, desk.paint),
      exit: answer.total.findings > 0 ? 20 : complete ? 0 : 10,
    };
  },
};

/** The whole audit for a database that the claims stand in already. */
function asStatements(database: DialectName, options: Options, desk: Desk): VerbAnswer {
  const { question } = questionOf(options, desk);
  const sql = exportAudit({ ...question, tables: { members: true, authorizations: true } }, database);
  return { json: { database, sql }, text: sql, exit: 0 };
}

function filesOf(options: Options, out: string | undefined, lines: string | undefined): AuditFiles {
  const claims = textOption(options, 'file');
  if (claims === undefined || claims === '') {
    const mend = 'Give a .csv or .parquet file of claim lines, or a folder of 837 files';
    throw new InputError([{ where: 'audit', what: 'no file is named', mend }]);
  }
  for (const [where, name] of [
    ['--out', out],
    ['--lines', lines],
  ] as const)
    if (name !== undefined && !/\.(?:csv|parquet)$/iu.test(name))
      throw new InputError([{ where, what: `"${name}" is neither .csv nor .parquet`, mend: 'Name it so' }]);
  const [members, authorizations] = [textOption(options, 'members'), textOption(options, 'authorizations')];
  return { claims, members, authorizations, out, lines };
}

function readingOf(options: Options, desk: Desk): Reading {
  const file = textOption(options, 'columns');
  const encoding = textOption(options, 'encoding');
  if (file === undefined) return { columns: {}, encoding };
  const wrong = (): InputError =>
    new InputError([
      { where: file, what: 'this says no names of columns', mend: 'Write lines as `member_id: Mbr Nbr`' },
    ]);
  let written: unknown;
  try {
    written = parse(desk.read(file, '--columns'));
  } catch (error) {
    throw error instanceof InputError ? error : wrong();
  }
  if (typeof written !== 'object' || written === null || Array.isArray(written)) throw wrong();
  const names = Object.entries(written);
  if (!names.every((pair): pair is [string, string] => typeof pair[1] === 'string')) throw wrong();
  return { columns: Object.fromEntries(names), encoding };
}

interface Asked {
  readonly question: Omit<AuditQuestion, 'tables'>;
  readonly sources: CheckSources;
  readonly versions: readonly Policy[];
}

function questionOf(options: Options, desk: Desk): Asked {
  const knowledge = desk.knowledge();
  const [versions = [], other] = policiesOf(knowledge, options);
  const [first] = versions;
  if (other !== undefined || first === undefined)
    throw new InputError([{ where: '--policy', what: 'an audit takes one policy', mend: 'Name one, and audit again' }]);
  const drug = drugOfPolicy(first, knowledge.drugs);
  const label = drug.labels.at(-1) ?? drug.labels[0];
  const ground = checkGround(drug.billing, drug.products, label, versions);
  return {
    question: { checks: drug.claimChecks, definitions: knowledge.lineFacts, ground },
    sources: { billing: drug.billing, products: drug.products, label, versions },
    versions,
  };
}

function drugOfPolicy({ drug, id }: Policy, drugs: ReadonlyMap<string, Drug>): Drug {
  const found = drugs.get(drug);
  if (found === undefined) throw new Error(`The policy ${id} is of no drug that is held`);
  return found;
}

async function auditing(
  files: AuditFiles,
  question: Omit<AuditQuestion, 'tables'>,
  sources: CheckSources,
  reading: Reading,
  desk: Desk,
): Promise<AuditAnswer> {
  // The database takes a while to load, and few verbs need it.
  const { openAuditDatabase } = await import('../../bulk/audit/audit-database.ts');
  const { audit } = await import('../../bulk/audit/audit.ts');
  const database = await openAuditDatabase();
  let bar: ReturnType<NonNullable<Desk['progress']>> | undefined;
  try {
    return await audit(
      files,
      question,
      reading,
      (check) => sayPlaces(citesOfCheck(check, sources)),
      database,
      (part) => {
        bar?.stop();
        bar = desk.progress?.(part);
        return bar?.update;
      },
    );
  } finally {
    bar?.stop();
    database.close();
  }
}

/** How many findings and lines set aside stand in the answer; files have all. */
const FIRST = 20;

function asData(
  { setAside, ...answer }: AuditAnswer,
  versions: readonly Policy[],
  sources: CheckSources,
  { checks }: Omit<AuditQuestion, 'tables'>,
): unknown {
  return {
    policy: { id: versions[0]?.id, versions: versions.map(({ version }) => version) },
    ...answer,
    first: answer.first.slice(0, FIRST),
    byRule: answer.byRule.map((row) => {
      const check = checks.find(({ id }) => id === row.rule);
      return { ...row, cites: check === undefined ? [] : citesOfCheck(check, sources) };
    }),
    setAside: { lines: setAside.length, first: setAside.slice(0, FIRST) },
  };
}
