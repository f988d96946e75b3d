import type { Citation } from '../values/citation.ts';
import type { UsedRule } from './cited.ts';
import { selects, type CountedFrom, type Label, type ObservationRule } from './label.ts';
import type { Position } from './schedule.ts';

export interface ObservationAnswer {
  /** Least and most; the same number twice where the label gives one. */
  readonly hours: readonly [number, number];
  readonly from: CountedFrom;
  /** Null where the document names none. */
  readonly setting: string | null;
  readonly stayNear?: {
    readonly hours: number;
    readonly from: CountedFrom;
    readonly within: string;
    readonly recommended: boolean;
    readonly caregiver: boolean;
  };
}

export interface PremedicationAnswer {
  readonly id: string;
  readonly give: string;
  readonly when: 'before' | 'after';
  readonly timing: string;
}

export interface InfusionAnswer {
  readonly hours: number;
  readonly volumeMl: number;
  readonly mlPerHour: number;
}

/** What the label asks for around one dose. */
export interface AroundDose {
  readonly observation: ObservationAnswer;
  readonly labs: readonly string[];
  readonly premedication: readonly PremedicationAnswer[];
  readonly infusion: InfusionAnswer;
}

/** The same with the rules that say so. */
export interface DoseRules {
  readonly around: AroundDose;
  readonly used: readonly UsedRule[];
}

/**
 * The label's rules for a dose of the schedule. `afterStepUp`: it is the first dose after a second step-up, observed for
 * the longer of its own hours and those of the dose that the label file names (R16).
 * @throws RangeError where the label has no observation rule for the dose, which the loader has made sure of
 */
export function doseRules(label: Label, { cycle, day, step }: Position, afterStepUp = false): DoseRules {
  const like = label.schedule.secondStepUp.thenObserveLike;
  const own = observationRule(label, cycle, day);
  const other = afterStepUp ? observationRule(label, like.cycle, like.day) : own;
  const rule = other.hours[1] > own.hours[1] ? other : own;
  const labs = label.labs.rules.filter(({ doses }) => selects(doses, cycle, day));
  const items = label.premedication.items.filter(({ doses }) => selects(doses, cycle, day));
  const { infusion, rate } = label.schedule;
  return {
    around: {
      observation: observationAnswer(rule),
      labs: labs.flatMap(({ panels }) => panels),
      premedication: items.map(({ id, give, when, timing }) => ({ id, give, when, timing })),
      infusion: { hours: infusion.hours, volumeMl: rate.volumeMl, mlPerHour: rate.mlPerHour },
    },
    used: [
      used('schedule', step.cite),
      used('cycle length', label.schedule.cycle.cite),
      used('infusion time', infusion.cite),
      used('infusion volume and rate', rate.cite),
      used('observation', rule.cite),
      ...(rule.stayNear === undefined ? [] : [used('staying near', rule.stayNear.cite)]),
      ...labs.map(({ cite }) => used('laboratory tests', cite)),
      ...items.map(({ id, cite }) => used(`premedication: ${id}`, cite)),
      ...(afterStepUp ? [used('second step-up', label.schedule.secondStepUp.cite)] : []),
    ],
  };
}

function observationRule(label: Label, cycle: number, day: number): ObservationRule {
  const rule = label.observation.rules.find(({ doses }) => selects(doses, cycle, day));
  if (rule === undefined) throw new RangeError(`${label.id} has no observation rule for cycle ${cycle} day ${day}`);
  return rule;
}

function observationAnswer({ hours, from, setting, stayNear }: ObservationRule): ObservationAnswer {
  return {
    hours,
    from,
    setting: setting ?? null,
    ...(stayNear === undefined
      ? {}
      : {
          stayNear: {
            hours: stayNear.hours,
            from: stayNear.from,
            within: stayNear.within,
            recommended: stayNear.recommended,
            caregiver: stayNear.caregiver,
          },
        }),
  };
}

function used(rule: string, cite: readonly Citation[]): UsedRule {
  return { rule, cite };
}
