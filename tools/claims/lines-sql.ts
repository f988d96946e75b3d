import { dialectOf } from '../../shells/bulk/dialect.ts';
import { whole, type Draws } from './draws.ts';
import type { PlantedKind } from './kinds.ts';
import type { ClaimsPlan } from './plan.ts';

const { text } = dialectOf('duckdb');

/** Cents of one unit and of an infusion, invented; what is paid of them, in percent. */
const CENTS_A_UNIT = 150_000;
const CENTS_AN_INFUSION = 40_000;
const PAID = 72;
const MEMBERS_A_PROVIDER = 250;
/** A number that is none of the drug's, by its first digits; a diagnosis that no list of the drug's policies has. */
const OTHER_LABELER = '99999';
const OTHER_DIAGNOSIS = 'R69';

/**
 * The lines of all doses: the drug given, the drug discarded, a second claim where a dose is billed twice and, where
 * asked for, the infusion.
 */
export function linesSql(plan: ClaimsPlan, members: number, infusions: boolean): string {
  const { modifiers, diagnoses, lines } = plan;
  const among = (column: string, values: readonly string[]): string =>
    values.length === 0 ? 'FALSE' : `${column} IN (${values.map(text).join(', ')})`;
  const second = plan.places[1] ?? plan.places[0];
  const [first] = plan.places;
  const listed =
    diagnoses.listed.length === 0 ? text(diagnoses.encounter) : `${text(`${diagnoses.encounter} `)} || diagnosis`;
  const parts = ['given', 'discarded', 'copy', ...(infusions ? ['infusion'] : [])];
  const providers = Math.max(3, Math.ceil(members / MEMBERS_A_PROVIDER));
  return `
CREATE OR REPLACE TEMP TABLE lines AS
WITH amounts AS (
  SELECT *,
    coalesce(wrong, '') AS w,
    says_modifiers OR ${among('own_line', lines.modifierRequired)} AS modified,
    ${among('own_line', lines.authorizationAsked)} AS authorized,
    CASE
      WHEN wrong IN ('double-dose', 'double-dose-at-limit') THEN 2 * planned_units
      WHEN wrong = 'no-step-up' THEN ${second?.units ?? 0}
      WHEN wrong IN ('both-modifiers', 'waste-not-stated') OR stopped THEN kept
      ELSE planned_units
    END AS units_given,
    CASE WHEN wrong = 'both-modifiers' OR stopped THEN planned_units - kept WHEN wrong = 'discarded-alone' THEN planned_units ELSE 0 END AS units_discarded,
    CASE WHEN wrong IN ('double-dose', 'double-dose-at-limit') THEN 2 * planned_packages WHEN wrong = 'no-step-up' THEN ${second?.packages ?? 1} ELSE planned_packages END AS packages
  FROM doses
), split AS (
  SELECT *, stopped AND NOT modified AS discarded_unsaid,
    CASE WHEN units_discarded > 0 AND wrong IS DISTINCT FROM 'discarded-alone' AND NOT (stopped AND NOT modified)
      THEN round(CAST(packages AS DECIMAL(12,3)) * units_given / planned_units, 3) ELSE packages END AS packages_given
  FROM amounts
)
SELECT i, nth, place, step, wrong, part, restarts_after, unbilled, own_line,
  'K' || lpad(CAST(i AS VARCHAR), 9, '0') || '-' || lpad(CAST(nth AS VARCHAR), 2, '0') || CASE WHEN part = 'copy' THEN 'D' ELSE '' END AS claim_id,
  CASE
    WHEN part = 'discarded' AND w <> 'discarded-alone' THEN 2
    WHEN part = 'infusion' THEN CASE WHEN units_discarded > 0 AND NOT discarded_unsaid AND w <> 'discarded-alone' THEN 3 ELSE 2 END
    ELSE 1
  END AS line_no,
  member_id,
  CAST(1000000000 + CAST(floor(provider_draw * provider_draw * ${providers}) AS BIGINT) AS VARCHAR) AS provider,
  'P1' AS payer,
  CASE WHEN says_line THEN own_line END AS line_of_business,
  day AS date_of_service,
  CASE WHEN part = 'infusion' THEN ${text(plan.infusion)} WHEN w = 'old-code' THEN ${plan.oldCode === null ? 'NULL' : text(plan.oldCode)} ELSE ${text(plan.code)} END AS hcpcs,
  CAST(CASE part WHEN 'infusion' THEN 1 WHEN 'discarded' THEN units_discarded ELSE units_given - CASE WHEN w = 'part-of-a-unit' THEN 0.5 ELSE 0 END END AS DECIMAL(12,3)) AS units,
  CASE
    WHEN part = 'infusion' OR w = 'no-modifier' THEN NULL
    WHEN part = 'discarded' THEN ${text(modifiers.discarded)}
    WHEN w IN ('both-modifiers', 'units-as-packages', 'waste-not-stated') OR (modified AND units_discarded = 0) THEN ${text(modifiers.none)}
  END AS modifiers,
  CASE
    WHEN part = 'infusion' THEN NULL
    WHEN w = 'package-of-another-drug' THEN '${OTHER_LABELER}' || substr(planned_ndc, 6)
    WHEN w = 'package-too-small' THEN ${text(first?.ndc11 ?? '')}
    WHEN w = 'no-step-up' THEN ${text(second?.ndc11 ?? '')}
    ELSE planned_ndc
  END AS ndc11,
  CAST(CASE
    WHEN part = 'infusion' THEN NULL
    WHEN w = 'units-as-packages' THEN planned_units
    WHEN w = 'package-too-small' THEN ${first?.packages ?? 1}
    WHEN part = 'discarded' AND w <> 'discarded-alone' THEN packages - packages_given
    ELSE packages_given
  END AS DECIMAL(12,3)) AS ndc_quantity,
  CASE WHEN w = 'diagnosis-not-listed' THEN ${text(`${diagnoses.encounter} ${OTHER_DIAGNOSIS}`)} ELSE ${listed} END AS diagnoses,
  place_of_service,
  CASE
    WHEN NOT authorized OR NOT names_authorization AND error IS NULL THEN NULL
    WHEN w = 'authorization-of-nobody' THEN 'PA-' || member_id || '-X'
    WHEN w = 'authorization-over' THEN 'PA-' || member_id || '-0'
    ELSE 'PA-' || member_id || '-' || period
  END AS authorization_number,
  CAST(CASE part WHEN 'infusion' THEN ${CENTS_AN_INFUSION} WHEN 'discarded' THEN units_discarded * ${CENTS_A_UNIT} ELSE units_given * ${CENTS_A_UNIT} END AS BIGINT) AS charge_cents
FROM (
  SELECT *, 1 + datesub('month', date_trunc('month', starts_on), day) // ${plan.months} AS period FROM split
) CROSS JOIN (VALUES ${parts.map((part) => `(${text(part)})`).join(', ')}) parts(part)
WHERE CASE part
  WHEN 'given' THEN w <> 'discarded-alone'
  WHEN 'discarded' THEN units_discarded > 0 AND NOT discarded_unsaid
  WHEN 'copy' THEN w = 'billed-twice'
  ELSE TRUE
END`;
}

