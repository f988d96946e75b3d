import { selects, type CountedFrom, type Label, type ObservationRule } from './label.ts';
import type { Position } from './schedule.ts';
import type { SeenToxicity } from './seen-toxicity.ts';

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
  /** What lengthened it: the label lengthens the observation of the next dose after such an event. */
  readonly lengthenedBy?: SeenToxicity;
}

/** The rule that was chosen, for the answer and for its citations. */
export type ChosenObservation = Omit<ObservationRule, 'doses'> & { readonly lengthenedBy?: SeenToxicity };

/** What a dose comes after, where that lengthens its observation. */
export interface AfterWhat {
  /** It is the first dose after a second step-up. */
  readonly stepUp: boolean;
  readonly toxicity?: SeenToxicity;
}

/**
 * The longest of the rules that speak of a dose: its own; after a second step-up that of the dose which the label file
 * names (R16); after a toxicity the longer one of the label (R17). Its own where they are equally long.
 * @throws RangeError where the label has no observation rule for the dose, which the loader has made sure of
 */
export function observationOf(
  label: Label,
  { cycle, day }: Position,
  { stepUp, toxicity }: AfterWhat,
): ChosenObservation {
  const like = label.schedule.secondStepUp.thenObserveLike;
  const { extended } = label.observation;
  const rules: readonly ChosenObservation[] = [
    observationRule(label, cycle, day),
    ...(stepUp ? [observationRule(label, like.cycle, like.day)] : []),
    ...(toxicity === undefined || extended === undefined ? [] : [{ ...extended, lengthenedBy: toxicity }]),
  ];
  return rules.reduce((longest, rule) => (rule.hours[1] > longest.hours[1] ? rule : longest));
}

function observationRule(label: Label, cycle: number, day: number): ObservationRule {
  const rule = label.observation.rules.find(({ doses }) => selects(doses, cycle, day));
  if (rule === undefined) throw new RangeError(`${label.id} has no observation rule for cycle ${cycle} day ${day}`);
  return rule;
}

/** The rule without its citations. */
export function observationAnswer({
  hours,
  from,
  setting,
  stayNear,
  lengthenedBy,
}: ChosenObservation): ObservationAnswer {
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
    ...(lengthenedBy === undefined ? {} : { lengthenedBy }),
  };
}
