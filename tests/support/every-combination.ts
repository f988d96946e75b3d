import { find } from '../../core/coverage/determine.ts';
import { partition } from '../../core/coverage/diff/cells.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { deciding } from '../../core/criteria/deciding.ts';
import { inReadingOrder, isFactNode } from '../../core/criteria/node.ts';
import type { FactDefinition, RecordedFact } from '../../core/values/fact.ts';
import { GOVERNS, policySql } from '../../shells/bulk/criteria-sql.ts';
import { dialectOf } from '../../shells/bulk/dialect.ts';
import { roleColumn, signerColumn, typeOf } from '../../shells/bulk/fact-column.ts';
import { literal } from '../../shells/bulk/leaf-sql.ts';
import { policyQuery } from '../../shells/bulk/statement.ts';
import { attested } from './facts.ts';
import type { SqlDatabase } from './sql-database.ts';

const DIALECT = dialectOf('duckdb');
const LINE = 'member.line-of-business';
const ON = '2026-06-15';

/** One fact with every state that the criteria can tell apart, unknown among them; each with its place among all. */
export interface Variable {
  readonly definition: FactDefinition;
  readonly states: readonly (RecordedFact | undefined)[];
  readonly judged: boolean;
}

/** Every fact that a request asks for: a value of each cell, unknown, and of a judgement a yes that nobody signed. */
export function variablesOf(
  policy: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
): readonly Variable[] {
  const root = policy.requests[kind]?.criteria.root;
  if (root === undefined) throw new Error(`${policy.id} says nothing of a ${kind} request`);
  const judged = new Set(inReadingOrder(root).flatMap((node) => (node.kind === 'judgement' ? [node.fact] : [])));
  const asked = partition([root], definitions, ON).map(({ fact, cells }): Variable => {
    const recorded = cells.map((cell) => cell.recorded);
    const unsigned = judged.has(fact)
      ? recorded.slice(0, 1).map(({ value, origin, evidence }) => ({ value, origin, evidence }))
      : [];
    return {
      definition: defined(fact, definitions),
      states: [undefined, ...recorded, ...unsigned],
      judged: judged.has(fact),
    };
  });
  const { excluded, lineRequired } = policy.governs;
  if (!lineRequired && excluded.length === 0) return asked;
  const definition = defined(LINE, definitions);
  const lines = definition.type.kind === 'one-of' ? definition.type.choices.map(({ value }) => value) : [];
  const states = [undefined, ...lines.map((value) => attested({ value }).get('value'))];
  return [{ definition, states, judged: false }, ...asked];
}

function defined(fact: string, definitions: ReadonlyMap<string, FactDefinition>): FactDefinition {
  const definition = definitions.get(fact);
  if (definition === undefined) throw new Error(`No fact ${fact} is defined`);
  return definition;
}

export const sizeOf = (variables: readonly Variable[]): number =>
  variables.reduce((product, { states }) => product * states.length, 1);

/** The same combinations in parts of at most `limit`: the first facts are held still in turn. */
export function partsOf(variables: readonly Variable[], limit: number, held = 0): readonly (readonly Variable[])[] {
  const turned = variables[held];
  if (turned === undefined || sizeOf(variables) <= limit) return [variables];
  return turned.states.flatMap((state) => {
    const part = variables.map((one, index) => (index === held ? { ...one, states: [state] } : one));
    return partsOf(part, limit, held + 1);
  });
}

/**
 * Holds the SQL of a request against the evaluator on every combination of the variables' states.
 * @returns how many combinations have each outcome
 * @throws at the first difference
 */
export async function holdAgainst(
  database: SqlDatabase,
  policy: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
  variables: readonly Variable[],
): Promise<ReadonlyMap<string, number>> {
  const sql = policySql(policy, kind, definitions);
  const query = policyQuery(sql, `(${combinationsSql(variables)})`, ['patient'], DIALECT);
  const found = new Array<string>(sizeOf(variables));
  for (const { patient, outcome, deciding: ids } of await database.query(query))
    found[Number(patient)] = `${String(outcome)}: ${String(ids)}`;
  const outcomes = new Map<string, number>();
  let index = 0;
  const facts = new Map<string, RecordedFact>();
  const visit = ([first, ...rest]: readonly Variable[]): void => {
    if (first === undefined) {
      const { outcome, decided } = evaluated(policy, kind, facts);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const wanted = `${outcome}: ${decided}`;
      if (found[index] !== wanted)
        throw new Error(
          `${database.name} ${String(found[index])}; the evaluator ${wanted}: ${JSON.stringify([...facts])}`,
        );
      index++;
      return;
    }
    for (const state of first.states) {
      if (state === undefined) facts.delete(first.definition.id);
      else facts.set(first.definition.id, state);
      visit(rest);
    }
  };
  visit(variables);
  return outcomes;
}

/** Facts of one patient are numbered by the places of their states, the last fact turning fastest. */
function combinationsSql(variables: readonly Variable[]): string {
  const tables = variables.map(({ definition, states, judged }, index) => {
    const { id } = definition;
    const rows = states.map((state, place) => {
      const value = state && literal(typeOf(definition), state.value, DIALECT);
      const words = judged
        ? [state?.role, state?.by].map((word) => (word === undefined ? 'NULL' : DIALECT.text(word)))
        : [];
      return `(${[place, value ?? 'NULL', ...words].join(', ')})`;
    });
    const names = [id, ...(judged ? [roleColumn(id), signerColumn(id)] : [])].map((name) => DIALECT.identifier(name));
    const types = [typeOf(definition), ...(judged ? (['text', 'text'] as const) : [])];
    const typed = names.map((name, at) => `CAST(${name} AS ${DIALECT.type(types[at] ?? 'text')}) AS ${name}`);
    return {
      names,
      from: `(SELECT place_${index}, ${typed.join(', ')} FROM (VALUES ${rows.join(', ')}) AS v(place_${index}, ${names.join(', ')})) AS t${index}`,
    };
  });
  const strides = variables.map((_, index) => `place_${index} * ${sizeOf(variables.slice(index + 1))}`);
  const columns = tables.flatMap(({ names }) => names);
  return `SELECT ${strides.join(' + ')} AS patient, ${columns.join(', ')} FROM ${tables.map(({ from }) => from).join(' CROSS JOIN ')}`;
}

/** What the evaluator finds of one patient: the outcome, and the ids that decide in the order in which the SQL lists them. */
export function evaluated(
  policy: Policy,
  kind: RequestKind,
  facts: ReadonlyMap<string, RecordedFact>,
): { readonly outcome: string; readonly decided: string } {
  const { outcome, trace, excluded } = find(policy, kind, facts);
  const outside = excluded !== undefined || (policy.governs.lineRequired && !facts.has(LINE));
  if (outside || trace === null) return { outcome, decided: outside ? GOVERNS : '' };
  const decides = new Set(deciding(trace));
  const order = [...new Set(inReadingOrder(trace.criteria.root).filter(isFactNode))];
  return {
    outcome,
    decided: order.flatMap((node) => (decides.has(node) ? [node.id] : [])).join(),
  };
}
