import { parseDoseName } from '../course/dose-name.ts';
import type { UnitLimit } from '../coverage/policy.ts';
import type { Citation } from '../values/citation.ts';
import { daysBetween } from '../values/day-number.ts';

/** A dose given or planned, with its billing units. */
export interface UnitDose {
  readonly dose: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly mg: number;
  readonly units: number;
  readonly given: boolean;
}

/** Doses that need more units than a policy's limit. It is for a person to look at, never an error (R30). */
export interface CapFinding {
  /** Ids of the limits. */
  readonly limits: readonly string[];
  readonly text: string;
  /** Units of the limits, and those that the doses need. */
  readonly cap: number;
  readonly needs: number;
  /** First and last day of the doses or, where the limit is one of days, of its window. */
  readonly from: string;
  readonly to: string;
  readonly doses: readonly UnitDose[];
  /** Doses of a step-up that is given again are among them. */
  readonly restart: boolean;
  readonly cite: readonly Citation[];
}

type PositionLimit = UnitLimit & { readonly applies: { readonly cycle: number } };
type SpanLimit = UnitLimit & { readonly applies: { readonly fromCycle: number } };

/**
 * Holds doses against the unit limits of a policy (R30). Limits of a position count the doses of their cycle, and a
 * step-up given again before that cycle has ended counts to it. Limits of a span count windows of their days, each
 * begun by a dose: doses exactly that many days apart are in different windows.
 * @param doses in the order of their days, given ones first
 */
export function capFindings(limits: readonly UnitLimit[], doses: readonly UnitDose[]): readonly CapFinding[] {
  const placed = inCycles(doses);
  const positions = limits.filter((limit): limit is PositionLimit => 'cycle' in limit.applies);
  const spans = limits.filter((limit): limit is SpanLimit => 'fromCycle' in limit.applies);
  return [
    ...[...Map.groupBy(positions, ({ applies }) => applies.cycle)].flatMap(([cycle, own]) =>
      cycleFinding(
        own,
        placed.filter((one) => one.cycle === cycle),
      ),
    ),
    ...spans.flatMap((limit) =>
      windowFindings(
        limit,
        placed.filter((one) => one.cycle >= limit.applies.fromCycle),
      ),
    ),
  ];
}

interface InCycle {
  readonly dose: UnitDose;
  readonly cycle: number;
  /** The day of the cycle that it is, or stands for. */
  readonly day: number;
  readonly repeated: boolean;
}

/** A step-up given again belongs to the cycle of the dose of the schedule that comes after it. */
function inCycles(doses: readonly UnitDose[]): readonly InCycle[] {
  const names = doses.map(({ dose }) => parseDoseName(dose));
  return doses.flatMap((dose, index): readonly InCycle[] => {
    const name = names[index];
    if (name === null || name === undefined) return [];
    if (name.kind === 'cycle') return [{ dose, cycle: name.cycle, day: name.day, repeated: false }];
    const after = names.slice(index).find((other) => other?.kind === 'cycle');
    const before = names.slice(0, index).findLast((other) => other?.kind === 'cycle');
    const cycle = [after, before].find((other) => other?.kind === 'cycle');
    return cycle?.kind === 'cycle' ? [{ dose, cycle: cycle.cycle, day: name.day, repeated: true }] : [];
  });
}

/** The doses of one cycle against the limits of its positions, each of which pays for one dose. */
function cycleFinding(limits: readonly PositionLimit[], own: readonly InCycle[]): readonly CapFinding[] {
  const counted = own.filter(({ day }) => limits.some((limit) => coversDay(limit, day)));
  const over = counted.filter((one, index) => {
    const limit = limits.find((candidate) => coversDay(candidate, one.day));
    const sameDay = counted.slice(0, index).some(({ day }) => day === one.day);
    return limit !== undefined && (sameDay || one.dose.units > limit.units);
  });
  if (over.length === 0) return [];
  const days = limits.flatMap((limit) => ('days' in limit.applies ? limit.applies.days.map(() => limit.units) : []));
  const cap = days.reduce((sum, units) => sum + units, 0);
  const doses = counted.map(({ dose }) => dose);
  return [
    {
      limits: limits.map(({ id }) => id),
      text: limits.map(({ text }) => text).join('; '),
      cap,
      needs: unitsIn(doses),
      ...spanOf(doses),
      doses,
      restart: counted.some(({ repeated }) => repeated),
      cite: limits.flatMap(({ cite }) => cite),
    },
  ];
}

function coversDay({ applies }: UnitLimit, day: number): boolean {
  return 'days' in applies && applies.days.includes(day);
}

/** Each window that needs more than the limit; of windows inside one another the one with the most doses. */
function windowFindings(limit: SpanLimit, own: readonly InCycle[]): readonly CapFinding[] {
  const { applies, units: cap, id, text, cite } = limit;
  if (!('perDays' in applies)) return [];
  const windows = own.map(({ dose: { date } }) =>
    own.filter(({ dose }) => dose.date >= date && daysBetween(date, dose.date) < applies.perDays),
  );
  const over = windows.filter((window) => unitsIn(window.map(({ dose }) => dose)) > cap);
  const whole = over.filter(
    (window, index) =>
      !over.some((other, at) => at !== index && (other.length > window.length || at < index) && isPart(window, other)),
  );
  return whole.map((window): CapFinding => {
    const doses = window.map(({ dose }) => dose);
    return {
      ...{ limits: [id], text, cap, needs: unitsIn(doses), ...spanOf(doses), doses },
      restart: window.some(({ repeated }) => repeated),
      cite,
    };
  });
}

const isPart = (window: readonly InCycle[], other: readonly InCycle[]): boolean =>
  window.every((one) => other.includes(one));

const unitsIn = (doses: readonly UnitDose[]): number => doses.reduce((sum, { units }) => sum + units, 0);

function spanOf(doses: readonly UnitDose[]): { readonly from: string; readonly to: string } {
  const days = doses.map(({ date }) => date).sort();
  return { from: days[0] ?? '', to: days.at(-1) ?? '' };
}
