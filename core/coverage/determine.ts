import type { Allowed } from '../criteria/allowed.ts';
import type { Trace } from '../criteria/compile.ts';
import { MET, NOT_MET, UNKNOWN } from '../criteria/kinds/code.ts';
import { openQuestions } from '../criteria/open-questions.ts';
import { writeOut } from '../criteria/trace.ts';
import { nextQuestion } from '../criteria/next-question.ts';
import { restsOn, waysToMeet, wouldDiffer } from '../criteria/settle.ts';
import type { Citation } from '../values/citation.ts';
import type { FactDefinition, FactRecord } from '../values/fact.ts';
import { periodOf, type ProposedAuthorization } from './authorization.ts';
import { cautionsOf, stated } from './cautions.ts';
import { contractorOfService } from './contractor-of-service.ts';
import type { CoverageKnowledge, Determination, Needed, Outcome, Question, Settling } from './determination.ts';
import type { InForce } from './in-force.ts';
import type { ExcludedLine, Policy, RequestKind } from './policy.ts';

const LINE = 'member.line-of-business';

/** What one version of a policy makes of a patient, before it is written out. */
export type Finding =
  | {
      readonly outcome: Exclude<Outcome, 'policy-not-applicable'>;
      readonly trace: Trace;
      readonly excluded?: undefined;
    }
  /** No rules are held for this kind of request, which is not the same as none being asked. */
  | { readonly outcome: 'information-needed'; readonly trace: null; readonly excluded?: undefined }
  /** The document leaves the patient out; the criteria are evaluated only where it lets them be shown. */
  | { readonly outcome: 'policy-not-applicable'; readonly trace: Trace | null; readonly excluded: ExcludedLine };

/** The finding alone: what a population is run through. `determine` writes it out with reasons and passages. */
export function find(policy: Policy, kind: RequestKind, facts: FactRecord): Finding {
  const line = facts.get(LINE)?.value;
  const excluded = policy.governs.excluded.find((entry) => entry.line === line);
  if (excluded?.showsCriteria === false) return { outcome: 'policy-not-applicable', trace: null, excluded };
  const trace = policy.requests[kind]?.criteria.evaluate(facts) ?? null;
  if (excluded) return { outcome: 'policy-not-applicable', trace, excluded };
  if (trace === null) return { outcome: 'information-needed', trace };
  return { outcome: outcomeOf(trace, policy.governs.lineRequired && line === undefined), trace };
}

/** Looks at one request under the version of a policy in force on its date. */
export function determine(inForce: InForce, question: Question, knowledge: CoverageKnowledge): Determination {
  if (inForce.policy === undefined) return notHeld(inForce, question);
  const { policy } = inForce;
  const { outcome, trace, excluded } = find(policy, question.kind, question.facts);
  if (excluded) return excludedBy(policy, excluded, trace, question, knowledge);
  if (trace === null) return withoutRules(policy, question);
  const open = outcome === 'information-needed';
  return {
    ...head(policy, question),
    outcome,
    authorization: outcome === 'criteria-met' ? proposed(policy, question) : null,
    criteria: writeOut(trace, question.facts),
    needed: open ? neededFor(trace, policy, question, knowledge) : [],
    ...settled(trace, policy, question, knowledge),
    cites: citesOf(policy, question.kind),
    cautions: cautionsOf(policy, question, trace),
  };
}

/** An unknown whom the policy governs is an open question even where the criteria themselves are settled. */
function outcomeOf(trace: Trace, lineMissing: boolean): Exclude<Outcome, 'policy-not-applicable'> {
  const root = trace.truths[0];
  if (lineMissing) return 'information-needed';
  if (root === MET) return 'criteria-met';
  return root === NOT_MET ? 'criteria-not-met' : 'information-needed';
}

function head(policy: Policy, { kind, on }: Question): Pick<Determination, 'policy' | 'request'> {
  return { policy: { id: policy.id, version: policy.version }, request: { kind, drug: policy.drug, on } };
}

function proposed(policy: Policy, { kind, on, start }: Question): ProposedAuthorization {
  const months = policy.requests[kind]?.authorization.months ?? null;
  const from = start ?? on;
  return months === null ? { from, to: null, months, units: null } : { ...periodOf(from, months), months, units: null };
}

function citesOf(policy: Policy, kind: RequestKind): readonly Citation[] {
  return [...(policy.requests[kind]?.authorization.cite ?? []), ...policy.inForce.cite];
}

function neededFor(trace: Trace, policy: Policy, question: Question, { facts }: CoverageKnowledge): readonly Needed[] {
  const byFact = new Map<string, Needed>();
  const add = (id: string, criterion: string, roles?: readonly string[]): void => {
    const definition = facts.get(id);
    const asked = definition?.derivedFrom ?? id;
    const before = byFact.get(asked);
    byFact.set(asked, {
      fact: asked,
      ask: facts.get(asked)?.ask ?? asked,
      criteria: [...(before?.criteria ?? []), criterion],
      ...(roles ? { roles } : {}),
    });
  };
  if (policy.governs.lineRequired && !question.facts.has(LINE)) add(LINE, 'governs');
  for (const node of openQuestions(trace))
    add(node.fact, node.id, node.kind === 'judgement' ? node.attestedBy : undefined);
  return [...byFact.values()];
}

