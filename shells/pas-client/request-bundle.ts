import type { Bundle, FhirResource } from 'fhir/r4.js';
import { InputError } from '../input/input-error.ts';
import type { Addressed, NewId } from './addresses.ts';
import { answeredForm } from './answered-form.ts';
import { addressed, neededOf, reached, type RequestChart } from './chart-part.ts';
import { preauthorization, type RequestedService } from './claim.ts';
import { peopleOf, type People } from './around.ts';
import { billingCodeOn, orderIn, orderOf } from './order.ts';
import * as people from './people.ts';
import type { FromChart, RequestContent } from './request-content.ts';
import * as systems from './systems.ts';

const ICD_10 = 'disease.icd10';

/**
 * The PAS request bundle: the claim first, then everyone and everything that it refers to, each once.
 * @throws InputError where the place of the service cannot be said
 */
export async function requestBundle(content: RequestContent, next: NewId): Promise<Bundle<FhirResource>> {
  const { chart, now } = content;
  const insurer = people.insurerOf(content.parties, next);
  const fromChart =
    chart === undefined
      ? []
      : addressed(chart, await chartResources(content, chart), payersAs(insurer.fullUrl, chart), next);
  const who = peopleOf(content, insurer, fromChart, next);
  const order = orderEntry(content, who, fromChart, next);
  const response = formEntry(content, who, order, next);
  const { patient, coverage, requester, role, prescriber, subscriber } = who;
  const others = [insurer, requester, role, prescriber, ...(subscriber === undefined ? [] : [subscriber])];
  const around = [patient, coverage, ...others];
  const placed = new Set([...around, order].map(({ fullUrl }) => fullUrl));
  const clinical = fromChart.filter(({ fullUrl }) => !placed.has(fullUrl));
  const supporting = [response, ...clinical.filter(({ resource }) => !AROUND.includes(resource.resourceType))];
  const claim = preauthorization(
    serviceOf(content),
    {
      patient: patient.fullUrl,
      coverage: coverage.fullUrl,
      insurer: insurer.fullUrl,
      requester: requester.fullUrl,
      role: role.fullUrl,
      order: order.fullUrl,
      supporting: supporting.map(({ fullUrl, resource }) => ({ address: fullUrl, type: resource.resourceType })),
    },
    now,
    next,
  );
  return {
    resourceType: 'Bundle',
    id: next(),
    meta: { profile: [systems.REQUEST_PROFILE.bundle] },
    identifier: { system: systems.URI, value: `urn:uuid:${next()}` },
    type: 'collection',
    timestamp: now,
    entry: [claim, ...around, order, response, ...clinical].map(({ fullUrl, resource }) => ({ fullUrl, resource })),
  };
}

/** The order of the chart, where it is one as the guide takes it, or one that says the same. */
function orderEntry(
  { chart, drug, found }: RequestContent,
  { patient, prescriber }: People,
  fromChart: FromChart,
  next: NewId,
): Addressed {
  const { on } = found.request;
  const own = chart && orderIn(chart.chart, drug);
  const same = fromChart.find(({ ref }) => ref === own?.ref);
  if (same?.resource.resourceType === 'MedicationRequest') return same;
  const addresses = { patient: patient.fullUrl, prescriber: prescriber.fullUrl };
  return orderOf(drug, billingCodeOn(drug, on), addresses, own, on, next);
}

function formEntry(
  { form, facts, parties, found, now }: RequestContent,
  { patient, coverage }: People,
  order: Addressed,
  next: NewId,
): Addressed {
  return answeredForm(
    form,
    facts,
    {
      patient: patient.fullUrl,
      coverage: coverage.fullUrl,
      order: order.fullUrl,
      requester: parties.requester.name,
    },
    { on: found.request.on, now },
    next,
  );
}

function serviceOf(content: RequestContent): RequestedService {
  const { found, drug, isUrgent } = content;
  return {
    kind: found.request.kind,
    hcpcs: billingCodeOn(drug, found.request.on).hcpcs,
    ...periodOf(content),
    placeOfService: placeOf(content),
    diagnoses: diagnosesOf(content),
    isUrgent,
    continues: continued(content),
  };
}

/** They stand around what is said, and say nothing of the disease. */
const AROUND: readonly string[] = ['Organization', 'Practitioner', 'PractitionerRole', 'Location', 'RelatedPerson'];

/** What of the chart goes along: what the criteria rest on, the order, and who is spoken of. */
async function chartResources(
  { facts, form, drug, found }: RequestContent,
  chart: RequestChart,
): Promise<ReturnType<typeof reached>> {
  const wanted = form.form.asked.map(({ question }) => (question.kind === 'value' ? question.linkId : question.fact));
  const order = orderIn(chart.chart, drug);
  const patient = `Patient/${String(chart.chart.patient['id'])}`;
  const also = [patient, ...(order?.type === 'MedicationRequest' ? [order.ref] : [])];
  const needed = await neededOf(chart, facts, wanted, also, found.request.on);
  // A payer of the chart is the insurer of the request, who stands there already.
  return reached(chart.chart, needed).filter(({ ref }) => !payersOf(chart).has(ref));
}

function payersOf({ chart }: RequestChart): ReadonlySet<string> {
  const coverages = [...chart.resources.values()].filter(({ type }) => type === 'Coverage');
  const payors = coverages.flatMap(({ json }) => (Array.isArray(json['payor']) ? (json['payor'] as unknown[]) : []));
  return new Set(
    payors.flatMap((payor) => {
      const { reference } = payor as { readonly reference?: unknown };
      return typeof reference === 'string' ? [chart.canonical(reference)] : [];
    }),
  );
}

/** Whoever pays in the chart is the insurer of the request. */
function payersAs(insurer: string, chart: RequestChart): ReadonlyMap<string, string> {
  return new Map([...payersOf(chart)].map((ref) => [ref, insurer]));
}

function periodOf({ found, start }: RequestContent): {
  readonly units: number | undefined;
  readonly from: string;
  readonly to: string | undefined;
} {
  const { from, to, units } = found.authorization ?? { from: start, to: null, units: null };
  return { units: units ?? undefined, from, to: to ?? undefined };
}

function placeOf({ drug, setting }: RequestContent): string {
  const place = drug.billing.placesOfService.find(({ settings }) => settings.includes(setting));
  if (place !== undefined) return place.code;
  throw new InputError([
    { where: '--setting', what: `no place of service is held for ${setting}`, mend: 'Name another setting' },
  ]);
}

function diagnosesOf({ course, facts }: RequestContent): readonly string[] {
  const coded = facts.get(ICD_10)?.value;
  return [...new Set([...(typeof coded === 'string' ? [coded] : []), ...(course?.patient.diagnoses ?? [])])];
}

/** The number of the authorization that a renewal carries on. */
function continued({ found, course }: RequestContent): string | undefined {
  if (found.request.kind === 'initial') return undefined;
  return course?.events.findLast((event) => event.type === 'authorization')?.number;
}
