import type { CheckGround } from '../../../core/billing/checks/ground.ts';
import type { Dialect } from '../dialect.ts';
import { doseColumns, doseFacts, doseSteps } from './doses-sql.ts';
import { evenQuery, evenSteps } from './even-sql.ts';
import { byVersion, daySteps, lineColumns, lineSteps, type AuditTables } from './lines-sql.ts';
import { cases, select, type Step } from './steps.ts';

/**
 * From the tables of an audit to the facts of every line of the drug: what `lineFacts` of the core says, as SQL. The
 * last step, `facts`, has one column a fact, by its id, beside those that name the line.
 */
export function factSteps(ground: CheckGround, tables: AuditTables, dialect: Dialect): readonly Step[] {
  const columns = doseColumns(ground);
  const single = select(['line_id', ...columns, 'FALSE AS repeated'], 'doses WHERE n_lines = 1');
  const several = select(
    [
      'l.line_id AS line_id',
      ...columns.map((column) => `doses.${column} AS ${column}`),
      'repeats.line_id IS NOT NULL AS repeated',
    ],
    [
      'doses JOIN odd_lines l ON l.member_id = doses.member_id AND l.day = doses.day',
      'LEFT JOIN (SELECT line_id FROM ranked WHERE repeated) repeats ON repeats.line_id = l.line_id',
      'WHERE doses.n_lines > 1',
    ].join('\n  '),
  );
  const ofDose = [...columns, 'repeated'];
  const long = select(
    [...lineColumns('l'), ...ofDose.map((column) => `paired.${column} AS ${column}`)],
    'odd_lines l JOIN paired ON paired.line_id = l.line_id',
  );
  const joined = select(
    [
      ...lineColumns('dosed'),
      ...ofDose.map((column) => `dosed.${column} AS ${column}`),
      ...(tables.authorizations ? ['used.beyond AS beyond_authorization'] : []),
    ],
    ['dosed', ...(tables.authorizations ? ['LEFT JOIN used ON used.line_id = dosed.line_id'] : [])].join('\n  '),
  );
  const named = [...lineFactColumns(ground, tables, dialect), ...doseFacts(ground)];
  const facts = select(
    [
      ...['line_id', 'member_id', 'day', 'day_before', 'place'],
      'sure AND step IS NULL AS placed',
      ...named.map(([fact, sql]) => `${sql} AS ${dialect.identifier(fact)}`),
    ],
    'joined',
  );
  return [
    ...lineSteps(ground, tables, dialect),
    ...evenSteps(ground, dialect),
    ...daySteps(ground, dialect),
    ...doseSteps(ground, dialect),
    ...(tables.authorizations ? authorizationSteps() : []),
    { name: 'paired', says: 'the dose of each line', sql: `${single}\n  UNION ALL\n${several}` },
    {
      name: 'dosed',
      says: 'all lines with their doses',
      sql: `${evenQuery(ground, dialect)}\n  UNION ALL\n${long}`,
    },
    { name: 'joined', says: 'and with their authorizations', sql: joined },
    { name: 'facts', says: 'what the checks ask', sql: facts },
  ];
}

/** Units used so far, of those authorizations only on which more was billed in all than they name. */
function authorizationSteps(): readonly Step[] {
  const overspent = select(
    ['l.member_id AS member_id', 'l.authorization_number AS authorization_number', 'MIN(l.authorized_units) AS units'],
    [
      'lines l WHERE NOT l.discarded AND l.authorized_units IS NOT NULL',
      'GROUP BY l.member_id, l.authorization_number HAVING SUM(l.units) > MIN(l.authorized_units)',
    ].join('\n  '),
  );
  const sofar = select(
    [
      'l.line_id AS line_id',
      'o.units AS units',
      'SUM(CASE WHEN l.discarded OR r.line_id IS NOT NULL THEN 0 ELSE l.units END) OVER (PARTITION BY l.member_id, l.authorization_number ORDER BY l.day) AS units_used',
    ],
    [
      'lines l JOIN overspent o ON o.member_id = l.member_id AND o.authorization_number = l.authorization_number',
      'LEFT JOIN (SELECT line_id FROM ranked WHERE repeated) r ON r.line_id = l.line_id',
    ].join('\n  '),
  );
  const used = select(['line_id', 'units_used - units AS beyond'], 'sofar WHERE units_used > units');
  return [
    { name: 'overspent', says: 'authorizations with fewer units than were billed on them', sql: overspent },
    { name: 'sofar', says: 'their lines, with the units used through each day', sql: sofar },
    { name: 'used', says: 'lines beyond their authorization', sql: used },
  ];
}

type NamedFact = readonly [fact: string, sql: string];

/** The facts that need no dose before the line's own day. */
function lineFactColumns(ground: CheckGround, tables: AuditTables, dialect: Dialect): readonly NamedFact[] {
  const none = `CAST(NULL AS ${dialect.type('integer')})`;
  const said = (word: string): string => dialect.text(word);
  return [
    ['line.code-of-drug', 'of_code'],
    ['line.code-in-force', 'CASE WHEN of_code THEN in_force END'],
    ['line.package-of-drug', 'package >= 0'],
    ['line.units', 'units'],
    ['line.units-whole', 'whole'],
    ['line.given', 'NOT discarded'],
    ['line.repeated', 'repeated'],
    ['line.dose-on-day', 'dose_order IS NOT NULL'],
    ['line.governed', 'governed'],
    [
      'line.policy-lists-diagnoses',
      byVersion(ground, ({ diagnoses }) => (diagnoses === null ? 'FALSE' : 'TRUE'), 'FALSE'),
    ],
    ['line.diagnosis-listed', 'listed'],
    ['line.discarded-modifier-required', 'modifier_required'],
    [
      'line.discarded-statement',
      cases(
        [
          [`discarded AND (none_said OR has_none = 1)`, said('contradictory')],
          ['discarded', said('discarded')],
          ['none_said AND has_discarded = 1', said('contradictory')],
          ['none_said', said('nothing-discarded')],
          ['has_discarded = 1', said('discarded')],
        ],
        said('none'),
      ),
    ],
    ['line.within-packages', 'within_packages'],
    ['line.packages-accounted', 'packages_accounted'],
    ['line.authorization-asked', 'authorization_asked'],
    ['line.authorization-recorded', 'recorded'],
    ['line.in-authorization', 'in_authorization'],
    [
      'line.units-beyond-authorization',
      tables.authorizations ? 'CASE WHEN recorded THEN COALESCE(beyond_authorization, 0) END' : none,
    ],
  ];
}