/** How many sets of answers, and of changes, an answer shows. */
const SHOWN = 20;

type Settled = Pick<Determination, 'settles' | 'settlesMore' | 'next' | 'restsOn' | 'wouldDiffer'>;

/** What would settle an open finding, what a met one rests on, and what one that is not met hangs on. */
function settled(trace: Trace, policy: Policy, question: Question, { facts }: CoverageKnowledge): Settled {
  const settling = (fact: string, allows: Allowed): Settling => ({ fact, ask: facts.get(fact)?.ask ?? fact, allows });
  const lineOpen = policy.governs.lineRequired && !question.facts.has(LINE);
  const first = lineOpen ? [settling(LINE, lineAllowed(policy, facts))] : [];
  const { ways, more } = waysToMeet(trace, facts, SHOWN);
  const governs = policy.governs.lineRequired ? [LINE] : [];
  const rests = restsOn(trace, question.facts, SHOWN).ways.map((way) => [...governs, ...way.keys()]);
  const next = lineOpen ? LINE : nextQuestion(trace, question.facts, facts, ways);
  const open = trace.truths[0] === UNKNOWN || lineOpen;
  return {
    settles: open ? ways.map((way) => [...first, ...[...way].map(([fact, allows]) => settling(fact, allows))]) : [],
    ...(open && more ? { settlesMore: true } : {}),
    ...(open && next !== undefined ? { next: askedInstead(next, facts) } : {}),
    ...(rests.length > 0 && !lineOpen ? { restsOn: rests } : {}),
    ...changesOf(trace, question, facts),
  };
}

/** A fact that is worked out from another is asked by that one. */
function askedInstead(fact: string, facts: ReadonlyMap<string, FactDefinition>): string {
  return facts.get(fact)?.derivedFrom ?? fact;
}

function changesOf(
  trace: Trace,
  question: Question,
  facts: ReadonlyMap<string, FactDefinition>,
): Pick<Determination, 'wouldDiffer'> {
  const changes = wouldDiffer(trace, question.facts, facts, SHOWN);
  if (changes.length === 0) return {};
  return {
    wouldDiffer: changes.map((change) => ({
      recorded: [...change.changes].map(([fact, { recorded, allows }]) => ({ fact, recorded, allows })),
      answers: [...change.answers].map(([fact, allows]) => ({ fact, ask: facts.get(fact)?.ask ?? fact, allows })),
    })),
  };
}

/** Every line that the document does not leave out. */
function lineAllowed(policy: Policy, facts: ReadonlyMap<string, FactDefinition>): Allowed {
  const type = facts.get(LINE)?.type;
  const choices = type?.kind === 'one-of' ? type.choices.map((choice) => choice.value) : [];
  const excluded = policy.governs.excluded.map((entry) => entry.line);
  return { kind: 'values', values: choices.filter((value) => !excluded.includes(value)) };
}

function withoutRules(policy: Policy, question: Question): Determination {
  return {
    ...head(policy, question),
    outcome: 'information-needed',
    reason: `the text that is held says nothing of a ${question.kind} request: ask the payer`,
    authorization: null,
    criteria: null,
    needed: [],
    settles: [],
    cites: policy.inForce.cite,
    cautions: stated(policy, question),
  };
}

function notHeld(inForce: Extract<InForce, { reason: string }>, question: Question): Determination {
  return {
    ...head(inForce.nearest, question),
    outcome: 'policy-not-applicable',
    reason: inForce.reason,
    authorization: null,
    criteria: null,
    needed: [],
    settles: [],
    cites: inForce.nearest.inForce.cite,
    cautions: [],
  };
}

function excludedBy(
  policy: Policy,
  excluded: ExcludedLine,
  trace: Trace | null,
  question: Question,
  knowledge: CoverageKnowledge,
): Determination {
  const place = excluded.namesContractor ? contractorOfService(question.facts, knowledge) : undefined;
  return {
    ...head(policy, question),
    outcome: 'policy-not-applicable',
    reason: excluded.reason,
    authorization: null,
    criteria: trace && writeOut(trace, question.facts),
    needed: place?.needed ?? [],
    settles: [],
    ...(place ? { mac: place.mac } : {}),
    cites: [...excluded.cite, ...(place?.cites ?? [])],
    // The policy's own cautions speak of its criteria: they are said where those are shown.
    cautions: [...excluded.cautions, ...(trace ? stated(policy, question) : []), ...(place?.cautions ?? [])],
  };
}
