import { compile } from '../../criteria/compile.ts';
import { daysTold } from '../../criteria/days-told.ts';
import type { Code } from '../../criteria/kinds/code.ts';
import { inReadingOrder, isFactNode, REQUEST_DATE, type Criterion, type FactNode } from '../../criteria/node.ts';
import { mentionedBy, thresholdsOf } from '../../criteria/thresholds.ts';
import type { FactDefinition, FactValue, RecordedFact } from '../../values/fact.ts';
import { anotherValue } from './another-value.ts';

/** Values of one fact that no criterion tells apart: one of them, and the truth that each criterion has on them. */
export interface Cell {
  readonly recorded: RecordedFact;
  readonly truths: ReadonlyMap<FactNode, Code>;
}

/** One fact that the criteria ask for, with every way in which they can tell its values apart. */
export interface Variable {
  readonly fact: string;
  readonly cells: readonly Cell[];
}

/**
 * Divides the values of each fact that the trees ask for into the finitely many cells that their thresholds, values,
 * codes and accepted signers induce, facts in reading order. The evaluator itself says which values are told apart.
 * @param on the day of the request, YYYY-MM-DD, from which periods count
 * @param preferred values that are to stand for their cell where they can, by fact
 * @throws where a criterion names a fact that `definitions` lacks (the loader refuses such a file)
 */
export function partition(
  trees: readonly Criterion[],
  definitions: ReadonlyMap<string, FactDefinition>,
  on: string,
  preferred: ReadonlyMap<string, readonly FactValue[]> = new Map(),
): readonly Variable[] {
  const asked = new Map<string, Set<FactNode>>();
  for (const node of trees.flatMap(inReadingOrder).filter(isFactNode)) {
    const nodes = asked.get(node.fact);
    if (nodes) nodes.add(node);
    else asked.set(node.fact, new Set([node]));
  }
  return [...asked].map(([fact, nodes]) => {
    const definition = definitions.get(fact);
    if (definition === undefined) throw new Error(`No fact ${fact} is defined, which a criterion asks for`);
    return { fact, cells: cellsOf([...nodes], definition, on, preferred.get(fact) ?? []) };
  });
}

/** Joins the values on which every criterion has the same truth. */
function cellsOf(
  nodes: readonly FactNode[],
  definition: FactDefinition,
  on: string,
  preferred: readonly FactValue[],
): readonly Cell[] {
  const evaluators = nodes.map((node) => ({ node, evaluate: compile(node).evaluate }));
  const cells = new Map<string, Cell>();
  const values = valuesOf(nodes, definition, on);
  const ordered = [
    ...values.filter((one) => preferred.includes(one)),
    ...values.filter((one) => !preferred.includes(one)),
  ];
  for (const recorded of ordered.flatMap((value) => signed(value, nodes))) {
    const facts = new Map([...dayOfRequest(on), [definition.id, recorded]]);
    const truths = new Map(evaluators.map(({ node, evaluate }) => [node, truthOfRoot(evaluate(facts).truths)]));
    const told = [...truths.values()].join('');
    if (!cells.has(told)) cells.set(told, { recorded, truths });
  }
  return [...cells.values()];
}

function truthOfRoot([root]: readonly Code[]): Code {
  if (root === undefined) throw new Error('A trace begins with the truth of its root');
  return root;
}

/** Every value that can make a difference to one of the criteria, at least one of each cell. */
function valuesOf(nodes: readonly FactNode[], { type }: FactDefinition, on: string): readonly FactValue[] {
  switch (type.kind) {
    case 'yes-no':
      return [true, false];
    case 'one-of':
      return type.choices.map(({ value }) => value);
    case 'integer':
      return numbersOf(nodes, type.min, type.max ?? Number.MAX_SAFE_INTEGER);
    case 'date':
    case 'code':
    case 'text': {
      const mentioned = new Set([...nodes.flatMap((node) => daysTold(node, on)), ...nodes.flatMap(mentionedBy)]);
      const another = anotherValue(type, mentioned);
      return another === undefined ? [...mentioned] : [...mentioned, another];
    }
    default:
      return type satisfies never;
  }
}

/** One number of each interval between two cuts: the one beside the cut that a reader knows from the document. */
function numbersOf(nodes: readonly FactNode[], min: number, max: number): readonly number[] {
  const cuts = nodes.flatMap(thresholdsOf).filter((cut) => cut > min && cut <= max);
  const starts = [...new Set([min, ...cuts])].sort((a, b) => a - b);
  const [, second] = starts;
  return starts.map((start, index) => (index === 0 && second !== undefined ? second - 1 : start));
}

/** The record of the day from which periods count. */
export function dayOfRequest(on: string): ReadonlyMap<string, RecordedFact> {
  return new Map([[REQUEST_DATE, { value: on, origin: 'calculated', evidence: [] }]]);
}

/** A judgement is only complete with a signer: one of every role that any criterion accepts. */
function signed(value: FactValue, nodes: readonly FactNode[]): readonly RecordedFact[] {
  const plain = { value, origin: 'attested' as const, evidence: [{ kind: 'attestation' as const, ref: 'example' }] };
  const roles = new Set(nodes.flatMap((node) => (node.kind === 'judgement' ? node.attestedBy : [])));
  return roles.size === 0 ? [plain] : [...roles].map((role) => ({ ...plain, by: 'Example', role }));
}
