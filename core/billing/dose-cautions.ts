import { printDoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { Label } from '../regimen/label.ts';
import { dayCautions, doseDiffers } from '../regimen/record-cautions.ts';
import { positionOf } from '../regimen/schedule.ts';
import type { Caution } from '../values/caution.ts';

/** What is not as planned about the doses of a claim. It was so and stays on record: it hides no line (R12). */
export function doseCautions(
  timeline: Timeline,
  doses: readonly GivenDose[],
  label: Label,
  on?: string,
): readonly Caution[] {
  return [
    ...dayCautions(timeline, doses, on).map(({ caution }) => caution),
    ...doses.flatMap((dose) => {
      const position = positionOf(label, dose.name);
      const differs = position === undefined ? undefined : doseDiffers(dose, position.mg);
      return [...(differs === undefined ? [] : [differs]), ...expired(timeline, dose)];
    }),
  ];
}

function expired(timeline: Timeline, { name, date }: GivenDose): readonly Caution[] {
  const dose = printDoseName(name);
  const vials = entries(timeline, 'prepared').flatMap((entry) => (entry.dose === dose ? entry.vials : []));
  const days = vials.flatMap(({ expires }) => (expires !== undefined && expires < date.toString() ? [expires] : []));
  if (days.length === 0) return [];
  const text = `${dose}: given on ${date.toString()} from a vial that expired on ${[...new Set(days)].join(', ')}.`;
  return [{ id: 'vial-expired', text }];
}
