import type { InputFault } from '../input/input-error.ts';
import { entriesBelow, type KeyPath } from './link-criteria.ts';
import type { CriterionEntry } from './schemas/criterion.ts';
import type { YamlFile } from './yaml-file.ts';

/** Far more criteria than any document has, with all that `same-as` repeats. */
const MOST = 2_000;

/**
 * The fault of trees that are too large once every `same-as` stands for what it repeats: a few lines that repeat each
 * other can mean more criteria than a machine holds. Circles are not counted; the linker reports them.
 */
export function criteriaSizeFault(
  file: YamlFile,
  roots: readonly (readonly [CriterionEntry, KeyPath])[],
): InputFault | undefined {
  const targets = new Map<string, CriterionEntry>();
  const register = (entry: CriterionEntry): void => {
    if (!targets.has(entry.id)) targets.set(entry.id, entry);
    for (const [child] of entriesBelow(entry, [])) register(child);
  };
  for (const [root] of roots) register(root);
  const sizes = new Map<CriterionEntry, number>();
  const sizeOf = (entry: CriterionEntry): number => {
    const known = sizes.get(entry);
    if (known !== undefined) return known;
    sizes.set(entry, 1);
    const repeated = 'same-as' in entry ? targets.get(entry['same-as']) : undefined;
    const parts = repeated ? [repeated] : entriesBelow(entry, []).map(([child]) => child);
    const size = parts.reduce((sum, part) => (sum > MOST ? sum : sum + sizeOf(part)), 1);
    sizes.set(entry, size);
    return size;
  };
  for (const [root, path] of roots) {
    const size = sizeOf(root);
    if (size > MOST)
      return file.fault(
        path,
        `the criteria are more than ${MOST}, with all that is repeated`,
        'Repeat less, or flatten them',
      );
  }
  return undefined;
}
