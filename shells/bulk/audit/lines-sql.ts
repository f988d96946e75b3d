import type { CheckGround, VersionGround } from '../../../core/billing/checks/ground.ts';
import type { Dialect } from '../dialect.ts';
import { cases, select, type Step } from './steps.ts';

/** What an audit has beside its claim lines. */
export interface AuditTables {
  readonly members: boolean;
  readonly authorizations: boolean;
}

/** A package that is none of the drug's. */
const OTHER_PACKAGE = -1;
/** Sorts what states no package after what does. */
const NO_PACKAGE = 32_767;
const MILLIONTHS = 1_000_000;

/** What a line states. */
const STATED = ['line_id', 'member_id', 'day', 'units', 'whole', 'package', 'discarded', 'none_said'];
/** What is read from it: truths only, since every column goes through the windows over the lines of a member. */
const READ = [
  ...['of_code', 'counts', 'labelled', 'in_force', 'listed', 'governed', 'modifier_required'],
  ...['authorization_asked', 'recorded', 'in_authorization'],
];
export const LINE = [...STATED, ...READ];

/** The columns of `lines` that follow a line to its facts, under their own names: beside a second table a star does not give them so everywhere. */
export function lineColumns(table: string): readonly string[] {
  return LINE.map((column) => `${table}.${column} AS ${column}`);
}

/**
 * From the table `claim_lines` to the lines of the drug, each with what it says by itself: what `readLine` of the core
 * says, as SQL.
 */
export function lineSteps(ground: CheckGround, tables: AuditTables, dialect: Dialect): readonly Step[] {
  const { text, matches, dayNumber } = dialect;
  const has = (modifier: string): string => `COALESCE(${matches('c.modifiers', `(^| )${modifier}( |$)`)}, FALSE)`;
  const known = [...new Set(ground.codes.map(({ hcpcs }) => hcpcs))];
  const among = amongIn(dialect);
  const numbers = ground.packages.map(({ ndc11 }) => ndc11);
  // Of a value that many lines share a database may look at each once, as long as nothing is joined to it yet.
  const listings = listingsOf(ground);
  const packageAt = cases([
    ...numbers.map((number, index) => [`c.ndc11 = ${text(number)}`, String(index)] as const),
    ['c.ndc11 IS NOT NULL', String(OTHER_PACKAGE)],
  ]);
  const stated = select(
    [
      'c.line_id',
      'c.member_id',
      'c.authorization_number',
      `${dayNumber('c.date_of_service')} AS day`,
      'c.hcpcs',
      `CAST(CEIL(c.units) AS ${dialect.type('integer')}) AS units`,
      'c.units = CEIL(c.units) AS whole',
      `${packageAt} AS package`,
      `${has(ground.discarded.modifier)} AS discarded`,
      `${has(ground.discarded.noneModifier)} AS none_said`,
      `CAST(c.ndc_quantity * 1000 AS ${dialect.type('integer')}) AS thousandths`,
      'c.line_of_business',
      ...listings.map((pattern, index) => `${matches('c.diagnoses', pattern)} AS listed_${index}`),
    ],
    `claim_lines c WHERE ${ofDrug(ground, dialect)}`,
  );
  const beside = select(
    [
      ...STATED.map((column) => `s.${column} AS ${column}`),
      ...['hcpcs', 'thousandths', 'authorization_number'].map((column) => `s.${column} AS ${column}`),
      ...listings.map((_, index) => `s.listed_${index} AS listed_${index}`),
      `${tables.members ? 'COALESCE(s.line_of_business, m.line_of_business)' : 's.line_of_business'} AS line_of_business`,
      ...(tables.authorizations
        ? [
            'CASE WHEN s.authorization_number IS NOT NULL THEN a.number IS NOT NULL END AS recorded',
            `s.day >= ${dayNumber('a.valid_from')} AND s.day <= ${dayNumber('a.valid_to')} AS in_authorization`,
            'a.units AS authorized_units',
          ]
        : [`${unknown(dialect)} AS recorded`, `${unknown(dialect)} AS in_authorization`]),
    ],
    [
      'stated s',
      ...(tables.members ? ['LEFT JOIN members m ON m.member_id = s.member_id'] : []),
      ...(tables.authorizations
        ? ['LEFT JOIN authorizations a ON a.member_id = s.member_id AND a.number = s.authorization_number']
        : []),
    ].join('\n  '),
  );
  const counting = [...new Set(ground.codes.flatMap(({ hcpcs, counts }) => (counts ? [hcpcs] : [])))];
  const { from, requiredBy } = ground.discarded;
  const noneOf = ground.authorizationNotUsedBy;
  const business = (lines: readonly string[]): string => among('line_of_business', lines);
  const read = select(
    [
      ...STATED,
      `${among('hcpcs', known)} AS of_code`,
      `${among('hcpcs', counting)} AS counts`,
      `thousandths * ${cases(ground.packages.map(({ strengthMg }, index) => [`package = ${index}`, String(Math.round(strengthMg * 1000))]))} AS labelled`,
      `${inForce(ground, dialect)} AS in_force`,
      `${listed(ground, listings, dialect)} AS listed`,
      `${byVersion(ground, (version) => governed(version, business), 'FALSE')} AS governed`,
      `${
        requiredBy.length === 0
          ? 'FALSE'
          : cases([
              [`day < ${from}`, 'FALSE'],
              ['line_of_business IS NOT NULL', business(requiredBy)],
            ])
      } AS modifier_required`,
      `CASE WHEN line_of_business IS NOT NULL THEN ${noneOf.length === 0 ? 'TRUE' : `NOT ${business(noneOf)}`} END AS authorization_asked`,
      ...['recorded', 'in_authorization', 'authorization_number'],
      ...(tables.authorizations ? ['authorized_units'] : []),
    ],
    'beside',
  );
  return [
    { name: 'stated', says: 'lines by a code or a package of the drug', sql: stated },
    { name: 'beside', says: 'with what is known of their members and authorizations', sql: beside },
    { name: 'lines', says: 'what each says by itself', sql: read, often: true },
  ];
}

