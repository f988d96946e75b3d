import { compile } from '../../core/criteria/compile.ts';
import type { Check, Clearance, VisitCaution } from '../../core/regimen/clearance/check.ts';
import type { PopulationRule } from '../../core/regimen/label.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { defined } from './defined.ts';
import { CriteriaLinker, type KeyPath } from './link-criteria.ts';
import type { ReadFile } from './read-file.ts';
import type { ClearanceEntry } from './schemas/clearance.ts';
import type { CriterionEntry } from './schemas/criterion.ts';
import type { PopulationsEntry } from './schemas/populations.ts';

/** What `clearance.yaml` says, its criteria linked over the facts of a visit; what does not fit goes to `faults`. */
export function linkClearance(
  { file, value }: ReadFile<ClearanceEntry>,
  visitFacts: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): Clearance {
  const linker = new CriteriaLinker(file, visitFacts, faults, {});
  registerAll(linker, [
    ...value.checks.map(({ criteria }, index) => [criteria, ['checks', index, 'criteria']] as const),
    ...whens(value.cautions, 'cautions'),
  ]);
  const wrong = (at: KeyPath, what: string, mend: string): void => {
    faults.push(file.fault(at, what, mend));
  };
  oncePerFile(value, wrong);
  const checks = value.checks.map(({ criteria, ...check }, index): Check => {
    checkForm(check, ['checks', index], visitFacts, wrong);
    return { ...defined(check), criteria: compile(linker.link(criteria, ['checks', index, 'criteria'])) };
  });
  const cautions = value.cautions.map(({ when, ...caution }, index): VisitCaution => ({
    ...caution,
    ...linkWhen(linker, when, ['cautions', index]),
  }));
  return { checks, judgedSigns: value.judgedSigns, cautions };
}

/** What `populations.yaml` says, likewise. */
export function linkPopulations(
  { file, value }: ReadFile<PopulationsEntry>,
  visitFacts: ReadonlyMap<string, FactDefinition>,
  faults: InputFault[],
): { readonly rules: readonly PopulationRule[] } {
  const linker = new CriteriaLinker(file, visitFacts, faults, {});
  registerAll(linker, whens(value.rules, 'rules'));
  const rules = value.rules.map(({ when, ...rule }, index): PopulationRule => ({
    ...defined(rule),
    ...linkWhen(linker, when, ['rules', index]),
  }));
  return { rules };
}

type Placed = readonly [criteria: CriterionEntry, at: KeyPath];

function whens(written: readonly { readonly when?: CriterionEntry | undefined }[], list: string): readonly Placed[] {
  return written.flatMap(({ when }, index) => (when === undefined ? [] : [[when, [list, index, 'when']] as const]));
}

function registerAll(linker: CriteriaLinker, trees: readonly Placed[]): void {
  for (const [criteria, at] of trees) linker.register(criteria, at);
}

function linkWhen(linker: CriteriaLinker, when: CriterionEntry | undefined, at: KeyPath): Pick<VisitCaution, 'when'> {
  return when === undefined ? {} : { when: compile(linker.link(when, [...at, 'when'])) };
}

type Wrong = (at: KeyPath, what: string, mend: string) => void;
type Form = Omit<ClearanceEntry['checks'][number], 'criteria'>;

/** A hold says what ends it; a choice has the fact that records it, and only a choice can be waited for. */
function checkForm(
  { id, otherwise, meanwhile, until, paths }: Form,
  at: KeyPath,
  visitFacts: ReadonlyMap<string, FactDefinition>,
  wrong: Wrong,
): void {
  const holds = otherwise === 'hold' || meanwhile === 'hold';
  if (holds && until === undefined)
    wrong(
      [...at, otherwise === 'hold' ? 'otherwise' : 'meanwhile'],
      `nobody is told what ends the hold of "${id}"`,
      'Add `until`',
    );
  if (!holds && until !== undefined)
    wrong([...at, 'until'], `"${id}" is no hold, and only a hold has an end`, 'Leave `until` out');
  if (meanwhile !== undefined && paths === undefined)
    wrong([...at, 'meanwhile'], `nobody is asked anything by "${id}"`, 'Add `paths`, or leave `meanwhile` out');
  const choice = `choice.${id}`;
  if (paths !== undefined && !visitFacts.has(choice))
    wrong([...at, 'paths'], `no fact of a visit records this choice: ${choice}`, 'Add it to visit.yaml');
}

/** A check is referred to by its id, and a path is chosen by its id alone. */
function oncePerFile({ checks }: ClearanceEntry, wrong: Wrong): void {
  const placed = checks.flatMap(({ id, paths = [] }, index): (readonly [string, string, KeyPath])[] => [
    ['check', id, ['checks', index, 'id']],
    ...paths.map((path, at) => ['path', path.id, ['checks', index, 'paths', at, 'id']] as const),
  ]);
  placed.forEach(([kind, id, at], index) => {
    if (placed.slice(0, index).some(([other, earlier]) => other === kind && earlier === id))
      wrong(at, `the ${kind} "${id}" stands twice`, 'Give one of them another id');
  });
}