/** The columns of a claim file, in the names of the audit. */
export function claimColumns(): readonly string[] {
  const copied = [
    ...['claim_id', 'line_no', 'member_id', 'provider', 'payer', 'line_of_business', 'date_of_service', 'hcpcs'],
    ...['units', 'modifiers', 'ndc11', 'ndc_quantity', 'diagnoses', 'place_of_service', 'authorization_number'],
  ];
  return [...copied, 'charge_cents', `CAST(charge_cents * ${PAID} // 100 AS BIGINT) AS paid_cents`];
}

export const MEMBERS_SQL = `SELECT member_id, line AS line_of_business, starts_on - 90 AS enrolled_from FROM courses`;

/** One authorization for each that a line names, with the units billed on it and some to spare; one more that was over before. */
export function authorizationsSql({ months, policy }: ClaimsPlan, { ofMember }: Draws): string {
  const begins = `date_trunc('month', starts_on)`;
  const through = (period: string): string =>
    `CAST(${begins} + to_months(CAST(${period} * ${months} AS INTEGER)) - INTERVAL 1 DAY AS DATE)`;
  const from = (period: string): string =>
    `CAST(${begins} + to_months(CAST((${period} - 1) * ${months} AS INTEGER)) AS DATE)`;
  return `
SELECT number, member_id, ${text(policy)} AS policy, ${from('period')} AS valid_from, ${through('period')} AS valid_to,
  CAST(CASE WHEN period = last_period AND error = 'authorization-short' THEN used - 1 ELSE used + spare END AS DECIMAL(12,3)) AS units
FROM (
  SELECT l.authorization_number AS number, l.member_id, CAST(regexp_extract(l.authorization_number, '[0-9]+$') AS INTEGER) AS period,
    SUM(CASE WHEN l.part = 'given' THEN ceil(l.units) ELSE 0 END) AS used,
    max(period) OVER (PARTITION BY l.member_id) AS last_period,
    any_value(c.starts_on) AS starts_on, any_value(c.error) AS error,
    any_value(${whole(ofMember(20).replaceAll('CAST(i ', 'CAST(c.i '), 0, 4)} * 10) AS spare
  FROM lines l JOIN courses c ON c.i = l.i
  WHERE l.authorization_number IS NOT NULL AND l.authorization_number NOT LIKE '%-X'
  GROUP BY l.authorization_number, l.member_id
)`;
}

/** What an audit has to find and nothing else: claim, line, rule, and the kind of error or of course that it comes from. */
export function plantedSql(kinds: readonly PlantedKind[], plan: ClaimsPlan): string {
  const found = kinds.flatMap(({ name, found: rules }) =>
    rules.map(([rule, part]) => `(${[name, rule, part].map(text).join(', ')})`),
  );
  const { spanFrom, stepUpExceeds } = plan.limits;
  const governed = plan.lines.governed.map(text).join(', ');
  const steps = plan.stepUp.length;
  return `
SELECT l.claim_id, l.line_no, k.rule, k.kind
FROM lines l JOIN (VALUES ${found.join(', ')}) k(kind, rule, part) ON k.kind = l.wrong AND k.part = l.part
UNION ALL
SELECT claim_id, line_no, 'second-step-up', 'restarted' FROM lines WHERE step = 0 AND part = 'given'
UNION ALL
SELECT claim_id, line_no, 'begins-with-step-up', CASE WHEN unbilled < 3 THEN 'begun-as-inpatient' ELSE 'begun-elsewhere' END
FROM lines WHERE unbilled > 0 AND nth = unbilled + 1 AND part = 'given'${
    spanFrom === null || !stepUpExceeds || governed === ''
      ? ''
      : `
UNION ALL
SELECT claim_id, line_no, 'second-step-up-over-limit', 'restarted' FROM lines
WHERE nth = restarts_after + ${steps} + 1 AND restarts_after >= ${spanFrom} - 1 AND part = 'given' AND own_line IN (${governed})`
  }`;
}
