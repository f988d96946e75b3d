import { dialectOf } from '../../shells/bulk/dialect.ts';
import { among, whole, type Draws } from './draws.ts';
import type { PlantedKind } from './kinds.ts';
import type { ClaimsPlan, PlannedDose } from './plan.ts';

const { text } = dialectOf('duckdb');

/** Shares of the courses; the rest goes straight through the schedule. */
const DELAYED = 0.2;
const RESTARTED = 0.05;
const BEGUN_AS_INPATIENT = 0.05;
const BEGUN_ELSEWHERE = 0.03;
const LINE_CHANGES = 0.05;
/** Of the courses that go straight. */
const WITH_ERROR = 0.1;
const MEAN_DOSES = 9;
const STARTS_WITHIN_DAYS = 500;

/** The schedule as tables: what the doses are joined to. */
export function planTables({ places, stepUp }: ClaimsPlan): readonly string[] {
  const dose = ({ units, gap, ndc11, packages }: PlannedDose): string =>
    `${units}, ${gap}, ${text(ndc11)}, ${packages}`;
  const columns = 'units INTEGER, gap INTEGER, ndc11 VARCHAR, packages INTEGER';
  return [
    `CREATE OR REPLACE TEMP TABLE places (place INTEGER, within_days INTEGER, ${columns})`,
    `INSERT INTO places VALUES ${places.map((one) => `(${one.place}, ${one.withinDays}, ${dose(one)})`).join(', ')}`,
    `CREATE OR REPLACE TEMP TABLE step_up (step INTEGER, ${columns})`,
    `INSERT INTO step_up VALUES ${stepUp.map((one, step) => `(${step}, ${dose(one)})`).join(', ')}`,
  ];
}

/**
 * One row a member: the kind of course, how many doses of the schedule it reaches, what goes wrong and where.
 * @param first number of the first member
 */
export function coursesSql(
  plan: ClaimsPlan,
  kinds: readonly PlantedKind[],
  first: number,
  members: number,
  { ofMember }: Draws,
): string {
  const { all, governed, outside, authorizationAsked } = plan.lines;
  const other = outside.filter((line) => authorizationAsked.includes(line));
  const quoted = (lines: readonly string[]): readonly string[] => lines.map(text);
  const courses: readonly (readonly [name: string, share: number])[] = [
    ['delayed', DELAYED],
    ['restarted', RESTARTED],
    ['begun-as-inpatient', BEGUN_AS_INPATIENT],
    ['begun-elsewhere', BEGUN_ELSEWHERE],
    ['line-changes', other.length === 0 ? 0 : LINE_CHANGES],
  ];
  let below = 0;
  const course = courses.map(([name, share]) => `WHEN course_draw < ${(below += share).toFixed(3)} THEN ${text(name)}`);
  const byKind = (say: (kind: PlantedKind) => string): string =>
    `CASE planned ${kinds.map((kind) => `WHEN ${text(kind.name)} THEN ${say(kind)}`).join(' ')} END`;
  const last = ({ last: own }: PlantedKind): string => (typeof own === 'number' ? `least(${own}, reached)` : 'reached');
  const at = byKind((kind) =>
    kind.last === 'course' ? 'reached' : whole(ofMember(7), kind.first, `${last(kind)} - ${kind.first} + 1`),
  );
  const longEnough = byKind((kind) => `reached >= ${kind.first}`);
  const line = byKind((kind) => among(ofMember(8), quoted(kind.lines)));
  return `
CREATE OR REPLACE TEMP TABLE courses AS
WITH drawn AS (
  SELECT i, ${ofMember(1)} AS course_draw,
    least(${plan.places.length}, 1 + CAST(floor(-ln(1 - ${ofMember(2)}) * ${MEAN_DOSES}) AS INTEGER)) AS reached
  FROM (SELECT ${first} + range AS i FROM range(${members}))
), kinds AS (
  SELECT *, CASE ${course.join(' ')} ELSE 'straight' END AS course,
    CASE WHEN course_draw >= ${below.toFixed(3)} AND ${ofMember(3)} < ${WITH_ERROR} THEN ${among(
      ofMember(4),
      kinds.map(({ name }) => text(name)),
    )} END AS planned
  FROM drawn
), planted AS (
  SELECT *, CASE WHEN ${longEnough} THEN planned END AS error FROM kinds
)
SELECT i, course, reached, error,
  'M' || lpad(CAST(i AS VARCHAR), 9, '0') AS member_id,
  CASE WHEN error IS NOT NULL THEN ${at} END AS error_at,
  CASE
    WHEN error IS NOT NULL THEN ${line}
    WHEN course IN ('restarted', 'line-changes') THEN ${among(ofMember(8), quoted(governed))}
    ELSE ${among(ofMember(8), quoted(all))}
  END AS line,
  CASE WHEN course = 'line-changes' THEN ${among(ofMember(9), quoted(other))} END AS later_line,
  ${whole(ofMember(10), 2, 'greatest(1, reached - 1)')} AS changes_at,
  CASE WHEN course = 'restarted' AND reached >= 2 THEN ${whole(ofMember(11), 1, 'reached - 1')} END AS restarts_after,
  CASE course WHEN 'begun-as-inpatient' THEN ${whole(ofMember(12), 1, 2)} WHEN 'begun-elsewhere' THEN ${whole(ofMember(12), 3, 6)} ELSE 0 END AS unbilled,
  ${ofMember(13)} < 0.7 AS says_modifiers,
  course = 'line-changes' OR ${ofMember(14)} < 0.7 AS says_line,
  ${ofMember(15)} < 0.99 AS names_authorization,
  ${among(ofMember(16), plan.placesOfService.map(text))} AS place_of_service,
  ${plan.diagnoses.listed.length === 0 ? 'NULL' : among(ofMember(17), plan.diagnoses.listed.map(text))} AS diagnosis,
  ${ofMember(18)} AS provider_draw,
  CASE WHEN error IS NULL AND course <> 'restarted' THEN DATE '${plan.codeFrom}' ELSE DATE '${plan.policyFrom}' END
    + ${whole(ofMember(19), 0, STARTS_WITHIN_DAYS)} AS starts_on
FROM planted`;
}

