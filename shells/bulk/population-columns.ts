import { REQUEST_DATE } from '../../core/criteria/node.ts';
import type { FactDefinition } from '../../core/values/fact.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { nearest } from '../knowledge/nearest.ts';
import { roleColumn, signerColumn, type SqlColumn } from './fact-column.ts';
import type { FileColumn, PopulationFile } from './population-file.ts';

/** The column that names the patient, where the file has one. */
export const PATIENT = 'patient';

/** A column of the file that a policy asks for, by itself or through what follows from it. */
export interface UsedColumn extends FileColumn {
  readonly definition: FactDefinition;
  /** What of the fact it says; a judgement has columns for its signer too. */
  readonly says: 'value' | 'role' | 'signer';
}

export interface PopulationColumns {
  readonly used: readonly UsedColumn[];
  /** Facts that are asked for and that no column says, so that they are unknown for everyone. */
  readonly missing: readonly string[];
  /** Columns that are no facts, and facts for which neither policy asks. */
  readonly ignored: readonly string[];
  /** Judgements whose signer no column says. */
  readonly unsigned: readonly string[];
  readonly named: boolean;
}

type Definitions = ReadonlyMap<string, FactDefinition>;

/**
 * Finds the facts that are asked for among the columns of a file.
 * @param wanted the columns that the criteria ask for
 * @throws InputError where a column is nearly named like a fact, or where there is no fact at all
 */
export function populationColumns(
  { file, columns }: PopulationFile,
  wanted: readonly SqlColumn[],
  definitions: Definitions,
): PopulationColumns {
  const facts = [...definitions.keys()].filter((id) => id !== REQUEST_DATE);
  const known = new Set([PATIENT, ...facts, ...facts.flatMap((id) => [roleColumn(id), signerColumn(id)])]);
  const faults = columns.flatMap(({ name }) => (known.has(name) ? [] : misspelt(file, name, [...known])));
  if (faults.length > 0) throw new InputError(faults);
  const needed = neededOf(wanted, definitions);
  const held = new Set(columns.map(({ name }) => name));
  const used = columns.flatMap((column): UsedColumn[] => {
    const definition = needed.get(column.name);
    return definition === undefined ? [] : [{ ...column, definition, says: saysOf(column.name, definition) }];
  });
  if (!columns.some(({ name }) => definitions.has(name))) throw noFacts(file);
  const asked = [...new Set(wanted.map(({ fact }) => fact))].filter((fact) => fact !== REQUEST_DATE);
  return {
    used,
    missing: asked.filter((fact) => !held.has(fact) && !held.has(definitions.get(fact)?.derivedFrom ?? fact)),
    ignored: columns.map(({ name }) => name).filter((name) => name !== PATIENT && !needed.has(name)),
    unsigned: wanted.flatMap(({ name, fact }) =>
      name === roleColumn(fact) && held.has(fact) && !(held.has(name) && held.has(signerColumn(fact))) ? [fact] : [],
    ),
    named: held.has(PATIENT),
  };
}

function saysOf(name: string, { id }: FactDefinition): UsedColumn['says'] {
  if (name === roleColumn(id)) return 'role';
  return name === signerColumn(id) ? 'signer' : 'value';
}

/** The columns wanted, and those from which they follow. */
function neededOf(wanted: readonly SqlColumn[], definitions: Definitions): ReadonlyMap<string, FactDefinition> {
  const needed = new Map<string, FactDefinition>();
  const add = (name: string, fact: string | undefined): void => {
    const definition = definitions.get(fact ?? '');
    if (definition !== undefined && fact !== REQUEST_DATE) needed.set(name, definition);
  };
  for (const { name, fact } of wanted) {
    add(name, fact);
    const { derivedFrom, follows } = definitions.get(fact) ?? {};
    for (const base of [derivedFrom, follows?.from]) if (base !== undefined) add(base, base);
  }
  return needed;
}

/** What files call a person by: no slip, however near it is to the name of a fact. */
const PERSONAL = /(?:^|[._\s-])(?:id|mrn|name|number|phone|address|zip)$/iu;

function misspelt(file: string, name: string, known: readonly string[]): readonly InputFault[] {
  if (name.toLowerCase() === REQUEST_DATE)
    return [{ where: file, what: 'the day of the answer is no column', mend: 'Give it with --on' }];
  const near = nearest(name, known);
  if (near === undefined || PERSONAL.test(name)) return [];
  return [{ where: file, what: `there is no fact "${name}"`, mend: `Did you mean "${near}"? Rename the column` }];
}

function noFacts(file: string): InputError {
  const mend = 'Name the columns by the ids of knowledge/facts.yaml, as disease.stage';
  return new InputError([{ where: file, what: 'no column is named like a fact', mend }]);
}
