import { inReadingOrder, type Criterion } from '../../criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue, RecordedFact } from '../../values/fact.ts';
import type { Policy, RequestKind } from '../policy.ts';
import { dayOfRequest, partition, type Variable } from './cells.ts';
import { DiagramTable, type Diagram } from './diagram.ts';
import { draw } from './draw.ts';
import { fewestCells, nearestMet } from './search.ts';

const LINE = 'member.line-of-business';

/** The second policy seen from the first: a stricter one approves some of the same patients and nobody else. */
export type Relation = 'equivalent' | 'stricter' | 'looser' | 'incomparable';

/** One fact that decides; `role` is the signer's where the criteria ask for a judgement. */
export interface Decisive {
  readonly fact: string;
  readonly value: FactValue;
  readonly role?: string;
}

/** A decisive fact that is all, or part of all, that keeps the other policy from being met. */
export interface Separating extends Decisive {
  readonly instead: Omit<Decisive, 'fact'>;
}

/** A complete patient approved by one policy and not by the other. */
export interface Witness {
  readonly facts: FactRecord;
  /** As few facts as any witness needs: whatever the others are, one policy approves and the other does not. */
  readonly decisive: readonly Decisive[];
  /** The fewest of them that, changed so, make the other policy approve; empty where it approves nobody. */
  readonly separating: readonly Separating[];
}

export interface PolicyDiff {
  readonly kind: RequestKind;
  readonly relation: Relation;
  /** Why nothing could be compared. */
  readonly reason?: string;
  /** Approved by the first policy only. */
  readonly onlyFrom: Witness | null;
  /** Approved by the second policy only. */
  readonly onlyTo: Witness | null;
}

/**
 * Compares whom two policies approve, over every complete patient: every fact that either asks for is known, and
 * judgements are signed. Exact; nothing is sampled. Facts are taken as independent of each other, those that follow
 * from others included, because a record may state each of them. Periods count from the later version's first day.
 */
export function diffPolicies(
  from: Policy,
  to: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
): PolicyDiff {
  const [treeFrom, treeTo] = [from, to].map((policy) => approvalOf(policy, kind));
  if (treeFrom === undefined || treeTo === undefined) return notCompared(from, to, kind);
  const on = from.version > to.version ? from.version : to.version;
  const variables = partition([treeFrom, treeTo], definitions, on, new Map([[LINE, sharedLines(from, to)]]));
  const counted = [treeFrom, treeTo].flatMap(inReadingOrder).some((node) => node.kind === 'within');
  const given: FactRecord = counted ? dayOfRequest(on) : new Map();
  const table = new DiagramTable();
  const [approvedFrom, approvedTo] = [treeFrom, treeTo].map((tree) => table.onlyMet(draw(tree, variables, table)));
  if (approvedFrom === undefined || approvedTo === undefined) throw new Error('Both trees were drawn');
  const witness = (approves: Diagram, other: Diagram): Witness | null =>
    witnessOf(approves, other, variables, given, table);
  const onlyFrom = witness(approvedFrom, approvedTo);
  const onlyTo = witness(approvedTo, approvedFrom);
  return { kind, relation: relationOf(onlyFrom, onlyTo), onlyFrom, onlyTo };
}

function relationOf(onlyFrom: Witness | null, onlyTo: Witness | null): Relation {
  if (onlyFrom === null) return onlyTo === null ? 'equivalent' : 'looser';
  return onlyTo === null ? 'stricter' : 'incomparable';
}

/** Silence is no rule: two texts that both say nothing are alike only where they are the same text. */
function notCompared(from: Policy, to: Policy, kind: RequestKind): PolicyDiff {
  const silent = [from, to].filter((policy) => policy.requests[kind] === null);
  const same = from.id === to.id && from.version === to.version;
  const names = [...new Set(silent.map(({ id, version }) => `${id} (${version})`))].join(' and of ');
  const reason = `the text that is held of ${names} says nothing of a ${kind} request: ask the payer`;
  return { kind, relation: same ? 'equivalent' : 'incomparable', reason, onlyFrom: null, onlyTo: null };
}

/** Whom the policy approves, as one tree: the lines that the document leaves out are a criterion like any other. */
function approvalOf({ governs, requests }: Policy, kind: RequestKind): Criterion | undefined {
  const root = requests[kind]?.criteria.root;
  if (root === undefined) return undefined;
  if (governs.excluded.length === 0 && !governs.lineRequired) return root;
  const common = { id: 'governs', text: 'The document governs the line of business', cite: governs.cite };
  const values = governs.excluded.map(({ line }) => line);
  const child: Criterion = { ...common, kind: 'one-of', fact: LINE, values };
  return { ...common, kind: 'all', children: [{ ...common, kind: 'not', child }, root] };
}

/** The lines that both documents are written for; one that names none says nothing of it. */
function sharedLines(from: Policy, to: Policy): readonly string[] {
  const named = [from, to].map(({ governs }) => governs.lines).filter((lines) => lines.length > 0);
  return (named[0] ?? []).filter((line) => named.every((lines) => lines.includes(line)));
}

/** The witness of the fewest decisive facts; what does not decide is as in a patient whom the other policy approves. */
function witnessOf(
  approves: Diagram,
  other: Diagram,
  variables: readonly Variable[],
  given: FactRecord,
  table: DiagramTable,
): Witness | null {
  const cells = fewestCells(table, table.all([approves, table.not(other)]));
  if (cells === undefined) return null;
  const near = nearestMet(other, cells);
  const recordedIn = (position: number, cell: number): RecordedFact => {
    const recorded = variables[position]?.cells[cell]?.recorded;
    if (recorded === undefined) throw new Error('A diagram has one branch for each cell');
    return recorded;
  };
  const decisive = [...cells].map(([position, cell]) => {
    const fact = variables[position]?.fact ?? '';
    const instead = near?.get(position);
    const stated: Decisive = { fact, ...statedOf(recordedIn(position, cell)) };
    const change = instead === undefined || instead === cell ? undefined : statedOf(recordedIn(position, instead));
    return { stated, change };
  });
  return {
    facts: new Map([
      ...given,
      ...variables.map(
        ({ fact }, position) => [fact, recordedIn(position, cells.get(position) ?? near?.get(position) ?? 0)] as const,
      ),
    ]),
    decisive: decisive.map(({ stated }) => stated),
    separating: decisive.flatMap(({ stated, change }) => (change ? [{ ...stated, instead: change }] : [])),
  };
}

function statedOf({ value, role }: RecordedFact): Omit<Decisive, 'fact'> {
  return role === undefined ? { value } : { value, role };
}
