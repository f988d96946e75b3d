import type { OperationOutcomeIssue } from 'fhir/r4.js';
import type { RequestKind } from '../../core/coverage/policy.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import { conceptsOf } from '../crd/orders.ts';
import { heldIn } from '../crd/pool.ts';
import { drugOf, type DrugFound } from '../fhir/drug-of.ts';
import { policiesOn, type Insurer } from '../insurers/insurer.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { KnownContext } from './request-context.ts';
import { formBy, formFor, type HeldForm } from './held-form.ts';
import type { PackageInput, SentResource } from './package-input.ts';

const LINE = 'member.line-of-business';

/** A form that is sent, and the orders that it is for. */
export interface WantedForm {
  readonly held: HeldForm;
  readonly orders: readonly SentResource[];
}

/** The forms to be sent, and what is to be said besides. */
export interface Wanted {
  readonly forms: readonly WantedForm[];
  readonly issues: readonly OperationOutcomeIssue[];
}

/** What the choice of forms rests on. */
export interface Choice {
  readonly input: PackageInput;
  readonly insurer: Insurer;
  readonly context: KnownContext | undefined;
  readonly facts: FactRecord;
  readonly knowledge: Knowledge;
  /** Address below which the forms stand, without a slash at its end. */
  readonly base: string;
  /** YYYY-MM-DD */
  readonly on: string;
}

/**
 * The forms that are named, those that were asked for before as long as the orders are still of the same drugs, and those
 * of the drugs that are ordered: each once, in one version. An order of a drug that one of them is of needs no other.
 */
export function wantedForms(choice: Choice): Wanted {
  const { input, context } = choice;
  const orders = input.orders.map((order) => ({ order, ...drugIn(order, choice) }));
  const asked = named(input.questionnaires, choice);
  const isSame = orders.every(({ drug }) =>
    drug === undefined ? context?.drugs.length === 0 : context?.drugs.includes(drug) === true,
  );
  const before = context !== undefined && isSame ? named(context.questionnaires, choice) : { forms: [], issues: [] };
  const chosen = [...asked.forms, ...before.forms];
  const open = orders.filter(({ drug }) => drug === undefined || !chosen.some(({ policy }) => policy.drug === drug));
  // Nothing is asked for under the context: what it is about is not looked at anew.
  const settled = context !== undefined && isSame && context.questionnaires.length === 0;
  const ordered = settled ? { forms: [], issues: [NOTHING_NEEDED] } : ofOrders(open, choice);
  const forms = [...chosen, ...ordered.forms];
  return {
    forms: [...new Map(forms.map((held) => [held.url, held])).values()].map((held) => {
      const own = orders.filter(({ drug }) => drug === held.policy.drug);
      return { held, orders: (own.length > 0 ? own : orders).map(({ order }) => order) };
    }),
    issues: [
      ...asked.issues,
      ...(context !== undefined && !isSame ? [OTHER_ORDERS] : []),
      ...before.issues,
      ...ordered.issues,
    ],
  };
}

/** Said where the orders are not those that CRD was asked about. */
const OTHER_ORDERS = issue(
  'warning',
  'conflict',
  'The orders are not of the drug that the context is about: the forms are those of the orders as they were sent now',
);

/** Said where CRD asked for no documents, or what it asked for is not asked for any more. */
const NOTHING_NEEDED = information(
  'No documentation is asked for here under this context: nothing was asked for, or it has been settled or changed ' +
    'since. Where the answer under it was to ask the payer, that still holds.',
);

interface Forms {
  readonly forms: readonly HeldForm[];
  readonly issues: readonly OperationOutcomeIssue[];
}

function named(canonicals: readonly string[], { insurer, knowledge, base, on }: Choice): Forms {
  const found = canonicals.map((canonical) => {
    const held = formBy(canonical, knowledge, base, on);
    return { canonical, held: held !== undefined && insurer.policies.includes(held.policy.id) ? held : undefined };
  });
  return {
    forms: found.flatMap(({ held }) => held ?? []),
    issues: found.flatMap(({ canonical, held }) =>
      held === undefined
        ? [issue('warning', 'not-found', `The payer of this coverage has no questionnaire ${canonical.slice(0, 300)}`)]
        : [],
    ),
  };
}

/** An order, and the drug that it is of; undefined where it is of none that is held, for the reason of `kind`. */
interface OrderOf {
  readonly order: SentResource;
  readonly drug: string | undefined;
  readonly kind: DrugFound['kind'];
}

function drugIn(order: SentResource, { input, knowledge }: Choice): Omit<OrderOf, 'order'> {
  const found = drugOf(conceptsOf(order, heldIn([...input.referenced, ...input.orders])), knowledge.drugs);
  return { kind: found.kind, drug: found.kind === 'found' ? found.drug : undefined };
}

function ofOrders(orders: readonly OrderOf[], { insurer, knowledge, base, on, facts }: Choice): Forms {
  const value = facts.get(LINE)?.value;
  const line = typeof value === 'string' ? value : undefined;
  const found = orders.map(({ order, drug, kind }) => {
    const policies = drug === undefined ? [] : policiesOn(insurer, knowledge.policies, { drug, on, line });
    const forms = policies.flatMap((policy) => formFor(policy, kindOf(order), false, knowledge, base) ?? []);
    return { forms, issues: forms.length > 0 ? [] : [issueOf(order, kind)] };
  });
  return { forms: found.flatMap(({ forms }) => forms), issues: found.flatMap(({ issues }) => issues) };
}

/** An order that goes on from an earlier one asks for a renewal. */
function kindOf(order: SentResource): RequestKind {
  return order['priorPrescription'] === undefined ? 'initial' : 'renewal';
}

function issueOf(order: SentResource, kind: DrugFound['kind']): OperationOutcomeIssue {
  const ref = `${order.resourceType}/${String(order['id'])}`.slice(0, 100);
  switch (kind) {
    case 'named':
      return issue(
        'warning',
        'incomplete',
        `${ref} names its drug in words only. Send a code of it (RxNorm, NDC or HCPCS)`,
      );
    case 'contradictory':
      return issue('warning', 'conflict', `The codes of ${ref} are of more than one drug. Correct the order`);
    case 'found':
      return information(`The payer has no rules here for the drug of ${ref}: ask the payer what it needs`);
    case 'other':
      return information(`What ${ref} orders is not decided here: ask the payer what it needs`);
    default:
      return kind satisfies never;
  }
}

function information(text: string): OperationOutcomeIssue {
  return issue('information', 'informational', text);
}

export function issue(
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  diagnostics: string,
): OperationOutcomeIssue {
  return { severity, code, diagnostics };
}
