import type { Trace } from '../criteria/compile.ts';
import { MET, NOT_MET } from '../criteria/kinds/code.ts';
import { inReadingOrder, isFactNode, type FactNode } from '../criteria/node.ts';
import type { Caution } from '../values/caution.ts';
import { leastBasis, type Citation } from '../values/citation.ts';
import { isSignedBy, type FactRecord } from '../values/fact.ts';
import type { Question } from './determination.ts';
import type { BenefitRules, Policy, PolicyCaution } from './policy.ts';

const LINE = 'member.line-of-business';
const CODE = 'disease.icd10';

/** All that a reader must know before relying on a determination under this policy. */
export function cautionsOf(policy: Policy, question: Question, trace: Trace): readonly Caution[] {
  const leaves = inReadingOrder(trace.criteria.root).filter(isFactNode);
  return [
    ...governedLine(policy, question.facts),
    ...stated(policy, question),
    ...weakBasis(leaves),
    ...unsigned(leaves, question.facts),
    ...suggestions(leaves, question.facts),
    ...codeList(policy, leaves, question.facts),
    ...(policy.requests[question.kind]?.authorization.months === null ? [NO_LENGTH] : []),
    ...(policy.inForce.to === undefined ? [] : [superseded(policy, policy.inForce.to)]),
    ...otherIndication(policy, trace),
  ];
}

function governedLine({ governs }: Policy, facts: FactRecord): readonly Caution[] {
  const line = facts.get(LINE)?.value;
  if (governs.lines.length === 0 || (line === undefined && governs.lineRequired)) return [];
  if (line !== undefined && governs.lines.includes(String(line))) return [];
  const written = `The policy is written for: ${governs.lines.join(', ')}`;
  return [
    line === undefined
      ? {
          id: 'line-of-business-unknown',
          text: `${written}; the patient's line of business is not recorded.`,
          facts: [LINE],
        }
      : {
          id: 'line-of-business-outside',
          text: `${written}; the patient's is ${String(line)}.`,
          facts: [LINE],
          cite: governs.cite,
        },
  ];
}

/** The cautions that the policy's own file states, as far as they concern the request and the patient. */
export function stated(policy: Policy, question: Pick<Question, 'kind' | 'facts'>): readonly Caution[] {
  return statedAmong(policy.cautions, question);
}

/**
 * What to be careful about in the benefit: what its recorded facts bring with them, and in one caution which of them are
 * not recorded. `benefitIsRecorded` says whether a reader who did not ask for it should be told.
 */
export function benefitCautions(
  { cautions }: BenefitRules,
  question: Pick<Question, 'kind' | 'facts'>,
): readonly Caution[] {
  return statedAmong(cautions, question);
}

/** True where a fact of the benefit is recorded: somebody has asked the payer about it. */
export function benefitIsRecorded({ facts: about }: BenefitRules, facts: FactRecord): boolean {
  return about.some((fact) => facts.has(fact));
}

function statedAmong(
  cautions: readonly PolicyCaution[],
  { kind, facts }: Pick<Question, 'kind' | 'facts'>,
): readonly Caution[] {
  return cautions.flatMap(({ id, text, cite, facts: concerned = [], requests, when, whenUnknown }) => {
    if (requests && !requests.includes(kind)) return [];
    if (when !== undefined && when.evaluate(facts).truths[0] !== MET) return [];
    const unknown = whenUnknown?.filter((fact) => !facts.has(fact)) ?? [];
    if (whenUnknown !== undefined && unknown.length === 0) return [];
    const about = [...new Set([...concerned, ...unknown])];
    return [{ id, text, ...(about.length > 0 ? { facts: about } : {}), ...(cite ? { cite } : {}) }];
  });
}

/** A rule that stands in no held document says so with every answer that used it. */
function weakBasis(leaves: readonly FactNode[]): readonly Caution[] {
  return (['secondary', 'unconfirmed'] as const).flatMap((basis) => {
    const weak = leaves.filter((leaf) => leastBasis(leaf.cite) === basis);
    if (weak.length === 0) return [];
    const texts = [...new Set(weak.map((leaf) => leaf.text))].join('; ');
    const said =
      basis === 'secondary' ? 'read in a secondary source, not in the document itself' : 'believed and not confirmed';
    return [{ id: `basis-${basis}`, text: `Criteria ${said}: ${texts}.`, cite: uniqueCites(weak) }];
  });
}

const NO_LENGTH: Caution = {
  id: 'length-not-stated',
  text: 'The text that is held does not say how long an authorization lasts: ask the payer.',
};

/** Each citation once, however many criteria rest on it. */
function uniqueCites(leaves: readonly FactNode[]): readonly Citation[] {
  const all = leaves.flatMap((leaf) => leaf.cite);
  return all.filter(
    (cite, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(cite)) === index,
  );
}

function unsigned(leaves: readonly FactNode[], facts: FactRecord): readonly Caution[] {
  const concerned = leaves.filter((leaf) => {
    const recorded = facts.get(leaf.fact);
    if (leaf.kind === 'judgement' || leaf.attestedBy === undefined || recorded === undefined) return false;
    return !isSignedBy(recorded, leaf.attestedBy);
  });
  return concerned.map((leaf) => ({
    id: 'attestation-unsigned',
    text: `"${leaf.text}" is for the ${leaf.attestedBy?.join(' or ') ?? ''} to say; the recorded answer is not signed so.`,
    facts: [leaf.fact],
    cite: leaf.cite,
  }));
}

function suggestions(leaves: readonly FactNode[], facts: FactRecord): readonly Caution[] {
  const concerned = [...new Set(leaves.map((leaf) => leaf.fact).filter((fact) => restsOnChart(fact, facts)))];
  if (concerned.length === 0) return [];
  const text = 'Read from the chart and not yet confirmed by a person: check the evidence before relying on it.';
  return [{ id: 'chart-suggestion', text, facts: concerned }];
}

function restsOnChart(fact: string, facts: FactRecord): boolean {
  const recorded = facts.get(fact);
  return recorded?.origin === 'chart' || recorded?.evidence.some((item) => item.kind === 'resource') === true;
}

/** Where the list is no criterion (R4), an unlisted code is trouble for the claim; a listed one proves no diagnosis. */
function codeList({ codes }: Policy, leaves: readonly FactNode[], facts: FactRecord): readonly Caution[] {
  const code = facts.get(CODE)?.value;
  if (leaves.some((leaf) => leaf.kind === 'in' && leaf.list === 'icd10')) return [];
  if (codes.icd10 === undefined || code === undefined || codes.icd10.codes.includes(String(code))) return [];
  const text = `Diagnosis code ${String(code)} is not on the policy's list: a claim with it may be returned.`;
  return [{ id: 'diagnosis-code-unlisted', text, facts: [CODE], cite: codes.icd10.cite }];
}

function superseded(policy: Policy, to: string): Caution {
  const text = `This version ended on ${to}; it answers for its own dates only.`;
  return { id: 'superseded', text, cite: policy.inForce.cite };
}

/** What the document says of other indications, where one of the criteria that make up its own is not met. */
function otherIndication({ otherwise }: Policy, trace: Trace): readonly Caution[] {
  if (otherwise === undefined) return [];
  const outside = inReadingOrder(trace.criteria.root).some(
    (node, position) => otherwise.criteria.includes(node.id) && trace.truths[position] === NOT_MET,
  );
  return outside ? [{ id: 'otherwise', text: otherwise.text, cite: otherwise.cite }] : [];
}
