import { find } from '../../core/coverage/determine.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { deciding } from '../../core/criteria/deciding.ts';
import { truthOf, UNKNOWN } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, isFactNode } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { RESULTS } from '../../shells/fhir/cql/criteria-cql.ts';
import { textsOf } from './cql-target.ts';
import { parametersFrom, policyOverAnswers, truthFrom } from './cql.ts';
import type { Variable } from './every-combination.ts';

/**
 * Holds the CQL of a request, run by the reference engine, against the evaluator on every combination of the variables'
 * states: the outcome, the truth of the criteria and those that decide.
 * @returns how many combinations have each outcome
 * @throws at the first difference
 */
export async function holdCqlAgainst(
  policy: Policy,
  kind: RequestKind,
  definitions: ReadonlyMap<string, FactDefinition>,
  variables: readonly Variable[],
): Promise<ReadonlyMap<string, number>> {
  const { run } = await policyOverAnswers(policy, kind, definitions);
  const outcomes = new Map<string, number>();
  for (const facts of combinations(variables)) {
    const parameters = parametersFrom(facts, definitions);
    const said = [
      await run(RESULTS.outcome, parameters),
      truthFrom(await run(RESULTS.met, parameters)),
      textsOf(await run(RESULTS.deciding, parameters)).join(),
    ].join('; ');
    const { outcome } = find(policy, kind, facts);
    const wanted = [outcome, ...evaluated(policy, kind, facts)].join('; ');
    if (said !== wanted) throw new Error(`CQL: ${said}. The evaluator: ${wanted}. ${JSON.stringify([...facts])}`);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  return outcomes;
}

/** The truth of the criteria and those that decide it, whomever the policy governs. */
function evaluated(policy: Policy, kind: RequestKind, facts: FactRecord): readonly string[] {
  const trace = policy.requests[kind]?.criteria.evaluate(facts);
  if (trace === undefined) throw new Error(`${policy.id} says nothing of a ${kind} request`);
  const decides = new Set(deciding(trace).map(({ id }) => id));
  const order = new Set(
    inReadingOrder(trace.criteria.root)
      .filter(isFactNode)
      .map(({ id }) => id),
  );
  return [truthOf(trace.truths[0] ?? UNKNOWN), [...order].filter((id) => decides.has(id)).join()];
}

function* combinations([first, ...rest]: readonly Variable[]): Generator<ReadonlyMap<string, RecordedFact>> {
  if (first === undefined) {
    yield new Map();
    return;
  }
  for (const facts of combinations(rest))
    for (const state of first.states)
      yield state === undefined ? facts : new Map([...facts, [first.definition.id, state]]);
}