/** One row a dose, billed or not: its day, its units, what was kept of it when the infusion was stopped. */
export function dosesSql(plan: ClaimsPlan, { ofDose }: Draws): string {
  const steps = plan.stepUp.length;
  const least = plan.stepUp[0]?.units ?? 0;
  return `
CREATE OR REPLACE TEMP TABLE doses AS
WITH numbered AS (
  SELECT c.*, CAST(unnest(range(1, reached + CASE WHEN restarts_after IS NULL THEN 0 ELSE ${steps} END + 1)) AS INTEGER) AS nth
  FROM courses c
), stepped AS (
  SELECT *,
    CASE WHEN nth > restarts_after AND nth <= restarts_after + ${steps} THEN nth - restarts_after - 1 END AS step,
    -- A second step-up stands for the doses that it repeats; its own doses go with the place of the last one before.
    CASE
      WHEN nth <= coalesce(restarts_after, nth) THEN nth
      WHEN nth <= restarts_after + ${steps} THEN restarts_after
      ELSE nth - ${steps} + greatest(0, ${steps} - restarts_after)
    END AS place
  FROM numbered
), timed AS (
  SELECT s.*, coalesce(u.units, p.units) AS planned_units, coalesce(u.ndc11, p.ndc11) AS planned_ndc,
    coalesce(u.packages, p.packages) AS planned_packages,
    CASE
      WHEN s.step = 0 THEN b.within_days + ${whole(ofDose(1), 1, 25)}
      WHEN s.step IS NOT NULL THEN u.gap
      WHEN nth > 1 AND course IN ('delayed', 'begun-as-inpatient', 'line-changes') AND ${ofDose(2)} < 0.2
        THEN greatest(p.gap, least(b.within_days, p.gap + ${whole(ofDose(3), 1, 7)}))
      ELSE p.gap
    END AS days
  FROM stepped s
  JOIN places p ON p.place = s.place
  LEFT JOIN step_up u ON u.step = s.step
  LEFT JOIN places b ON b.place = s.place - CASE WHEN s.step = 0 THEN 0 ELSE 1 END
), dated AS (
  SELECT *, starts_on + CAST(SUM(days) OVER (PARTITION BY i ORDER BY nth) AS INTEGER) AS due FROM timed
)
SELECT * EXCLUDE (due, days),
  CASE WHEN nth = error_at THEN error END AS wrong,
  due - CASE WHEN nth = error_at AND error = 'early-over-limit' OR nth = error_at AND error = 'early' THEN ${whole(ofDose(4), 1, 2)} ELSE 0 END AS day,
  CASE WHEN later_line IS NOT NULL AND nth >= changes_at THEN later_line ELSE line END AS own_line,
  planned_units > ${least} AND error IS NULL AND course <> 'restarted' AND ${ofDose(5)} < 0.01 AS stopped,
  ${whole(ofDose(6), least + 1, `greatest(1, planned_units - ${least} - 1)`)} AS kept
FROM dated
WHERE nth > unbilled`;
}
