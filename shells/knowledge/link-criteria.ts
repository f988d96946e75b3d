import { REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import type { InputFault } from '../input/input-error.ts';
import { parseFactValue } from './fact-value.ts';
import { unknownFact } from './loose-faults.ts';
import type { CriterionEntry, FactEntryNode } from './schemas/criterion.ts';
import { nearest } from './nearest.ts';
import type { YamlFile } from './yaml-file.ts';

export type KeyPath = readonly PropertyKey[];
interface Written {
  readonly entry: CriterionEntry;
  readonly path: KeyPath;
}

/** Turns the criteria of one file into the tree that runs, and reports every id, fact and value that does not fit. */
export class CriteriaLinker {
  readonly #file: YamlFile;
  readonly #definitions: ReadonlyMap<string, FactDefinition>;
  readonly #faults: InputFault[];
  readonly #lists: Readonly<Record<string, readonly string[] | undefined>>;
  readonly #written = new Map<string, Written>();
  readonly #measures = new Map<string, string>();

  constructor(
    file: YamlFile,
    definitions: ReadonlyMap<string, FactDefinition>,
    faults: InputFault[],
    lists: Readonly<Record<string, readonly string[] | undefined>>,
  ) {
    this.#lists = lists;
    this.#file = file;
    this.#definitions = definitions;
    this.#faults = faults;
  }

  /** Makes the ids below `entry` known to `same-as`. Call it for every tree of the file before linking any. */
  register(entry: CriterionEntry, path: KeyPath): void {
    const before = this.#written.get(entry.id);
    if (before === undefined) this.#written.set(entry.id, { entry, path });
    else {
      const { line } = this.#file.place([...before.path, 'id']);
      this.#fault(
        [...path, 'id'],
        `the id "${entry.id}" is used twice, first on line ${line}`,
        'Give one of them another id',
      );
    }
    for (const [child, childPath] of entriesBelow(entry, path)) this.register(child, childPath);
  }

  link(entry: CriterionEntry, path: KeyPath, repeating: readonly string[] = []): Criterion {
    const common = { id: entry.id, text: entry.text, cite: entry.cite ?? [] };
    const linkAt = (child: CriterionEntry, ...key: KeyPath): Criterion =>
      this.link(child, [...path, ...key], repeating);
    if ('all' in entry)
      return { kind: 'all', ...common, children: entry.all.map((child, index) => linkAt(child, 'all', index)) };
    if ('any' in entry)
      return { kind: 'any', ...common, children: entry.any.map((child, index) => linkAt(child, 'any', index)) };
    if ('at-least-of' in entry) {
      const { n, of } = entry['at-least-of'];
      return {
        kind: 'at-least-of',
        ...common,
        n,
        children: of.map((child, index) => linkAt(child, 'at-least-of', 'of', index)),
      };
    }
    if ('not' in entry) return { kind: 'not', ...common, child: linkAt(entry.not, 'not') };
    if ('when' in entry)
      return { kind: 'when', ...common, condition: linkAt(entry.when, 'when'), then: linkAt(entry.then, 'then') };
    if ('same-as' in entry) return this.#repeat(entry, path, common, repeating);
    return this.#onFact(entry, path, common);
  }

  #repeat(
    entry: CriterionEntry & { readonly 'same-as': string },
    path: KeyPath,
    common: Pick<Criterion, 'id' | 'text' | 'cite'>,
    repeating: readonly string[],
  ): Criterion {
    const target = entry['same-as'];
    const written = this.#written.get(target);
    const stands: Criterion = { kind: 'all', ...common, children: [] };
    if (written === undefined) {
      const near = nearest(target, [...this.#written.keys()]);
      this.#fault(
        [...path, 'same-as'],
        `no criterion of this file has the id "${target}"`,
        near ? `Did you mean "${near}"?` : 'Name a criterion of this file',
      );
      return stands;
    }
    if (repeating.includes(target) || contains(written.entry, entry)) {
      const round = [...repeating, target].join(' -> ');
      this.#fault([...path, 'same-as'], `the criterion repeats itself: ${round}`, 'Break the circle');
      return stands;
    }
    return {
      kind: 'same-as',
      ...common,
      target,
      child: this.link(written.entry, written.path, [...repeating, target]),
    };
  }

  #onFact(
    entry: Extract<CriterionEntry, { readonly fact: string }>,
    path: KeyPath,
    common: Pick<Criterion, 'id' | 'text' | 'cite'>,
  ): Criterion {
    const { fact } = entry;
    const roles = entry['attested-by'] ? { attestedBy: entry['attested-by'] } : {};
    const definition = this.#definitions.get(fact);
    this.#oneMeasure(entry, path);
    if (definition === undefined) {
      this.#faults.push(unknownFact(this.#file, [...path, 'fact'], fact, this.#definitions));
      return { kind: 'is', ...common, fact, value: false };
    }
    if (entry['judged-by']) {
      if (definition.type.kind !== 'yes-no') this.#mismatch([...path, 'judged-by'], definition, 'a yes/no fact');
      return { kind: 'judgement', ...common, fact, attestedBy: entry['judged-by'] };
    }
    if (entry.is !== undefined)
      return { kind: 'is', ...common, fact, ...roles, value: this.#value(definition, entry.is, [...path, 'is']) };
    if (entry['one-of']) {
      const values = entry['one-of'].map((raw, index) => this.#value(definition, raw, [...path, 'one-of', index]));
      return { kind: 'one-of', ...common, fact, ...roles, values };
    }
    if (entry.in !== undefined)
      return { kind: 'in', ...common, fact, ...roles, list: entry.in, codes: this.#listed(entry.in, definition, path) };
    if (entry.within) {
      if (definition.type.kind !== 'date') this.#mismatch([...path, 'within'], definition, 'a day with a period');
      const [unit, count] =
        'days' in entry.within ? (['days', entry.within.days] as const) : (['months', entry.within.months] as const);
      return { kind: 'within', ...common, fact, ...roles, period: { count, unit } };
    }
    for (const kind of ['at-least', 'more-than', 'at-most', 'less-than'] as const) {
      const value = entry[kind];
      if (value === undefined) continue;
      this.#checkUnit(entry.unit, definition, path);
      if (definition.type.kind !== 'integer') this.#mismatch([...path, kind], definition, 'a number');
      return { kind, ...common, fact, ...roles, value };
    }
    throw new Error(`Criterion ${entry.id} passed its schema without a kind`);
  }

  /**
   * Answers are worked out on one measure of a day: days before the request, months before it, or the day itself. What
   * mixes two cannot be laid side by side without knowing the day.
   */
  #oneMeasure({ fact, within, is, 'one-of': oneOf }: FactEntryNode, path: KeyPath): void {
    if (fact === REQUEST_DATE) {
      this.#fault([...path, 'fact'], 'the day of the request is no question', 'Use `within` on the fact that is asked');
      return;
    }
    const measure =
      within === undefined
        ? is === undefined && oneOf === undefined
          ? undefined
          : 'the day itself'
        : 'days' in within
          ? 'days'
          : 'months';
    if (measure === undefined) return;
    const before = this.#measures.get(fact) ?? measure;
    this.#measures.set(fact, before);
    if (before !== measure)
      this.#fault(
        path,
        `${fact} is compared by ${before} elsewhere and by ${measure} here`,
        'Use one measure in a file',
      );
  }

  #checkUnit(unit: string | undefined, { id, type }: FactDefinition, path: KeyPath): void {
    if (unit === undefined || type.kind !== 'integer' || unit === type.unit) return;
    const mend = `Write the number in ${type.unit}, or leave the unit out`;
    this.#fault([...path, 'unit'], `${id} is counted in ${type.unit}, not in ${unit}`, mend);
  }

  /** The codes of a list of this policy; the fact has to be a code itself. */
  #listed(list: string, definition: FactDefinition, path: KeyPath): readonly string[] {
    if (definition.type.kind !== 'code') this.#mismatch([...path, 'in'], definition, 'a code with a list');
    const codes = this.#lists[list];
    if (codes === undefined)
      this.#fault([...path, 'in'], `the policy carries no code list "${list}"`, 'Add it under `codes`');
    return codes ?? [];
  }

  #value(definition: FactDefinition, raw: unknown, path: KeyPath): FactValue {
    const parsed = parseFactValue(definition, raw);
    if ('value' in parsed) return parsed.value;
    this.#fault(path, parsed.what, parsed.mend);
    return false;
  }

  #mismatch(path: KeyPath, definition: FactDefinition, wanted: string): void {
    this.#fault(
      path,
      `this compares ${wanted}, and ${definition.id} is of type ${definition.type.kind}`,
      'Use another kind of criterion or another fact',
    );
  }

  #fault(path: KeyPath, what: string, mend: string): void {
    this.#faults.push(this.#file.fault(path, what, mend));
  }
}

/** The criteria written directly below an entry, each with its place; none below a `same-as`. */
export function entriesBelow(entry: CriterionEntry, path: KeyPath): readonly (readonly [CriterionEntry, KeyPath])[] {
  if ('all' in entry) return entry.all.map((child, index) => [child, [...path, 'all', index]] as const);
  if ('any' in entry) return entry.any.map((child, index) => [child, [...path, 'any', index]] as const);
  if ('at-least-of' in entry)
    return entry['at-least-of'].of.map((child, index) => [child, [...path, 'at-least-of', 'of', index]] as const);
  if ('not' in entry) return [[entry.not, [...path, 'not']]];
  if ('when' in entry)
    return [
      [entry.when, [...path, 'when']],
      [entry.then, [...path, 'then']],
    ];
  return [];
}

function contains(outer: CriterionEntry, inner: CriterionEntry): boolean {
  return outer === inner || entriesBelow(outer, []).some(([child]) => contains(child, inner));
}
