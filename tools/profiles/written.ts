import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import prettier from 'prettier';
import { unversioned, type Invariant, type Profile, type Rule, type Rules } from '../../shells/fhir/validate/rules.ts';
import { baseTypes } from './base-types.ts';
import { rulesOf, type SnapshotFile } from './snapshot.ts';
import { codesOf, type ValueSetFile } from './value-sets.ts';

const sorted = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

function filesOf(folder: string, prefix: string): readonly unknown[] {
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
  return names.sort().map((name): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
}

/** Every value set that a rule names, on any level. */
function valueSetsIn(rule: Rule): readonly string[] {
  const own = [rule.codes, rule.usual].filter((url) => url !== undefined);
  const told = Object.values(rule.slices ?? {}).flatMap(({ when }) => when.flatMap(({ codes }) => codes ?? []));
  const inner = [...Object.values(rule.slices ?? {}), ...Object.values(rule.elements ?? {})];
  return [...own, ...told, ...inner.flatMap(valueSetsIn)];
}

function invariantsIn(rule: Rule): readonly string[] {
  const inner = [...Object.values(rule.slices ?? {}), ...Object.values(rule.elements ?? {})];
  return [...(rule.invariants ?? []), ...inner.flatMap(invariantsIn)];
}

/** Every invariant of the definitions by its key; by key and type of the first that has it where one key has several. */
function invariantsOf(definitions: readonly SnapshotFile[]): ReadonlyMap<string, Invariant> {
  const found = new Map<string, Invariant>();
  for (const { type, snapshot } of definitions) {
    for (const { key, severity, expression } of snapshot.element.flatMap(({ constraint }) => constraint ?? [])) {
      if (expression === undefined || (severity !== 'error' && severity !== 'warning')) continue;
      const known = found.get(key);
      if (known === undefined) found.set(key, { severity, expression });
      else if (known.expression !== expression) found.set(`${key} ${type}`, { severity, expression });
    }
  }
  return found;
}

function pasRules(folder: string, base: ReturnType<typeof baseTypes>): Rules {
  const definitions = (filesOf(folder, 'StructureDefinition-') as readonly SnapshotFile[]).filter(
    // A logical model of figures, which no one sends.
    ({ type }) => base[type] !== undefined,
  );
  const valueSets = new Map((filesOf(folder, 'ValueSet-') as readonly ValueSetFile[]).map((file) => [file.url, file]));
  const hasCodes = (url: string): boolean => codesOf(url, valueSets) !== null;
  const known = new Set(definitions.map(({ url }) => url));
  const invariants = invariantsOf(definitions);
  const keyOf = (key: string, expression: string): string =>
    [...invariants].find(([each, one]) => each.split(' ')[0] === key && one.expression === expression)?.[0] ?? key;
  const profiles = definitions.map((definition): readonly [string, Profile] => [
    unversioned(definition.url),
    { type: definition.type, ...rulesOf(definition, { base, known, keyOf, hasCodes }) },
  ]);
  const named = new Set(profiles.flatMap(([, profile]) => valueSetsIn(profile)));
  const asked = new Set(profiles.flatMap(([, profile]) => invariantsIn(profile)));
  return {
    profiles: sorted(profiles),
    invariants: sorted([...invariants].filter(([key]) => asked.has(key))),
    codes: sorted([...named].map((url) => [url, codesOf(url, valueSets) ?? {}] as const)),
  };
}

/**
 * The files of rules under `shells/fhir/profiles/`, by name.
 * @param fixtures the folder of the guides' published files
 */
export async function profileFiles(fixtures: string): Promise<ReadonlyMap<string, string>> {
  const base = baseTypes();
  const pas = pasRules(path.join(fixtures, 'pas-2.2.1', 'profiles'), base);
  const root = path.resolve(import.meta.dirname, '../..', 'package.json');
  const style = { ...(await prettier.resolveConfig(root)), parser: 'json' };
  const text = (rules: unknown): Promise<string> => prettier.format(JSON.stringify(rules), style);
  return new Map([
    ['r4.json', await text(base)],
    ['pas-2.2.1.json', await text(pas)],
  ]);
}
