import type { Authorization } from '../course/event.ts';
import type { UnitDose } from './caps.ts';

/** A dose with the authorization that pays for it. */
export interface CoveredDose extends UnitDose {
  /** Its number; null where none has the day, or none of those has units left. */
  readonly authorization: string | null;
  /** Why none pays for it. `before`: a later authorization begins after its day. */
  readonly why?: 'after-end' | 'between' | 'before' | 'units';
}

/** An authorization with what the doses take from it. */
export interface UsedAuthorization {
  readonly policy: string;
  readonly number: string;
  /** First and last day, both inside. */
  readonly from: string;
  readonly to: string;
  /** Null where the payer set no limit. */
  readonly units: number | null;
  readonly unitsGiven: number;
  readonly unitsPlanned: number;
  /** Null where the payer set no limit. */
  readonly left: number | null;
}

export interface Cover {
  readonly doses: readonly CoveredDose[];
  readonly authorizations: readonly UsedAuthorization[];
}

/**
 * Lays doses on authorizations: each on the one that has its day, first to last day inside, and enough units left; of
 * several on the one that ends first. A dose for which units are short takes none.
 * @param doses in the order of their days
 */
export function coverOf(authorizations: readonly Authorization[], doses: readonly UnitDose[]): Cover {
  const inOrder = [...authorizations].sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0));
  const covered: { readonly dose: CoveredDose; readonly by: Authorization | null }[] = [];
  const taken = (by: Authorization, given?: boolean): number =>
    covered
      .filter((one) => one.by === by && (given === undefined || one.dose.given === given))
      .reduce((sum, { dose }) => sum + dose.units, 0);
  for (const dose of doses) {
    const open = inOrder.filter(({ from, to }) => from <= dose.date && dose.date <= to);
    const by = open.find((one) => one.units === null || taken(one) + dose.units <= one.units) ?? null;
    const why = by === null ? whyNot(inOrder, open, dose.date) : undefined;
    const found = { ...dose, authorization: by?.number ?? null, ...(why === undefined ? {} : { why }) };
    covered.push({ dose: found, by });
  }
  return {
    doses: covered.map(({ dose }) => dose),
    authorizations: inOrder.map((one) => ({
      ...{ policy: one.policy, number: one.number, from: one.from, to: one.to, units: one.units },
      unitsGiven: taken(one, true),
      unitsPlanned: taken(one, false),
      left: one.units === null ? null : one.units - taken(one),
    })),
  };
}

function whyNot(
  all: readonly Authorization[],
  open: readonly Authorization[],
  day: string,
): NonNullable<CoveredDose['why']> {
  if (open.length > 0) return 'units';
  const ended = all.some(({ to }) => to < day);
  const begins = all.some(({ from }) => from > day);
  if (ended) return begins ? 'between' : 'after-end';
  return 'before';
}
