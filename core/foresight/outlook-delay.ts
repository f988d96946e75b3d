import { Temporal } from 'temporal-polyfill';
import type { UnitLimit } from '../coverage/policy.ts';
import { dosesGiven } from '../course/doses.ts';
import type { Timeline } from '../course/timeline.ts';
import type { Label } from '../regimen/label.ts';
import { labelOn } from '../regimen/label-on.ts';
import { restartOn, stepUpAfter } from '../regimen/restart.ts';
import { unitsOf } from '../regimen/units.ts';
import type { Citation } from '../values/citation.ts';
import { capFindings, type CapFinding, type UnitDose } from './caps.ts';

/** What a longer delay would bring. */
export interface IfDelayed {
  /** The last day on which the schedule goes on; later the step-up is given again. */
  readonly until: string;
  /** The doses of a step-up that begins on the day after. */
  readonly then: readonly UnitDose[];
  /** The limits of the policy that those would exceed. */
  readonly caps: readonly CapFinding[];
  readonly cite: readonly Citation[];
}

/**
 * Until when the next dose can be late without a restart, and what a restart would need.
 * @param billed the doses given that use units
 * @returns null where no dose counts, a reading has to be chosen, or that day has passed
 */
export function ifDelayed(
  labels: readonly [Label, ...Label[]],
  timeline: Timeline,
  { on, mgPerUnit, limits, billed }: Delay,
): IfDelayed | null {
  const given = dosesGiven(timeline);
  const start = given[0]?.date;
  const last = given.at(-1);
  if (start === undefined || last === undefined) return null;
  const today = Temporal.PlainDate.from(on);
  const label = { ...labelOn(labels, start), restart: labelOn(labels, today).restart };
  const restart = restartOn(label, given, today);
  if (restart === undefined || restart.limit === null || restart.decision === 'ask') return null;
  const until = last.date.add({ days: restart.limit });
  if (restart.decision === 'step-up' || Temporal.PlainDate.compare(until, today) < 0) return null;
  const then = stepUpAfter(label, given, restart.limit + 1).map(({ dose, date, mg }): UnitDose => ({
    dose,
    date,
    mg,
    units: unitsOf(mg, mgPerUnit),
    given: false,
  }));
  const caps = capFindings(limits, [...billed, ...then]).filter((found) => found.restart);
  return { until: until.toString(), then, caps, cite: restart.cite };
}

interface Delay {
  readonly on: string;
  readonly mgPerUnit: number;
  readonly limits: readonly UnitLimit[];
  readonly billed: readonly UnitDose[];
}
