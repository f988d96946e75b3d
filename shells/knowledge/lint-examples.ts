import { inForce } from '../../core/coverage/in-force.ts';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { CompiledCriteria } from '../../core/criteria/compile.ts';
import { MET, NOT_MET, type Code } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, isFactNode, type CompareNode, type FactNode } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Knowledge } from './knowledge.ts';
import { caseFacts } from './run-cases.ts';
import { versionsOf } from './versions.ts';

/** What no worked example tries: each a criterion that none meets or fails, or a side of a threshold, in reading order. */
export function untried(
  policy: Policy,
  kind: RequestKind,
  { root, evaluate }: CompiledCriteria,
  knowledge: Knowledge,
): readonly { readonly criterion: string; readonly what: string }[] {
  const tried = triedPatients(policy, kind, knowledge).map((facts) => ({ facts, truths: evaluate(facts).truths }));
  const nodes = inReadingOrder(root);
  return nodes.flatMap((node, position) => {
    if (!isFactNode(node) || nodes.indexOf(node) !== position) return [];
    const gives = (code: Code): boolean => tried.some(({ truths }) => truths[position] === code);
    const found = [
      ...(gives(MET) ? [] : ['no worked example meets it']),
      ...(gives(NOT_MET) ? [] : ['no worked example fails it']),
      ...missingValues(
        node,
        tried.map(({ facts }) => facts),
        knowledge.facts.get(node.fact),
      ),
    ];
    return found.map((what) => ({ criterion: node.id, what }));
  });
}

/** The patients of the worked examples that this version is asked about. */
function triedPatients(policy: Policy, kind: RequestKind, knowledge: Knowledge): readonly FactRecord[] {
  const versions = versionsOf(knowledge, policy.id);
  return knowledge.cases
    .filter((file) => file.policy === policy.id)
    .flatMap((file) => file.cases)
    .filter((entry) => entry.request === kind && inForce(versions, entry.on).policy === policy)
    .map(
      (entry) =>
        withConsequences({ facts: caseFacts(entry, knowledge), cautions: [] }, knowledge.facts, entry.on).facts,
    );
}

/** Of a threshold the values just under, at and just over it, as far as the fact can take them. */
function missingValues(node: FactNode, tried: readonly FactRecord[], definition?: FactDefinition): readonly string[] {
  const type = definition?.type;
  if (!isThreshold(node) || type?.kind !== 'integer') return [];
  const wanted = [
    ['under', node.value - 1],
    ['at', node.value],
    ['over', node.value + 1],
  ] as const;
  return wanted
    .filter(([, value]) => value >= type.min && value <= (type.max ?? Infinity))
    .filter(([, value]) => !tried.some((facts) => facts.get(node.fact)?.value === value))
    .map(([where, value]) => `no worked example ${where} the threshold (${value})`);
}

function isThreshold(node: FactNode): node is CompareNode {
  return node.kind === 'at-least' || node.kind === 'more-than' || node.kind === 'at-most' || node.kind === 'less-than';
}
