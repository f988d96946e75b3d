import { deadCriteria, type Idle, type Unmeetable } from '../../core/coverage/dead-criteria.ts';
import { inReadingOrder, isFactNode, type Criterion, type FactNode, type InNode } from '../../core/criteria/node.ts';
import type { FactDefinition } from '../../core/values/fact.ts';

/** What is wrong with the criteria themselves, whatever the worked examples try. */
export interface CriterionFinding {
  readonly severity: 'error' | 'warning';
  /** Id of the criterion. */
  readonly criterion: string;
  readonly what: string;
  readonly mend: string;
}

export interface LintedCriteria {
  /** No patient meets the whole. */
  readonly nobody: boolean;
  readonly findings: readonly CriterionFinding[];
}

type Definitions = ReadonlyMap<string, FactDefinition>;

/** Criteria that nobody meets, that say nothing beside others, or that ask for a value which the fact cannot have. */
export function lintCriteria(root: Criterion, definitions: Definitions): LintedCriteria {
  const nodes = inReadingOrder(root);
  const dead = deadCriteria(
    root,
    definitions,
    nodes.some(({ kind }) => kind === 'within') ? MONTHS_OF_EACH_LENGTH : ANY_DAY,
  );
  const unsupplied = ownNodes(root).filter((node) => isUnsuppliable(node, definitions));
  // What only follows from one of these is not said again.
  const reported = new Set<Criterion>([...unsupplied, ...dead.unmeetable.map(({ node }) => node)]);
  const idle = dead.idle.filter(({ node, because }) => ![node, ...because].some((one) => reported.has(one)));
  return {
    nobody: dead.nobody,
    findings: [
      ...unsupplied.map((node) => finding('error', node, sayUnsuppliable(node, definitions))),
      ...dead.unmeetable.map((one) => finding('error', one.node, sayUnmeetable(one))),
      ...idle.map((one) => finding('warning', one.node, sayIdle(one))),
    ],
  };
}

type Said = Pick<CriterionFinding, 'what' | 'mend'>;

const finding = (severity: CriterionFinding['severity'], { id }: Criterion, said: Said): CriterionFinding => ({
  severity,
  criterion: id,
  ...said,
});

const ANY_DAY = ['2026-03-01'];
/** Days behind a month of 28, 29, 30 and 31 days, the month's first and last: a period in months has all its lengths. */
const MONTHS_OF_EACH_LENGTH = [
  ...['2027-03-01', '2027-03-31', '2028-03-01', '2028-03-31'],
  ...['2027-05-01', '2027-05-31', '2027-08-31', '2027-09-01'],
];

/** Without those that a `same-as` repeats: they are looked at where they stand. */
function ownNodes(node: Criterion): readonly Criterion[] {
  if (node.kind === 'same-as' || isFactNode(node)) return [node];
  const below = node.kind === 'not' ? [node.child] : node.kind === 'when' ? [node.condition, node.then] : node.children;
  return [node, ...below.flatMap(ownNodes)];
}

/** A code list none of whose codes has the form of the fact's: no record and no person can supply one of them. */
function isUnsuppliable(node: Criterion, definitions: Definitions): node is InNode {
  if (node.kind !== 'in') return false;
  const type = definitions.get(node.fact)?.type;
  return type?.kind === 'code' && !node.codes.some((code) => new RegExp(type.pattern, 'u').test(code));
}

function sayUnsuppliable({ fact, list: name }: InNode, definitions: Definitions): Said {
  const type = definitions.get(fact)?.type;
  const system = type?.kind === 'code' ? type.system : fact;
  return {
    what: `nothing can supply ${fact} from the list ${name}: none of its codes is a code of ${system}`,
    mend: 'Name another list or another fact',
  };
}

function sayUnmeetable({ node, between }: Unmeetable): Said {
  if (isFactNode(node))
    return { what: `no value of ${node.fact} meets it (${saysOf(node)})`, mend: 'Correct the value, or leave it out' };
  const [one, ...others] = between;
  if (one === undefined) return { what: 'no patient meets it', mend: 'Give it a criterion' };
  if (node.kind === 'all' && others.length > 0)
    return {
      what: `no patient meets it: ${list(between)} contradict each other`,
      mend: 'Correct one of them, or join them by `any`',
    };
  const verb = node.kind === 'not' ? 'every patient meets' : node.kind === 'all' ? 'no patient meets' : 'it asks for';
  return { what: `no patient meets it: ${verb} ${list(between)}`, mend: 'Correct what stands below it' };
}

function sayIdle({ node, as, always, because }: Idle): Said {
  const says = isFactNode(node) ? ` (${saysOf(node)})` : '';
  if (always) {
    const who = isFactNode(node) ? `every value of ${node.fact}` : 'every patient';
    return { what: `${who} meets it${says}`, mend: 'Correct it, or leave it out' };
  }
  const why = because.length === 0 ? 'by the others' : `by ${list(because)}`;
  const truth = as === 'met' ? 'met already' : 'of no use';
  return {
    what: `it can make no difference${says}: where it could matter it is ${truth}, ${why}`,
    mend: 'Correct one of them, or leave it out',
  };
}

/** Ids of criteria, each on a fact with what it says. */
function list(nodes: readonly Criterion[]): string {
  const named = nodes.map((node) => (isFactNode(node) ? `${node.id} (${saysOf(node)})` : node.id));
  return [named.slice(0, -1).join(', '), ...named.slice(-1)].filter(Boolean).join(' and ');
}

/** A criterion on a fact as its file says it. */
function saysOf(node: FactNode): string {
  switch (node.kind) {
    case 'is':
      return `${node.fact} is ${shown(node.value)}`;
    case 'one-of':
      return `${node.fact} one-of ${node.values.map(shown).join(', ')}`;
    case 'in':
      return `${node.fact} in ${node.list}`;
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return `${node.fact} ${node.kind} ${node.value}`;
    case 'within':
      return `${node.fact} within ${node.period.count} ${node.period.unit}`;
    case 'judgement':
      return `${node.fact} judged-by ${node.attestedBy.join(', ')}`;
    default:
      return node satisfies never;
  }
}

const shown = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
