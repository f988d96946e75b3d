import { determine } from '../../../core/coverage/determine.ts';
import { diffPolicies, type Witness } from '../../../core/coverage/diff/diff.ts';
import { otherDifferences } from '../../../core/coverage/diff/other.ts';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import type { FactRecord } from '../../../core/values/fact.ts';
import { failing } from '../../../core/explain/say.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { choiceOption, dayOption, versionOption } from '../options.ts';
import { renderDiff, type ComparedRequest, type ComparedWitness } from '../render/policy-diff.ts';
import type { Verb, VerbAnswer } from '../verb.ts';

/** Whom does one policy approve that another does not? */
export const policyDiffVerb: Verb = {
  name: 'policy diff',
  summary: 'Compare whom two policies, or two versions of one, approve, with a patient for each direction',
  examples: [
    'stepwise policy diff --from prime-ic-0789 --to fep-5.21.223 --on 2026-06-15',
    'stepwise policy diff --from prime-ic-0789@2025-05-05 --to fep-5.21.223@2026-04-01 --request initial --json',
  ],
  configure: (command) =>
    command
      .requiredOption('--from <policy>', 'the first policy, by id; ID@VERSION for one version')
      .requiredOption('--to <policy>', 'the policy that is compared with it')
      .option('--request <kind>', 'initial or renewal; both if left out')
      .option('--on <day>', 'the versions in force on this day (YYYY-MM-DD); today if left out'),
  run: (options, desk): VerbAnswer => {
    const asked = choiceOption(options, 'request', ['initial', 'renewal'] as const);
    const on = dayOption(options, 'on') ?? desk.today();
    const knowledge = desk.knowledge();
    const from = versionOption(knowledge, options, 'from', on);
    const to = versionOption(knowledge, options, 'to', on);
    const kinds: readonly RequestKind[] = asked ? [asked] : ['initial', 'renewal'];
    const requests = kinds.map((kind): ComparedRequest => {
      const diff = diffPolicies(from, to, kind, knowledge.facts);
      const run = (witness: Witness | null, other: Policy): ComparedWitness | null =>
        witness && runThrough(witness, other, kind, on, knowledge);
      return { ...diff, onlyFrom: run(diff.onlyFrom, to), onlyTo: run(diff.onlyTo, from) };
    });
    const other = otherDifferences(from, to, kinds, knowledge.facts);
    return {
      json: { from: nameOf(from), to: nameOf(to), requests: requests.map(asData), other },
      text: renderDiff({ from, to, requests, other }, knowledge.facts, desk.paint),
      exit: requests.every(({ relation }) => relation === 'equivalent') ? 0 : 20,
    };
  },
};

const nameOf = ({ id, version }: Policy): Pick<Policy, 'id' | 'version'> => ({ id, version });

/** What the policy that does not approve makes of the patient: the same determination as of any other patient. */
function runThrough(
  witness: Witness,
  policy: Policy,
  kind: RequestKind,
  on: string,
  knowledge: Knowledge,
): ComparedWitness {
  const { outcome, criteria, reason, needed } = determine({ policy }, { kind, on, facts: witness.facts }, knowledge);
  const notMet = outcome === 'criteria-not-met' && criteria ? failing(criteria) : [];
  return {
    ...witness,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    notMet: notMet.map(({ id, text }) => ({ id, text })),
    waiting: outcome === 'information-needed' ? needed.flatMap((one) => one.criteria) : [],
  };
}

function asData({ kind, relation, reason, onlyFrom, onlyTo }: ComparedRequest): unknown {
  return {
    kind,
    relation,
    ...(reason === undefined ? {} : { reason }),
    onlyFrom: onlyFrom && witnessData(onlyFrom),
    onlyTo: onlyTo && witnessData(onlyTo),
  };
}

function witnessData({ facts, decisive, separating, outcome, reason, notMet, waiting }: ComparedWitness): unknown {
  return {
    facts: answersOf(facts),
    decisive,
    separating,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    notMet: [...new Set(notMet.map(({ id }) => id))],
    ...(waiting.length === 0 ? {} : { waiting }),
  };
}

/** The facts as an answers file takes them, a judgement with its signer. */
function answersOf(facts: FactRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...facts].map(([id, { value, by, role }]) => [id, role === undefined ? value : { value, by, role }]),
  );
}
