import { selects, type DoseSelector, type Label } from '../../core/regimen/label.ts';
import { positionOf, positions } from '../../core/regimen/schedule.ts';
import type { Preparation } from '../../core/preparation/preparation.ts';
import type { Product } from '../../core/regimen/product.ts';
import type { InputFault } from '../input/input-error.ts';
import type { ReadFile } from './read-file.ts';
import type { YamlFile } from './yaml-file.ts';

/** The files of a label whose rules speak of doses. */
interface DoseFiles {
  readonly schedule: YamlFile;
  readonly observation: YamlFile;
  readonly labs: YamlFile;
  readonly restart: YamlFile;
}

/**
 * What a schema cannot see: every dose of the schedule has one observation rule and one row of the restart table, no two
 * rules speak of the same dose, and the doses named elsewhere exist.
 */
export function checkLabel(label: Label, files: DoseFiles): readonly InputFault[] {
  const { schedule, observation, labs, restart } = files;
  const cycles = lastBoundary(label) + 1;
  const after = label.restart.rows.map((row) => ({ doses: row.after }));
  const { repeats, thenObserveLike: like } = label.schedule.secondStepUp;
  const unknown = [
    ...repeats.days.map((day, index) => ({
      cycle: repeats.cycle,
      day,
      at: ['secondStepUp', 'repeats', 'days', index],
    })),
    { ...like, at: ['secondStepUp', 'thenObserveLike'] },
  ].filter(({ cycle, day }) => positionOf(label, { kind: 'cycle', cycle, day }) === undefined);
  return [
    ...twice(schedule, 'steps', label.schedule.steps, label, cycles),
    ...twice(observation, 'rules', label.observation.rules, label, cycles),
    ...twice(labs, 'rules', label.labs.rules, label, cycles),
    ...twice(restart, 'rows', after, label, cycles),
    ...uncovered(observation, 'rules', label.observation.rules, label, cycles),
    ...uncovered(restart, 'rows', after, label, cycles),
    ...label.schedule.steps.flatMap(({ doses }, index) =>
      doses.days !== 'any' && doses.days.some((day) => day > label.schedule.cycle.days)
        ? [schedule.fault(['steps', index, 'doses', 'days'], 'the day lies outside the cycle', 'Correct the day')]
        : [],
    ),
    ...unknown.map(({ cycle, day, at }) =>
      schedule.fault(at, `cycle ${cycle} day ${day} is no dose of the schedule`, 'Name a dose of the steps above'),
    ),
  ];
}

/** Beyond the last cycle that any rule names, all cycles are alike. */
function lastBoundary(label: Label): number {
  const rules = [...label.schedule.steps, ...label.observation.rules, ...label.labs.rules];
  const doses = [...rules.map((rule) => rule.doses), ...label.restart.rows.map(({ after }) => after)];
  return Math.max(...doses.map(({ cycles }) => cycles.to ?? cycles.from));
}

function twice(
  file: YamlFile,
  list: string,
  rules: readonly { readonly doses: DoseSelector }[],
  label: Label,
  cycles: number,
): readonly InputFault[] {
  const days = Array.from({ length: label.schedule.cycle.days }, (_, index) => index + 1);
  const all = Array.from({ length: cycles }, (_, index) => index + 1).flatMap((cycle) =>
    days.map((day) => ({ cycle, day })),
  );
  return rules.flatMap((later, index) =>
    rules.slice(0, index).flatMap((earlier, at) => {
      const both = all.find(({ cycle, day }) => selects(earlier.doses, cycle, day) && selects(later.doses, cycle, day));
      if (both === undefined) return [];
      const { line } = file.place([list, at]);
      const what = `this rule and the one at line ${line} both speak of cycle ${both.cycle} day ${both.day}`;
      return [file.fault([list, index], what, 'Narrow one of them')];
    }),
  );
}

/** Doses of the schedule of which no rule of a list speaks. */
function uncovered(
  file: YamlFile,
  list: string,
  rules: readonly { readonly doses: DoseSelector }[],
  label: Label,
  cycles: number,
): readonly InputFault[] {
  const [one, mend] =
    list === 'rows' ? ['row', 'Add one, or widen `after` of one'] : ['rule', 'Add one, or widen the cycles of one'];
  return positions(label, cycles)
    .filter(({ cycle, day }) => !rules.some(({ doses }) => selects(doses, cycle, day)))
    .map(({ cycle, day }) => file.fault([list], `no ${one} covers cycle ${cycle} day ${day}`, mend));
}

/** Every vial that the preparation table opens is sold. */
export function checkProducts(
  drug: ReadFile<{ readonly products: readonly Product[] }>,
  preparation: ReadFile<Pick<Preparation, 'doses'>>,
): readonly InputFault[] {
  const strengths = drug.value.products.map(({ strengthMg }) => strengthMg);
  return preparation.value.doses.flatMap(({ vial }, index) =>
    strengths.includes(vial.strengthMg)
      ? []
      : [
          preparation.file.fault(
            ['doses', index, 'vial', 'strengthMg'],
            `no product has ${vial.strengthMg} mg`,
            `Use one of: ${strengths.join(', ')}`,
          ),
        ],
  );
}

/** Every inspection follows a step of the page. */
export function checkInspections({
  file,
  value: { steps, inspections },
}: ReadFile<{
  readonly steps: readonly { readonly id: string }[];
  readonly inspections: readonly { readonly after: string }[];
}>): readonly InputFault[] {
  const ids = steps.map(({ id }) => id);
  return inspections.flatMap(({ after }, index) =>
    ids.includes(after)
      ? []
      : [file.fault(['inspections', index, 'after'], `"${after}" is no step`, `Use one of: ${ids.join(', ')}`)],
  );
}
