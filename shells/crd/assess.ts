import { codesOn } from '../../core/billing/code-on.ts';
import { mgPerUnitOn, type Billing } from '../../core/billing/billing.ts';
import type { Determination } from '../../core/coverage/determination.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { checkCoverage } from '../../core/foresight/check-coverage.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import type { ChartReading } from '../chart/read-chart.ts';
import { formFor } from '../dtr/held-form.ts';
import { HCPCS } from '../fhir/claim/systems.ts';
import { drugOf, type DrugFound } from '../fhir/drug-of.ts';
import { exclusionOn, policiesOn, type Insurer } from '../insurers/insurer.ts';
import type { Drug } from '../knowledge/drug.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { covering, type Authorization } from './authorizations.ts';
import { notCovered, unsaid, type Finding } from './finding.ts';
import type { MemberFound } from './member.ts';
import { conceptsOf, dayOf, type Order } from './orders.ts';
import type { Held } from './pool.ts';
import { ASK, byDetermination, satisfied } from './said.ts';

/** What an order is looked at with before its patient's chart. */
export interface Known {
  readonly insurer: Insurer;
  readonly knowledge: Knowledge;
  readonly member: MemberFound;
  /** The resources at hand. */
  readonly pool: readonly Held[];
  readonly authorizations: readonly Authorization[];
  /** YYYY-MM-DD. */
  readonly on: string;
  /** Address below which the service speaks FHIR. */
  readonly base: string;
  /** Numbers of authorizations may be told. */
  readonly numbers: boolean;
}

/** What is said of an order, and the policy and the determination behind it, where there are any. */
export interface Assessed {
  readonly finding: Finding;
  readonly drug?: string;
  readonly policy?: Policy;
  readonly kind?: RequestKind;
  readonly determination?: Determination;
}

/** What can be said of an order from the payer's own record; undefined where what is in the chart decides. */
export function byRecord(order: Order, known: Known): Assessed | undefined {
  const { insurer, knowledge, member, on, authorizations } = known;
  if (member.kind === 'not-covered') return { finding: notCovered({ code: member.because }) };
  const concepts = conceptsOf(order.resource, known.pool);
  const found = drugOf(concepts, knowledge.drugs);
  const drug = found.kind === 'found' ? found.drug : undefined;
  const codes = concepts.flatMap(({ coding = [] }) => coding.flatMap(({ code }) => (code === undefined ? [] : [code])));
  const exclusion = exclusionOn(insurer, { drug, codes }, on);
  if (exclusion !== undefined) return { finding: notCovered({ text: exclusion.reason }) };
  if (drug === undefined) return { finding: notIdentified(found, knowledge) };
  const { billing } = heldDrug(knowledge, drug);
  const mgPerUnit = mgPerUnitOn(billing, on);
  const approved = covering(authorizations, {
    ...{ drug, day: dayOf(order.resource, on), order: order.resource, mgPerUnit, birthDate: member.birthDate },
  });
  if (approved === undefined || !known.numbers) return undefined;
  return { finding: satisfied(approved, billingCodesOn(billing, on)), drug };
}

/**
 * What can be said of an order that the record alone says nothing of.
 * @param reading what came along as facts; undefined where it could not be read as a chart
 */
export function byChart(order: Order, known: Known, reading: ChartReading | undefined): Assessed {
  const { insurer, knowledge, member, on, authorizations } = known;
  const found = drugOf(conceptsOf(order.resource, known.pool), knowledge.drugs);
  if (found.kind !== 'found' || member.kind !== 'member') throw new Error('the record alone answers such an order');
  const { drug } = found;
  const held = heldDrug(knowledge, drug);
  const billingCodes = billingCodesOn(held.billing, on);
  const answers = ownFacts(member, insurer);
  const line = textOf(answers, LINE) ?? (reading && textOf(reading.facts, LINE));
  const [policy, ...others] = policiesOn(insurer, knowledge.policies, { drug, on, line });
  if (policy === undefined) {
    const text = `No policy of ${insurer.name} for ${held.name} is held for ${on}. ${ASK}`;
    return { finding: { ...unsaid({ text }), billingCodes }, drug };
  }
  if (others.length > 0) {
    const titles = [policy, ...others].map(({ title }) => title).join('; ');
    const text = `The line of business of the coverage decides between: ${titles}. Send a coverage whose type says it`;
    return { finding: { ...unsaid({ text }, ['OTH']), billingCodes }, drug };
  }
  const before = authorizations.some((one) => one.drug === drug);
  const kind = before && policy.requests.renewal !== null ? 'renewal' : 'initial';
  const determination = checkCoverage(
    knowledge.policies.filter(({ id }) => id === policy.id),
    { kind, on, answers, ...(reading === undefined ? {} : { chart: reading }) },
    knowledge,
    { labels: held.labels, mgPerUnit: mgPerUnitOn(held.billing, on), notBilled: held.billing.notBilled },
  );
  const questionnaire = formFor(policy, kind, false, knowledge, known.base)?.canonical;
  const finding = {
    ...{ ...byDetermination(determination, policy, reading !== undefined), billingCodes },
    ...(questionnaire === undefined ? {} : { questionnaire }),
  };
  return { finding, drug, policy, kind, determination };
}

function heldDrug({ drugs }: Knowledge, id: string): Drug {
  const drug = drugs.get(id);
  if (drug === undefined) throw new Error('a drug that was recognised is held');
  return drug;
}

/** The code of the day, where there is one and no other. */
function billingCodesOn(billing: Billing, on: string): Finding['billingCodes'] {
  const codes = codesOn(billing, { date: on }).map(({ hcpcs }) => ({ system: HCPCS, code: hcpcs }));
  return codes.length === 1 ? codes : [];
}

function notIdentified(found: DrugFound, { drugs }: Knowledge): Finding {
  if (found.kind === 'contradictory') {
    const name = drugs.get(found.drug)?.name ?? found.drug;
    return unsaid(
      {
        text: `The codes of the order name ${name} and another product (${found.codes.join(', ')}). Send those of one`,
      },
      ['detail-code'],
    );
  }
  if (found.kind === 'named') {
    const name = drugs.get(found.drug)?.name ?? found.drug;
    return unsaid(
      { text: `The order names ${name} in words only. Send its billing code, package number or RxNorm concept` },
      ['detail-code'],
    );
  }
  return unsaid({ text: `Requirements for this order are not held here. ${ASK}` });
}

const LINE = 'member.line-of-business';

/** What the payer's own member list says of a member: the payer's word goes before the chart's. */
function ownFacts({ membership }: Extract<MemberFound, { kind: 'member' }>, { name }: Insurer): FactRecord {
  const said = [
    [LINE, membership?.lineOfBusiness],
    ['member.state', membership?.state],
  ] as const;
  return new Map(
    said.flatMap(([fact, value]) =>
      value === undefined
        ? []
        : [
            [
              fact,
              { value, origin: 'attested', evidence: [{ kind: 'attestation', ref: 'member list' }], by: name },
            ] as const,
          ],
    ),
  );
}

function textOf(facts: FactRecord, fact: string): string | undefined {
  const value = facts.get(fact)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The same for a hook that comes before the order is signed: it is told what will be needed, and asked for nothing. */
export function early(finding: Finding): Finding {
  const open = finding.covered === 'conditional';
  return {
    // Without documents the form for them is not told either.
    ...{ ...finding, documents: false, infoNeeded: [] },
    covered: open ? 'indeterminate' : finding.covered,
    reasons: open
      ? [{ text: 'What is needed for the authorization is said when the order is signed' }]
      : finding.reasons,
  };
}
