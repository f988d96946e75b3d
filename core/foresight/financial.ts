import { Temporal } from 'temporal-polyfill';
import type { Billing } from '../billing/billing.ts';
import { mgPerUnitOn } from '../billing/billing.ts';
import { coverageChangeOn, dosesGiven, lineOfBusinessOn } from '../course/doses.ts';
import type { Authorization, DoseGiven, LineOfBusiness } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { unitsOf } from '../regimen/units.ts';
import type { Citation } from '../values/citation.ts';

/** Whether an authorization on record covers the dose. It stands beside the clearance and never changes it (R13). */
export type FinancialStatus = 'covered' | 'expired' | 'units-short' | 'none-on-record' | 'not-required';

export interface Financial {
  readonly status: FinancialStatus;
  /** In one sentence. */
  readonly text: string;
  /** The authorization that the status speaks of; null where there is none. */
  readonly authorization: AuthorizationUse | null;
  /** Units of the dose due; null where no dose is to come. */
  readonly unitsOfDose: number | null;
  /** Null where the course does not say who pays. */
  readonly lineOfBusiness: LineOfBusiness | null;
  readonly cite: readonly Citation[];
}

/** An authorization of the course with what has been given under it. */
export interface AuthorizationUse {
  readonly policy: string;
  readonly number: string;
  /** First and last day, both inside. */
  readonly from: string;
  readonly to: string;
  /** Null where the payer set no limit. */
  readonly units: number | null;
  /** Units of the doses billed on its days. */
  readonly used: number;
  readonly left: number | null;
}

/**
 * The authorization side of one visit: only authorizations of the coverage in force on the day count.
 * @param mg of the dose due; null where no dose is to come
 * @param on YYYY-MM-DD
 */
export function financial(timeline: Timeline, mg: number | null, on: string, billing: Billing): Financial {
  const line = lineOfBusinessOn(timeline, Temporal.PlainDate.from(on));
  const unitsOfDose = mg === null ? null : unitsOf(mg, mgPerUnitOn(billing, on));
  const common = { unitsOfDose, lineOfBusiness: line ?? null, cite: [] };
  if (line !== undefined && billing.authorization.notUsedBy.includes(line)) {
    const text = `No prior authorization is asked for by this coverage (${line}).`;
    return { ...common, status: 'not-required', text, authorization: null, cite: billing.authorization.cite };
  }
  const held = ofCoverage(timeline, on).map((one) => useOf(one, timeline, billing));
  return { ...common, ...statusOf(held, unitsOfDose ?? 0, on) };
}

type Status = Pick<Financial, 'status' | 'text' | 'authorization'>;

function statusOf(held: readonly AuthorizationUse[], units: number, on: string): Status {
  const current = held.filter(({ from, to }) => from <= on && on <= to);
  const enough = current.find(({ left }) => left === null || left >= units);
  if (enough !== undefined)
    return { status: 'covered', text: `${sayUse(enough)}, needed: ${units}.`, authorization: enough };
  const [short] = current;
  if (short !== undefined)
    return { status: 'units-short', text: `${sayUse(short)}, needed: ${units}.`, authorization: short };
  const ended = held
    .filter(({ to }) => to < on)
    .sort((a, b) => (a.to < b.to ? -1 : 1))
    .at(-1);
  const begins = held.filter(({ from }) => from > on).sort((a, b) => (a.from < b.from ? -1 : 1))[0];
  const later = begins === undefined ? '' : ` ${begins.number} begins on ${begins.from}.`;
  if (ended !== undefined)
    return { status: 'expired', text: `${ended.number} ended on ${ended.to}.${later}`, authorization: ended };
  return {
    status: 'none-on-record',
    text: `No authorization of the coverage in force on ${on} is on record.${later}`,
    authorization: null,
  };
}

function sayUse({ number, from, to, units, left }: AuthorizationUse): string {
  const limit = units === null ? 'no limit of units' : `${String(left)} of ${units} units left`;
  return `${number}, ${from} to ${to}: ${limit}`;
}

function useOf(authorization: Authorization, timeline: Timeline, billing: Billing): AuthorizationUse {
  const { policy, number, from, to, units } = authorization;
  const used = dosesGiven(timeline)
    .map(({ date, entry }) => ({ day: date.toString(), entry }))
    .filter(({ day, entry }) => from <= day && day <= to && isBilled(entry, billing))
    .reduce((sum, { day, entry }) => sum + unitsOf(entry.mg, mgPerUnitOn(billing, day)), 0);
  return { policy, number, from, to, units, used, left: units === null ? null : units - used };
}

/** Doses given elsewhere, and those of a setting or supply without a drug line, use no units (R28); unknown ones do. */
function isBilled({ reported, setting, supply }: DoseGiven, { notBilled }: Billing): boolean {
  if (reported === 'outside') return false;
  return !notBilled.some(
    (rule) =>
      (setting !== undefined && rule.setting?.includes(setting) === true) ||
      (supply !== undefined && rule.supply?.includes(supply) === true),
  );
}

/**
 * The authorizations of the coverage in force on a day. After a change of coverage those of the policy that it names;
 * where it names none, those recorded after it that begin with it or later. Before it those of policies known by then.
 */
function ofCoverage(timeline: Timeline, on: string): readonly Authorization[] {
  const all = entries(timeline, 'authorization');
  const change = coverageChangeOn(timeline, on);
  const { events } = timeline;
  if (change === undefined) {
    const first = events.findIndex(({ type }) => type === 'coverage-changed');
    if (first < 0) return all;
    const known = new Set(all.filter((one) => events.indexOf(one) < first).map(({ policy }) => policy));
    return all.filter(({ policy }) => known.has(policy));
  }
  if (change.policy !== undefined) return all.filter(({ policy }) => policy === change.policy);
  return all.filter((one) => events.indexOf(one) > events.indexOf(change) && one.from >= change.from);
}
