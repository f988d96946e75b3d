import type { FactRecord, FactValue } from '../../values/fact.ts';
import { accountOf, readLine, type DayAccount, type ReadLine } from './day-account.ts';
import { plainDiagnosis, type CheckGround, type VersionGround } from './ground.ts';
import type { CheckedAuthorization, CheckedLine, KnownDose } from './line.ts';
import { beyondSpan, placeDoses, type PlacedDose } from './placed-dose.ts';

/** All that is held of one member: lines of the drug or of anything else, authorizations, doses without a line. */
export interface MemberClaims {
  readonly lines: readonly CheckedLine[];
  /** Null where no authorizations are at hand: then nothing is said of them. */
  readonly authorizations: readonly CheckedAuthorization[] | null;
  readonly otherDoses: readonly KnownDose[];
}

/** One line with the facts that rules ask for, and the dose of its day; no dose where the day has only discarded drug. */
export interface LineFacts {
  readonly line: CheckedLine;
  readonly facts: FactRecord;
  readonly dose: PlacedDose | undefined;
}

/** The facts of every line of the drug, in the order of the lines; the queries of the audit say the same in SQL. */
export function lineFacts(claims: MemberClaims, ground: CheckGround): readonly LineFacts[] {
  const read = claims.lines.flatMap((line) => readLine(line, ground) ?? []);
  const days = new Map(
    [...Map.groupBy(read, ({ line }) => line.day)].map(([day, lines]) => [day, accountOf(day, lines, ground)] as const),
  );
  const doses = placeDoses(dosesOf([...days.values()], claims.otherDoses), ground);
  const byDay = new Map(doses.map((dose) => [dose.day, dose] as const));
  return read.map((one): LineFacts => {
    const account = days.get(one.line.day);
    if (account === undefined) throw new Error('A line has no day');
    const dose = byDay.get(one.line.day);
    const values = {
      ...ofLine(one, account, ground),
      ...(dose === undefined ? {} : ofDose(dose, doses, one, ground)),
      ...ofAuthorization(one, [...days.values()], claims.authorizations),
    };
    return { line: one.line, facts: recorded(values), dose };
  });
}

/** A fact that is null is not known. */
type Values = Readonly<Record<string, FactValue | null>>;

/** A dose that is recorded itself goes before what its lines say. */
function dosesOf(accounts: readonly DayAccount[], others: readonly KnownDose[]): readonly KnownDose[] {
  const known = new Set(others.map(({ day }) => day));
  const billed = accounts.flatMap(({ day, dose }) =>
    dose === undefined || known.has(day) ? [] : [{ day, units: dose }],
  );
  return [...billed, ...others].sort((one, other) => one.day - other.day);
}

function ofLine(one: ReadLine, account: DayAccount, ground: CheckGround): Values {
  const { line, spans, packageAt, discarded } = one;
  const version = versionOn(ground, line.day);
  const asked = line.lineOfBusiness;
  const inForce = spans.some(
    ({ from, to, lines }) =>
      from <= line.day &&
      (to === null || line.day <= to) &&
      (lines === undefined || asked === null || lines.includes(asked)),
  );
  const { billed, labelled } = account;
  const required = line.day >= ground.discarded.from && ground.discarded.requiredBy.length > 0;
  const listed = version?.diagnoses ?? null;
  return {
    'line.code-of-drug': spans.length > 0,
    'line.code-in-force': spans.length > 0 ? inForce : null,
    'line.package-of-drug': packageAt === null ? null : packageAt >= 0,
    'line.units': one.units,
    'line.units-whole': Number.isInteger(line.units),
    'line.given': !discarded,
    'line.repeated': account.repeated.has(one),
    'line.dose-on-day': account.dose !== undefined,
    'line.governed': governs(version, asked),
    'line.policy-lists-diagnoses': listed !== null,
    'line.diagnosis-listed':
      listed === null || line.diagnoses.length === 0
        ? null
        : line.diagnoses.some((code) => listed.includes(plainDiagnosis(code))),
    'line.discarded-modifier-required': required
      ? asked === null
        ? null
        : ground.discarded.requiredBy.includes(asked)
      : false,
    'line.discarded-statement': statementOf(one, account, ground),
    'line.within-packages': billed === null || labelled === null ? null : billed <= labelled,
    'line.packages-accounted': billed === null || labelled === null ? null : labelled <= billed,
    'line.authorization-asked': asked === null ? null : !ground.authorizationNotUsedBy.includes(asked),
  };
}

