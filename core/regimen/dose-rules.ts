import type { Citation } from '../values/citation.ts';
import type { UsedRule } from './cited.ts';
import { selects, type Label } from './label.ts';
import { observationAnswer, observationOf, type AfterWhat, type ObservationAnswer } from './observation.ts';
import type { Position } from './schedule.ts';

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
 * The label's rules for a dose of the schedule.
 * @param after what the dose comes after, where that lengthens its observation
 * @throws RangeError where the label has no observation rule for the dose, which the loader has made sure of
 */
export function doseRules(label: Label, position: Position, after: AfterWhat = { stepUp: false }): DoseRules {
  const { cycle, day, step } = position;
  const rule = observationOf(label, position, after);
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
      used(rule.lengthenedBy === undefined ? 'observation' : 'longer observation after a toxicity', rule.cite),
      ...(rule.stayNear === undefined ? [] : [used('staying near', rule.stayNear.cite)]),
      ...labs.map(({ cite }) => used('laboratory tests', cite)),
      ...items.map(({ id, cite }) => used(`premedication: ${id}`, cite)),
      ...(after.stepUp ? [used('second step-up', label.schedule.secondStepUp.cite)] : []),
    ],
  };
}

function used(rule: string, cite: readonly Citation[]): UsedRule {
  return { rule, cite };
}