function governed(version: VersionGround, business: (lines: readonly string[]) => string): string {
  const outside = version.excluded.length === 0 ? 'TRUE' : `NOT ${business(version.excluded)}`;
  return `CASE WHEN line_of_business IS NOT NULL THEN ${outside}${version.lineRequired ? '' : ' ELSE TRUE'} END`;
}

/** True for a row `c` of `claim_lines` that bills the drug: by a code that is the drug's alone, or by its package. */
function ofDrug({ codes, packages }: CheckGround, dialect: Dialect): string {
  const among = amongIn(dialect);
  const alone = [...new Set(codes.flatMap(({ hcpcs, ofDrugAlone }) => (ofDrugAlone ? [hcpcs] : [])))];
  const numbers = packages.map(({ ndc11 }) => ndc11);
  return `(${among('c.hcpcs', alone)} OR ${among('c.ndc11', numbers)})`;
}

function amongIn({ text }: Dialect): (column: string, values: readonly string[]) => string {
  return (column, values) => (values.length === 0 ? 'FALSE' : `${column} IN (${values.map(text).join(', ')})`);
}

/**
 * All lines of a member and day added up, as `accountOf` of the core does. Few days have more than one line given, or more
 * than one discarded: only of those it is asked which line repeats another.
 */
export function daySteps({ mgPerUnit }: CheckGround, dialect: Dialect): readonly Step[] {
  const tallies = select(
    [
      ...['member_id', 'day', 'MIN(line_id) AS line_id', 'COUNT(*) AS n_lines'],
      'SUM(CASE WHEN discarded THEN 0 ELSE 1 END) AS n_given',
      ...sums(mgPerUnit, 'TRUE', dialect),
    ],
    'odd_lines GROUP BY member_id, day',
  );
  const order = `COALESCE(l.package, ${NO_PACKAGE}), ${dialect.bySign('c.claim_id')}, c.line_no, l.line_id`;
  const sorted = select(
    [...lineColumns('l'), 'ROW_NUMBER() OVER w AS of_day', `${dialect.lag('l.package', 1, 'w')} AS package_before`],
    [
      'odd_lines l JOIN tallies t ON t.member_id = l.member_id AND t.day = l.day AND (t.n_given > 1 OR t.n_lines - t.n_given > 1)',
      'JOIN claim_lines c ON c.line_id = l.line_id',
      `WINDOW w AS (PARTITION BY l.member_id, l.day, l.discarded ORDER BY ${order})`,
    ].join('\n  '),
  );
  const ranked = select(
    ['sorted.*', '(of_day > 1 AND (package IS NULL OR package = package_before)) AS repeated'],
    'sorted',
  );
  const recounted = select(
    [
      ...['member_id', 'day', 'MIN(line_id) AS line_id', 'COUNT(*) AS n_lines'],
      'SUM(CASE WHEN discarded THEN 0 ELSE 1 END) AS n_given',
      ...sums(mgPerUnit, 'NOT repeated', dialect),
    ],
    'ranked GROUP BY member_id, day',
  );
  const single = select(['tallies.*'], 'tallies WHERE n_given <= 1 AND n_lines - n_given <= 1');
  return [
    { name: 'tallies', says: 'the lines of a member and day added up', sql: tallies, often: true },
    { name: 'sorted', says: 'the lines of a full day, those given and those discarded apart', sql: sorted },
    { name: 'ranked', says: 'one line a package is the dose, the others repeat it', sql: ranked, often: true },
    { name: 'recounted', says: 'full days without what repeats', sql: recounted },
    {
      name: 'days',
      says: 'all days',
      sql: `${single}\n  UNION ALL\n${select(['recounted.*'], 'recounted')}`,
      often: true,
    },
  ];
}