/** The version whose days hold the day. */
function versionOn({ versions }: CheckGround, day: number): VersionGround | undefined {
  return versions.findLast(({ from, to }) => from <= day && (to === null || day <= to));
}

function governs(version: VersionGround | undefined, line: string | null): boolean | null {
  if (version === undefined) return false;
  if (line === null) return version.lineRequired ? null : true;
  return !version.excluded.includes(line);
}

function statementOf({ line, discarded }: ReadLine, account: DayAccount, ground: CheckGround): string {
  const none = line.modifiers.includes(ground.discarded.noneModifier);
  if (discarded) return none || account.hasNone ? 'contradictory' : 'discarded';
  if (none) return account.hasDiscarded ? 'contradictory' : 'nothing-discarded';
  return account.hasDiscarded ? 'discarded' : 'none';
}

function ofDose(dose: PlacedDose, doses: readonly PlacedDose[], { line }: ReadLine, ground: CheckGround): Values {
  const version = versionOn(ground, line.day);
  const spans = version?.spanLimits ?? [];
  const beyond = spans.map((limit) => beyondSpan(dose, doses, limit));
  const widest = Math.max(0, ...spans.map(({ perDays }) => perDays));
  const inside = doses.filter(({ day }) => day <= dose.day && day > dose.day - widest);
  return {
    'line.first-dose-seen': dose.order === 1,
    'line.step-up-dose': dose.small,
    'line.second-step-up': dose.beginsAgain,
    'line.days-early': dose.daysEarly,
    'line.units-beyond-place': beyondPlace(dose, version?.placeLimits ?? []),
    'line.units-beyond-span': mostOf(beyond),
    'line.second-step-up-in-span': inside.some(({ again }) => again)
      ? true
      : inside.some(({ units, small }) => units === null && small === null)
        ? null
        : false,
    'line.units-beyond-largest': dose.units === null ? null : Math.max(0, dose.units - ground.largestUnits),
  };
}

/** A limit of a place pays for one dose of the schedule; a step-up given again is looked at by a rule of its own. */
function beyondPlace(dose: PlacedDose, limits: VersionGround['placeLimits']): number | null {
  const { again, sure, place, units } = dose;
  if (again || limits.every((limit) => limit.place < place)) return 0;
  if (!sure) return null;
  const limit = limits.find((one) => one.place === place);
  if (limit === undefined) return 0;
  return units === null ? null : Math.max(0, units - limit.units);
}

/** What is beyond one limit is beyond, whatever is not known of others. */
function mostOf(values: readonly (number | null)[]): number | null {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return most > 0 || !values.includes(null) ? most : null;
}

function ofAuthorization(
  { line }: ReadLine,
  accounts: readonly DayAccount[],
  authorizations: MemberClaims['authorizations'],
): Values {
  if (line.authorization === null || authorizations === null) return {};
  const found = authorizations.find(({ number }) => number === line.authorization);
  if (found === undefined) return { 'line.authorization-recorded': false };
  const used = accounts
    .filter(({ day }) => day <= line.day)
    .flatMap(({ lines, repeated }) => lines.filter((one) => !one.discarded && !repeated.has(one)))
    .filter((one) => one.line.authorization === found.number)
    .reduce((sum, { units }) => sum + units, 0);
  return {
    'line.authorization-recorded': true,
    'line.in-authorization': found.from <= line.day && line.day <= found.to,
    'line.units-beyond-authorization': found.units === null ? 0 : Math.max(0, used - found.units),
  };
}

function recorded(values: Values): FactRecord {
  return new Map(
    Object.entries(values).flatMap(([fact, value]) =>
      value === null ? [] : [[fact, { value, origin: 'calculated', evidence: [] }] as const],
    ),
  );
}
