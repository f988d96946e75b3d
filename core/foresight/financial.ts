import { Temporal } from 'temporal-polyfill';
import type { Billing } from '../billing/billing.ts';
import { mgPerUnitOn } from '../billing/billing.ts';
import { dosesGiven, lineOfBusinessOn } from '../course/doses.ts';
import type { LineOfBusiness } from '../course/event.ts';
import { authorizationsOf, usesUnits } from '../course/payer-units.ts';
import type { Timeline } from '../course/timeline.ts';
import { authorizationUse, type AuthorizationUse, type UnitsOnDay } from '../regimen/authorization-use.ts';
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
  const billed = billedUnits(timeline, billing);
  const held = authorizationsOf(timeline, on).map((one) => authorizationUse(timeline, one, billed));
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

/** Units of the doses that have been billed, each by the code of its day. */
function billedUnits(timeline: Timeline, billing: Billing): readonly UnitsOnDay[] {
  return dosesGiven(timeline)
    .filter(({ entry }) => usesUnits(entry, billing.notBilled))
    .map(({ date, entry }) => {
      const day = date.toString();
      return { day, units: unitsOf(entry.mg, mgPerUnitOn(billing, day)) };
    });
}
