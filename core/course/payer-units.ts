import { coverageChangeOn } from './doses.ts';
import type { Authorization, DoseGiven, Setting, Supply } from './event.ts';
import { entries, type Timeline } from './timeline.ts';

/** Settings and supplies of a dose for which the payer is not billed the drug. */
export interface NotBilledRule {
  readonly setting?: readonly Setting[];
  readonly supply?: readonly Supply[];
}

/**
 * Whether a dose given uses units of the payer: one given elsewhere, and one of a setting or supply without a drug line,
 * uses none (R28). Where setting or supply are not recorded it does.
 */
export function usesUnits({ reported, setting, supply }: DoseGiven, notBilled: readonly NotBilledRule[]): boolean {
  if (reported === 'outside') return false;
  return !notBilled.some(
    (rule) =>
      (setting !== undefined && rule.setting?.includes(setting) === true) ||
      (supply !== undefined && rule.supply?.includes(supply) === true),
  );
}

/**
 * The authorizations of the coverage in force on a day, whatever their days. After a change of coverage those of the
 * policy that it names; where it names none, those recorded after it that begin with it or later. Before the first
 * change those of policies that were known by then.
 * @param day YYYY-MM-DD
 */
export function authorizationsOf(timeline: Timeline, day: string): readonly Authorization[] {
  const all = entries(timeline, 'authorization');
  if (!timeline.byType.has('coverage-changed')) return all;
  const { events } = timeline;
  const change = coverageChangeOn(timeline, day);
  if (change === undefined) {
    const first = events.findIndex(({ type }) => type === 'coverage-changed');
    const known = new Set(all.filter((one) => events.indexOf(one) < first).map(({ policy }) => policy));
    return all.filter(({ policy }) => known.has(policy));
  }
  if (change.policy !== undefined) return all.filter(({ policy }) => policy === change.policy);
  return all.filter((one) => events.indexOf(one) > events.indexOf(change) && one.from >= change.from);
}
