import { dialectOf, type ColumnType, type Dialect, type DialectName, type SqlTableColumn } from '../dialect.ts';
import { factSteps } from './facts-sql.ts';
import { bitOf, judgedSteps, moneyFacts, type AuditQuestion } from './judged-sql.ts';
import { cases, select, statementsOf, type Step } from './steps.ts';
import { AUTHORIZATIONS, CLAIM_LINES, MEMBERS, type TableColumn, type TableType } from './tables.ts';

/** What each row of the answer says. */
const FOUND_COLUMNS = [
  ...['rule', 'severity', 'member_id', 'claim_id', 'line_no', 'line_id', 'provider', 'date_of_service'],
  ...['units', 'units_in_question', 'cents_in_question', 'first_day'],
] as const;

const TYPES: Readonly<Record<TableType, ColumnType>> = {
  text: 'text',
  words: 'text',
  date: 'date',
  count: 'integer',
  quantity: 'quantity',
  cents: 'long',
};

/** Statements that make the three tables of an audit in a database, each in the order of its members. */
export function auditTables(name: DialectName): readonly string[] {
  const { table } = dialectOf(name);
  const lineId: SqlTableColumn = { name: 'line_id', type: 'long', required: true };
  return [
    table('claim_lines', [lineId, ...CLAIM_LINES.map(columnOf)], ['member_id', 'date_of_service', 'line_id']),
    table('members', MEMBERS.map(columnOf), ['member_id']),
    table('authorizations', AUTHORIZATIONS.map(columnOf), ['member_id', 'number']),
  ];
}

function columnOf({ name, type, required }: TableColumn): SqlTableColumn {
  return { name, type: TYPES[type], required };
}

/**
 * The whole audit over these tables as it runs on a database, statements of one session; the last gives one row a
 * finding, with its rule, line, units and cents in question. `first_day` to the day of the line are the days whose lines
 * of the member prove it.
 */
export function findingsStatements(question: AuditQuestion, dialect: Dialect): readonly string[] {
  const steps = [
    ...factSteps(question.ground, question.tables, dialect),
    ...judgedSteps(question, dialect),
    ...findingSteps(question, dialect),
  ];
  return statementsOf(steps, dialect);
}

/** The statements with the tables it reads, as remarks at its head. */
export function exportAudit(question: AuditQuestion, name: DialectName): string {
  const head = [
    'Every line of the drug held against the checks of a claim line: one row a finding, for a person to look at.',
    'A value that is not known is null. Days and text are as the guide of the audit has them.',
    ...auditTables(name).flatMap((table) => `${table};`.split('\n')),
  ];
  return `${head.map((line) => `-- ${line}`).join('\n')}\n${findingsStatements(question, dialectOf(name)).join(';\n\n')};`;
}

function findingSteps({ checks, ground }: AuditQuestion, dialect: Dialect): readonly Step[] {
  const facts = moneyFacts(checks);
  const rows = checks.map(({ id, severity, money, proof }, index) => {
    const fact = typeof money === 'object' ? facts.indexOf(money.fact) : -1;
    const values = [
      `${bitOf(index)} AS bit`,
      `${dialect.text(id)} AS rule`,
      `${dialect.text(severity)} AS severity`,
      `${dialect.text(typeof money === 'object' ? 'fact' : money)} AS money`,
      `${fact} AS fact`,
      `${dialect.text(proof)} AS proof`,
    ];
    return `  SELECT ${values.join(', ')}`;
  });
  const whole = (sql: string): string => `CAST(CEIL(${sql}) AS ${dialect.type('long')})`;
  const inQuestion = cases(
    [
      ["k.money = 'none'", '0'],
      ...facts.map(
        (_, index) =>
          [
            `k.fact = ${index}`,
            `LEAST(${whole('c.units')}, CAST(f.fact_${index} AS ${dialect.type('long')}))`,
          ] as const,
      ),
    ],
    whole('c.units'),
  );
  const widest = Math.max(1, ...ground.versions.flatMap(({ spanLimits }) => spanLimits.map(({ perDays }) => perDays)));
  const first = cases(
    [
      ["k.proof = 'dose-before'", 'COALESCE(f.day_before, f.day)'],
      ["k.proof = 'span'", `f.day - ${widest - 1}`],
      ["k.proof IN ('authorization', 'course')", '0'],
    ],
    'f.day',
  );
  const raised = select(
    [
      ...['k.rule AS rule', 'k.severity AS severity', 'k.money AS money', 'c.line_id AS line_id'],
      ...['member_id', 'claim_id', 'line_no', 'provider', 'date_of_service', 'units'].map(
        (name) => `c.${name} AS ${name}`,
      ),
      `${inQuestion} AS units_in_question`,
      `COALESCE(c.paid_cents, c.charge_cents) AS amount`,
      `${first} AS first_day`,
    ],
    'judged f JOIN claim_lines c ON c.line_id = f.line_id CROSS JOIN checks k\n  WHERE f.failed % (2 * k.bit) >= k.bit',
  );
  // Half a cent and more is a cent; a line without units is in question whole.
  const part = dialect.quotient(`(2 * amount * units_in_question + ${whole('units')})`, `(2 * ${whole('units')})`);
  const found = select(
    [
      ...FOUND_COLUMNS.filter((name) => name !== 'cents_in_question' && name !== 'first_day'),
      `CASE WHEN money = 'none' THEN 0 WHEN units <= 0 THEN amount ELSE ${part} END AS cents_in_question`,
      'first_day',
    ],
    'raised',
  );
  return [
    { name: 'checks', says: 'the checks, by their bits', sql: rows.join(' UNION ALL\n') },
    { name: 'raised', says: 'each line with each check that it does not meet', sql: raised },
    { name: 'findings', says: 'with the cents in question', sql: found },
  ];
}
