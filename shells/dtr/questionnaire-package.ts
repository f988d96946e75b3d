import type { OperationOutcome, OperationOutcomeIssue, Parameters, ParametersParameter, Reference } from 'fhir/r4.js';
import { Temporal } from 'temporal-polyfill';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { textAt } from '../pas/element.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import type { Service } from '../server/service.ts';
import { todayFor } from '../server/zones.ts';
import { contextOf } from './context.ts';
import type { KnownContext } from './request-context.ts';
import { draftResponse, type ResponseContext } from './draft.ts';
import { PROFILES } from './extensions.ts';
import { fhirBase } from './held-form.ts';
import { knownFacts } from './known-facts.ts';
import { packageBundle } from './package-bundle.ts';
import type { PackageInput, SentResource } from './package-input.ts';
import { memberOf, payerOf } from './payer-of.ts';
import { issue, wantedForms, type Wanted } from './wanted-forms.ts';

/**
 * The forms that a coverage and an order, a context or their addresses ask for, each with all that is needed to fill it
 * in. Nothing of what was sent is kept.
 * @throws ProblemError 422 where coverage or context are not known
 */
export async function questionnairePackage(input: PackageInput, service: Service, caller: Caller): Promise<Parameters> {
  const knowledge = service.knowledge.current();
  const now = service.now();
  const base = fhirBase(service.origin());
  const insurer = payerOf(input, service.insurers, caller);
  const on = todayFor(service, insurer.organisation);
  const membership = memberOf(input.coverages[0], insurer);
  const context =
    input.context === undefined
      ? undefined
      : await contextOf(input.context, { service, insurer, caller, coverage: input.coverages[0], on });
  if (input.context !== undefined && context === undefined)
    throw new ProblemError(422, 'The context is not known here', {
      faults: [
        {
          where: "Parameters.parameter.where(name = 'context').value",
          what: 'the payer gave no such id',
          mend: 'Send the coverage-assertion-id or the trace number as it was given',
        },
      ],
    });
  const facts = new Map([...(context?.facts ?? []), ...(await knownFacts(input, membership, on))]);
  const wanted = wantedForms({ input, insurer, context, facts, knowledge, base, on });
  const current = unchanged(input, knowledge, now, wanted);
  const bundles = await Promise.all(
    current.forms.map(({ held, orders }) =>
      packageBundle(
        held,
        draftResponse(held, facts, responseContext(input, orders, context), on),
        knowledge.facts,
        now,
      ),
    ),
  );
  const [bundleName, outcomeName] = input.older ? ['PackageBundle', 'Outcome'] : ['packagebundle', 'outcome'];
  const parameter: ParametersParameter[] = bundles.map((resource) => ({ name: bundleName, resource }));
  if (current.issues.length > 0) parameter.push({ name: outcomeName, resource: outcomeOf(current.issues) });
  return { resourceType: 'Parameters', meta: { profile: [PROFILES.packageOutput] }, parameter };
}

function outcomeOf(issues: readonly OperationOutcomeIssue[]): OperationOutcome {
  return { resourceType: 'OperationOutcome', issue: [...issues] };
}

/** Since when a service publishes what it does, by its knowledge: at the latest since it was first asked. */
const publishedSince = new WeakMap<Knowledge, string>();

/** Without the forms that the caller has already as they are. */
function unchanged({ changedSince }: PackageInput, knowledge: Knowledge, now: string, wanted: Wanted): Wanted {
  const since = publishedSince.get(knowledge) ?? now;
  publishedSince.set(knowledge, since);
  if (changedSince === undefined || wanted.forms.length === 0 || !isAfter(changedSince, since)) return wanted;
  const text = 'Nothing has changed since the moment that was given: go on with what was sent before';
  return { forms: [], issues: [...wanted.issues, issue('information', 'informational', text)] };
}

function isAfter(moment: string, since: string): boolean {
  try {
    return Temporal.Instant.compare(Temporal.Instant.from(moment), Temporal.Instant.from(since)) > 0;
  } catch {
    // A day, a month or a year is no moment: that nothing has changed since cannot be said.
    return false;
  }
}

function responseContext(
  { coverages, older }: PackageInput,
  orders: readonly SentResource[],
  context: KnownContext | undefined,
): ResponseContext {
  const [coverage] = coverages;
  const patient = textAt(coverage, 'beneficiary', 'reference') ?? textAt(orders[0], 'subject', 'reference');
  return {
    subject:
      patient === undefined ? { type: 'Patient', display: 'The member of the coverage' } : { reference: patient },
    coverages: coverages.map(referenceTo),
    orders: orders.length > 0 ? orders.map(referenceTo) : (context?.orders ?? []).map((reference) => ({ reference })),
    older,
  };
}

function referenceTo(resource: SentResource): Reference {
  const id = textAt(resource, 'id');
  const { resourceType } = resource;
  return id === undefined
    ? { type: resourceType, display: `The ${resourceType} that was sent` }
    : { reference: `${resourceType}/${id}` };
}
