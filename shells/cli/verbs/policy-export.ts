import { inForce } from '../../../core/coverage/in-force.ts';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import { DIALECTS, type DialectName } from '../../bulk/dialect.ts';
import { exportSql } from '../../bulk/export-sql.ts';
import { CQL_TARGETS } from '../../fhir/cql/export-cql.ts';
import { QUESTIONNAIRE_TARGET } from '../../fhir/questionnaire/export-questionnaire.ts';
import { InputError } from '../../input/input-error.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { choiceOption, dayOption, policiesOf, textOption } from '../options.ts';
import type { Options, Verb, VerbAnswer } from '../verb.ts';

/** One form in which the criteria of a request can be handed to another program. */
interface ExportTarget {
  readonly name: string;
  readonly summary: string;
  /**
   * @param on the day that the version was chosen for, YYYY-MM-DD
   * @param dialect the database, for a form that differs between databases
   * @param base the address below which FHIR resources stand, without a slash at its end
   * @returns the text of the file, without a trailing newline
   */
  readonly export: (
    policy: Policy,
    kind: RequestKind,
    knowledge: Knowledge,
    on: string,
    dialect: DialectName,
    base: string,
  ) => string | Promise<string>;
}

/** Reserved for examples: nobody can own it, so nothing is claimed by it. */
const BASE = 'https://stepwise.example/fhir';

const TARGETS: readonly ExportTarget[] = [
  {
    name: 'sql',
    summary: 'a statement over a table of facts',
    export: (policy, kind, { facts }, _on, dialect) => exportSql(policy, kind, facts, dialect),
  },
  ...CQL_TARGETS,
  QUESTIONNAIRE_TARGET,
];

/** The criteria of one request in a form that other programs run. */
export const policyExportVerb: Verb = {
  name: 'policy export',
  summary: 'Write the criteria of a request in a form that other programs run',
  examples: [
    'stepwise policy export --policy prime-ic-0789 --request initial --to sql --on 2026-06-15',
    'stepwise policy export --policy fep-5.21.223 --request renewal --to sql --dialect clickhouse --on 2026-06-15',
    'stepwise policy export --policy prime-ic-0789 --request initial --to cql --on 2026-06-15',
    'stepwise policy export --policy prime-ic-0789 --request initial --to questionnaire --on 2026-06-15',
  ],
  configure: (command) =>
    command
      .requiredOption('--policy <id>', 'the policy')
      .requiredOption('--to <form>', TARGETS.map(({ name, summary }) => `${name} (${summary})`).join(', '))
      .option('--request <kind>', 'initial or renewal; initial if left out')
      .option('--dialect <database>', `for sql: ${DIALECTS.join(', ')}; duckdb and postgres read the same text`)
      .option('--base <address>', `for FHIR: the address below which resources stand; ${BASE} if left out`)
      .option('--on <day>', 'the version in force on this day (YYYY-MM-DD); today if left out')
      .option('--out <file>', 'write the text to this file instead of printing it'),
  run: async (options, desk): Promise<VerbAnswer> => {
    const kind = choiceOption(options, 'request', ['initial', 'renewal'] as const) ?? 'initial';
    const name = choiceOption(
      options,
      'to',
      TARGETS.map((one) => one.name),
    );
    const dialect = choiceOption(options, 'dialect', DIALECTS) ?? 'duckdb';
    const on = dayOption(options, 'on') ?? desk.today();
    const out = textOption(options, 'out');
    const knowledge = desk.knowledge();
    const policy = policyOf(knowledge, options, on);
    refuseSilence(policy, kind);
    const target = TARGETS.find((one) => one.name === name);
    if (target === undefined) throw new Error('The form was checked above');
    const content = await target.export(policy, kind, knowledge, on, dialect, baseOption(options));
    if (out !== undefined) desk.write(out, `${content}\n`);
    return {
      json: {
        policy: { id: policy.id, version: policy.version },
        request: kind,
        form: target.name,
        ...(out === undefined ? { content } : { written: out }),
      },
      text: out === undefined ? content : `Written: ${out}`,
      exit: 0,
    };
  },
};

/** The version of the one named policy that is in force on the day. @throws InputError */
function policyOf(knowledge: Knowledge, options: Options, on: string): Policy {
  const [versions = [], ...others] = policiesOf(knowledge, options);
  if (others.length > 0)
    throw new InputError([{ where: '--policy', what: 'several policies are named', mend: 'Export one at a time' }]);
  const governing = inForce(versions, on);
  if (governing.policy) return governing.policy;
  throw new InputError([{ where: '--on', what: governing.reason, mend: 'Ask for a day of a held version' }]);
}

/** Criteria that nobody has written down cannot be handed on. @throws InputError */
function refuseSilence(policy: Policy, kind: RequestKind): void {
  if (policy.requests[kind] !== null) return;
  const what = `the text that is held says nothing of a ${kind} request`;
  throw new InputError([{ where: '--request', what, mend: 'Ask the payer' }]);
}

/** Canonical addresses are absolute, and names are put behind this one. @throws InputError */
function baseOption(options: Options): string {
  const base = textOption(options, 'base') ?? BASE;
  const absolute = URL.canParse(base) && /^https?:$/u.test(new URL(base).protocol);
  if (absolute && !/[?#]/u.test(base)) return base.replace(/\/+$/u, '');
  const what = absolute ? `"${base}" ends in a query or a fragment` : `"${base}" is no absolute address`;
  throw new InputError([{ where: '--base', what, mend: 'Write it as https://example.org/fhir' }]);
}