/** What a day comes to. Units and millionths of a milligram are whole and far below what a whole number holds. */
function sums(mgPerUnit: number, counted: string, dialect: Dialect): readonly string[] {
  const of = (condition: string, value: string): string =>
    `CASE WHEN ${counted} AND ${condition} THEN ${value} ELSE 0 END`;
  const flag = (condition: string): string => `MAX(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const billed = `SUM(${of('TRUE', 'units')}) * ${mgPerUnit * MILLIONTHS}`;
  const labelled = `SUM(${of('TRUE', 'COALESCE(labelled, 0)')})`;
  const accounted = `MAX(${of('(labelled IS NULL OR NOT counts)', '1')}) = 0`;
  return [
    `${flag('discarded')} AS has_discarded`,
    `${flag('none_said')} AS has_none`,
    `CAST(SUM(${of('NOT discarded', 'units')}) AS ${dialect.type('integer')}) AS given_units`,
    `MAX(${of('NOT discarded AND NOT counts', '1')}) AS unsized`,
    `CASE WHEN ${accounted} THEN ${billed} <= ${labelled} END AS within_packages`,
    `CASE WHEN ${accounted} THEN ${labelled} <= ${billed} END AS packages_accounted`,
  ];
}

/** Millionths of a milligram that the units of a line bill. */
export function billedOf({ mgPerUnit }: CheckGround): string {
  return `units * ${mgPerUnit * MILLIONTHS}`;
}

function inForce({ codes }: CheckGround, { text }: Dialect): string {
  const spans = codes.map(({ hcpcs, from, to, lines }) =>
    [
      `hcpcs = ${text(hcpcs)}`,
      `day >= ${from}`,
      ...(to === null ? [] : [`day <= ${to}`]),
      ...(lines === undefined
        ? []
        : [`(line_of_business IS NULL OR line_of_business IN (${lines.map(text).join(', ')}))`]),
    ].join(' AND '),
  );
  return spans.map((span) => `(${span})`).join(' OR ');
}

/** The lists of diagnoses of the versions as patterns, each once. */
function listingsOf({ versions }: CheckGround): readonly string[] {
  return [...new Set(versions.flatMap(({ diagnoses }) => (diagnoses === null ? [] : [patternOf(diagnoses)])))];
}

function patternOf(diagnoses: readonly string[]): string {
  return `(^| )(${diagnoses.join('|')})( |$)`;
}

function listed(ground: CheckGround, listings: readonly string[], dialect: Dialect): string {
  return byVersion(
    ground,
    ({ diagnoses }) => (diagnoses === null ? unknown(dialect) : `listed_${listings.indexOf(patternOf(diagnoses))}`),
    unknown(dialect),
  );
}

function unknown(dialect: Dialect): string {
  return `CAST(NULL AS ${dialect.type('boolean')})`;
}

/** What the version of the line's day says; `otherwise` on a day that no held version governs. */
export function byVersion(
  { versions }: CheckGround,
  say: (version: VersionGround) => string,
  otherwise: string,
): string {
  // Of two that overlap the later counts, as in the core.
  return cases(
    versions
      .toReversed()
      .map((version) => [
        `day >= ${version.from}${version.to === null ? '' : ` AND day <= ${version.to}`}`,
        say(version),
      ]),
    otherwise,
  );
}
