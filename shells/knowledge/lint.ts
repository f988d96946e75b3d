import { inForce } from '../../core/coverage/in-force.ts';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { MET, NOT_MET, type Code } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, isFactNode, type CompareNode, type FactNode } from '../../core/criteria/node.ts';
import { minimalWays, wantedValues } from '../../core/criteria/ways.ts';
import type { FactDefinition, FactRecord } from '../../core/values/fact.ts';
import type { Knowledge } from './knowledge.ts';
import { caseFacts } from './run-cases.ts';

/** Something that a policy's author should look at; the files can be used all the same. */
export interface LintFinding {
  readonly policy: string;
  readonly version: string;
  readonly what: string;
  readonly mend: string;
}

const KINDS = ['initial', 'renewal'] as const;

/** Criteria that nobody can meet, thresholds and criteria that no worked example tries, rules on a superseded document. */
export function lintPolicies(knowledge: Knowledge, only?: string): LintFinding[] {
  return knowledge.policies
    .filter(({ id }) => only === undefined || id === only)
    .flatMap((policy) => {
      const found = (what: string, mend: string): LintFinding => ({
        policy: policy.id,
        version: policy.version,
        what,
        mend,
      });
      const superseding = knowledge.sources.get(policy.source)?.supersededBy;
      return [
        ...(superseding
          ? [found(`rests on ${policy.source}, which ${superseding} supersedes`, 'Encode the newer document')]
          : []),
        ...KINDS.flatMap((kind) => requestFindings(policy, kind, knowledge, found)),
      ];
    });
}

type Found = (what: string, mend: string) => LintFinding;

function requestFindings(
  policy: Policy,
  kind: RequestKind,
  knowledge: Knowledge,
  found: Found,
): readonly LintFinding[] {
  const criteria = policy.requests[kind]?.criteria;
  if (criteria === undefined) return [];
  const { ways } = minimalWays(criteria.root, wantedValues(knowledge.facts), 1);
  if (ways.length === 0)
    return [found(`${kind}: no patient can meet the criteria`, 'Look for two that want different values of one fact')];
  const nodes = inReadingOrder(criteria.root);
  const tried = triedPatients(policy, kind, knowledge).map((facts) => ({
    facts,
    truths: criteria.evaluate(facts).truths,
  }));
  return nodes.flatMap((node, position) => {
    if (!isFactNode(node) || nodes.indexOf(node) !== position) return [];
    const gives = (code: Code): boolean => tried.some(({ truths }) => truths[position] === code);
    const untried = [
      ...(gives(MET) ? [] : ['no worked example meets it']),
      ...(gives(NOT_MET) ? [] : ['no worked example fails it']),
      ...missingValues(
        node,
        tried.map(({ facts }) => facts),
        knowledge.facts.get(node.fact),
      ),
    ];
    return untried.map((what) => found(`${kind}, ${node.id}: ${what}`, 'Add one to cases.yaml'));
  });
}

/** The patients of the worked examples that this version is asked about. */
function triedPatients(policy: Policy, kind: RequestKind, knowledge: Knowledge): readonly FactRecord[] {
  const versions = knowledge.policies.filter(({ id }) => id === policy.id);
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
