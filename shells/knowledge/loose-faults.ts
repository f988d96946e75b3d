import type { FactDefinition } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { parseFactValue } from './fact-value.ts';
import { nearest } from './nearest.ts';
import type { YamlFile } from './yaml-file.ts';

/**
 * What can be said of the criteria in a file that fails its schema: facts that do not exist and values that their facts
 * do not take. So one wrong key does not hide the faults behind it.
 */
export function looseFaults(file: YamlFile, definitions: ReadonlyMap<string, FactDefinition>): InputFault[] {
  const faults: InputFault[] = [];
  const visit = (value: unknown, path: readonly PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('fact' in value && typeof value.fact === 'string')
      faults.push(...criterionFaults(file, value, value.fact, path));
    for (const [key, part] of Object.entries(value)) visit(part, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  const criterionFaults = (
    from: YamlFile,
    node: object,
    fact: string,
    path: readonly PropertyKey[],
  ): readonly InputFault[] => {
    const definition = definitions.get(fact);
    if (definition === undefined) return [unknownFact(from, [...path, 'fact'], fact, definitions)];
    const raw: unknown = 'is' in node ? node.is : undefined;
    if (raw === undefined) return [];
    const parsed = parseFactValue(definition, raw);
    return 'what' in parsed ? [from.fault([...path, 'is'], parsed.what, parsed.mend)] : [];
  };
  visit(file.value, []);
  return faults;
}

/** The fault of a fact that no file defines, with the one that was probably meant. */
export function unknownFact(
  file: YamlFile,
  path: readonly PropertyKey[],
  id: string,
  definitions: ReadonlyMap<string, unknown>,
): InputFault {
  const near = nearest(id, [...definitions.keys()]);
  const mend = near ? `Did you mean "${near}"?` : 'Define it in knowledge/facts.yaml first';
  return file.fault(path, `there is no fact "${id}"`, mend);
}
