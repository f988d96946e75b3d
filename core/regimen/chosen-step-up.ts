import type { PrescriberChoice } from '../course/event.ts';
import type { GivenDose } from '../course/doses.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { MET } from '../criteria/kinds/code.ts';
import type { Check, Path } from './clearance/check.ts';
import type { DoseCaution } from './dose-caution.ts';
import type { Label } from './label.ts';
import { eventRef } from './visit-fact.ts';
import { choiceFacts } from './visit-facts-choices.ts';
import { toxicityFacts } from './visit-facts-toxicity.ts';

/**
 * The path that a prescriber chose since the last dose and that has the step-up given again, whatever the days since
 * that dose (R18); undefined where the last choice was another one, or there was none to make.
 * @param label whose checks count on the day
 * @param on YYYY-MM-DD
 */
export function chosenStepUp(label: Label, timeline: Timeline, last: GivenDose, on: string): Path | undefined {
  return stepUpChoices(label, timeline, last, on).find(({ open }) => open)?.path;
}

/** Names each choice of a step-up that nothing on record left open: it changes nothing, and somebody has to know. */
export function idleChoiceCautions(
  label: Label,
  timeline: Timeline,
  last: GivenDose,
  on: string,
): readonly DoseCaution[] {
  return stepUpChoices(label, timeline, last, on).flatMap(({ entry, path, check, open }): readonly DoseCaution[] => {
    if (open) return [];
    const condition =
      check.criteria.root.kind === 'when' ? check.criteria.root.condition.text : check.criteria.root.text;
    const text =
      `"${eventRef(entry)}" (${timeline.dayOf(entry.at)}) chooses "${path.id}", a choice that is open only where this ` +
      `was so by then: ${condition}. Nothing on record says that it was: the choice changes nothing.`;
    return [{ id: 'choice-not-open', text, doses: [], cite: check.cite }];
  });
}

interface StepUpChoice {
  readonly entry: PrescriberChoice;
  readonly path: Path;
  readonly check: Check;
  /** The choice exists only where both paths do: where the check concerns the patient, by what was there when it was made. */
  readonly open: boolean;
}

/** Of each check that leaves such a choice the last one made since the last dose, where it is for the step-up. */
function stepUpChoices(label: Label, timeline: Timeline, last: GivenDose, on: string): readonly StepUpChoice[] {
  const given = instantOf(last.entry.start ?? last.entry.at);
  const since = entries(timeline, 'prescriber-choice').filter(({ at }) => compareInstants(instantOf(at), given) >= 0);
  if (since.length === 0) return [];
  return label.clearance.checks.flatMap((check): readonly StepUpChoice[] => {
    const { paths = [] } = check;
    const entry = since.findLast(({ between }) => paths.length > 0 && paths.every(({ id }) => between.includes(id)));
    const path = paths.find(({ id }) => id === entry?.chosen);
    if (entry === undefined || path?.leadsTo !== 'restart') return [];
    return [
      { entry, path, check, open: concerns(check, timeline, on) && counts(check, path, label, timeline, last, on) },
    ];
  });
}

function concerns({ criteria }: Check, timeline: Timeline, on: string): boolean {
  if (criteria.root.kind !== 'when') return true;
  // Reading order: the condition stands right after the `when`.
  return criteria.evaluate(new Map(toxicityFacts(timeline, on, []))).truths[1] === MET;
}

/** A word says nothing of what came later. */
function counts(check: Check, path: Path, label: Label, timeline: Timeline, last: GivenDose, on: string): boolean {
  const said = choiceFacts(timeline, on, { ...label.clearance, checks: [check] }, last.entry, []);
  return said.some(([id, { value }]) => id === `choice.${check.id}` && value === path.id);
}
