import { printDoseName } from '../course/dose-name.ts';
import type { Timeline } from '../course/timeline.ts';
import type { DoseCaution } from './dose-caution.ts';
import { observationOf } from './observation.ts';
import { afterWhat, type Placed } from './placed.ts';
import { sayKind } from './say-kind.ts';
import { lengtheningToxicities } from './seen-toxicity.ts';

/**
 * What to know of the observation after a toxicity: why that of the next dose is longer, and that the label says
 * nothing of the doses after it, where the prescriber may choose to observe longer (R17).
 */
export function observationCautions(placed: readonly Placed[], timeline: Timeline): readonly DoseCaution[] {
  const longer = placed.flatMap((dose): readonly DoseCaution[] => {
    const rule = observationOf(dose.label, dose.position, afterWhat(dose));
    if (rule.lengthenedBy === undefined) return [];
    const name = printDoseName(dose.name);
    const { kind, grade, at } = rule.lengthenedBy;
    const [least, most] = rule.hours;
    const text =
      `${name} is the next dose after ${sayKind(kind)} of grade ${grade} (${at.slice(0, 10)}): it is observed for ` +
      `${least === most ? least : `${least} to ${most}`} hours from the ${rule.from} of the infusion.`;
    return [{ id: 'observation-after-toxicity', text, doses: [name], cite: rule.cite }];
  });
  return [...longer, ...byChoice(placed, timeline)];
}

function byChoice(placed: readonly Placed[], timeline: Timeline): readonly DoseCaution[] {
  const later = placed.filter(({ given, toxicity }) => given === undefined && toxicity === undefined);
  const rule = later[0]?.label.observation.extended;
  const last = rule === undefined ? undefined : lengtheningToxicities(timeline, rule).at(-1)?.seen;
  if (rule === undefined || last === undefined) return [];
  const names = later.map(({ name }) => printDoseName(name));
  const text =
    `There was ${sayKind(last.kind)} of grade ${last.grade} (${last.at.slice(0, 10)}). The label lengthens the observation of ` +
    'the next dose after it only; whether later doses are observed longer is for the prescriber.';
  return [{ id: 'observation-by-choice', text, doses: names, cite: rule.cite }];
}
