import type { Extension, MedicationRequest } from 'fhir/r4.js';
import type { BillingCode } from '../../core/billing/billing.ts';
import type { Chart, ChartResource } from '../chart/chart.ts';
import { isTree } from '../chart/elm.ts';
import * as codes from '../fhir/claim/systems.ts';
import { drugOf } from '../fhir/drug-of.ts';
import type { Drug } from '../knowledge/drug.ts';
import { extensionsAt, textAt } from '../pas/element.ts';
import { EXTENSION } from '../pas/systems.ts';
import { made, type Addressed, type NewId } from './addresses.ts';
import * as systems from './systems.ts';

/** Orders that a request can be for. */
const ORDERS: readonly string[] = ['MedicationRequest', 'ServiceRequest'];

/** The active order of the drug in a chart, the newest one; what coverage discovery wrote on it goes along. */
export function orderIn({ resources }: Chart, drug: Drug): ChartResource | undefined {
  const drugs = new Map([[drug.id, drug]]);
  const orders = [...resources.values()].filter(({ type, json }) => {
    if (!ORDERS.includes(type) || json['status'] !== 'active' || json['intent'] !== 'order') return false;
    const concepts = [json['medicationCodeableConcept'], json['code']].filter(isTree);
    return drugOf(concepts, drugs).kind === 'found';
  });
  const authored = ({ json }: ChartResource): string => textAt(json, 'authoredOn') ?? '';
  return orders.toSorted((a, b) => (authored(a) < authored(b) ? 1 : -1))[0];
}

/**
 * An order of the drug, where no chart has one as the guide takes it: what, for whom, by whom, since when; how it is
 * dosed is the label's.
 * @param of the order of the chart that it stands for: what coverage discovery wrote on that one goes along
 * @param on YYYY-MM-DD: since when, where no order says it
 */
export function orderOf(
  drug: Drug,
  code: BillingCode,
  addresses: { readonly patient: string; readonly prescriber: string },
  of: ChartResource | undefined,
  on: string,
  next: NewId,
): Addressed<MedicationRequest> {
  const { name, brand, products, rxnorm = [] } = drug;
  const discovered = extensionsAt(of?.json, EXTENSION.coverageInformation);
  const authoredOn = textAt(of?.json, 'authoredOn') ?? on;
  return made<MedicationRequest>(
    {
      resourceType: 'MedicationRequest',
      meta: { profile: [systems.REQUEST_PROFILE.medicationRequest] },
      // They are written on one order as on the other.
      ...(discovered.length === 0 ? {} : { extension: discovered as unknown as Extension[] }),
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: {
        coding: [
          ...rxnorm.map((concept) => ({ system: systems.RXNORM, code: concept.code })),
          { system: codes.HCPCS, code: code.hcpcs },
          ...products.map(({ ndc }) => ({ system: codes.NDC, code: ndc })),
        ],
        text: `${name} (${brand})`,
      },
      subject: { reference: addresses.patient },
      authoredOn,
      requester: { reference: addresses.prescriber },
    },
    next,
  );
}

/** The code by which the drug is billed on a day, the newest where the day has none. */
export function billingCodeOn({ billing }: Drug, day: string): BillingCode {
  const { codes: held } = billing;
  const code = held.find(({ from, to }) => from <= day && (to === undefined || day <= to));
  return code ?? held.at(-1) ?? held[0];
}
