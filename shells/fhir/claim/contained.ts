import type { Coverage, FhirResource, Organization, Patient, Practitioner, Reference } from 'fhir/r4.js';
import type { Address, Person } from '../../claim-forms/billing-schema.ts';
import type { ClaimForms } from '../../claim-forms/forms.ts';
import { addressOf, nameOf } from '../billing-names.ts';
import * as systems from './systems.ts';

type Role = 'patient' | 'payer' | 'provider' | 'coverage' | 'treated';

export interface Contained {
  readonly resources: readonly FhirResource[];
  /** Undefined where nothing is known of the role. */
  readonly refer: (role: Role) => Reference | undefined;
}

/** The people and organizations of a claim, as resources inside it. Each is there only where something is known of it. */
export function containedIn(forms: ClaimForms, hospital: boolean): Contained {
  const { billing } = forms;
  const found: readonly (readonly [Role, FhirResource | undefined])[] = [
    ['patient', patientOf(forms)],
    ['payer', organization('payer', billing.payer?.name, undefined, billing.payer?.address)],
    ['provider', providerOf(forms)],
    // R4 wants whatever is contained to be referred to: of the two only the one whose claim it is.
    ['treated', practitioner('treated', hospital ? billing.attendingProvider : billing.renderingProvider)],
    ['coverage', coverageOf(forms)],
  ];
  const held = new Map(
    found.flatMap(([role, resource]) => (resource === undefined ? [] : [[role, resource] as const])),
  );
  return {
    resources: [...held.values()],
    refer: (role) => (held.has(role) ? { reference: `#${role}` } : undefined),
  };
}

function patientOf({ billing, patient }: ClaimForms): Patient {
  const isSelf = billing.patient?.relationship === 'self';
  const name = isSelf ? billing.subscriber?.name : billing.patient?.name;
  const address = isSelf ? billing.subscriber?.address : billing.patient?.address;
  return {
    resourceType: 'Patient',
    id: 'patient',
    ...(name === undefined ? {} : { name: [nameOf(name)] }),
    gender: patient.sex,
    birthDate: patient.birthDate,
    ...(address === undefined ? {} : { address: [addressOf(address)] }),
  };
}

function coverageOf({ billing }: ClaimForms): Coverage | undefined {
  const { subscriber, payer, patient } = billing;
  if (subscriber?.memberId === undefined || payer?.name === undefined) return undefined;
  return {
    resourceType: 'Coverage',
    id: 'coverage',
    status: 'active',
    subscriberId: subscriber.memberId,
    beneficiary: { reference: '#patient' },
    ...(patient?.relationship === undefined
      ? {}
      : { relationship: { coding: [{ system: systems.SUBSCRIBER_RELATIONSHIP, code: patient.relationship }] } }),
    payor: [{ reference: '#payer' }],
  };
}

function providerOf({ billing }: ClaimForms): Organization | Practitioner | undefined {
  const provider = billing.billingProvider;
  if (provider?.person !== undefined && provider.organization === undefined)
    return practitioner('provider', {
      name: provider.person,
      ...(provider.npi === undefined ? {} : { npi: provider.npi }),
    });
  return organization('provider', provider?.organization, provider?.npi, provider?.address);
}

/** FHIR wants a name or a number of an organization. */
function organization(
  id: string,
  name: string | undefined,
  npi: string | undefined,
  address: Address | undefined,
): Organization | undefined {
  if (name === undefined && npi === undefined) return undefined;
  return {
    resourceType: 'Organization',
    id,
    ...(npi === undefined ? {} : { identifier: [{ system: systems.NPI, value: npi }] }),
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address: [addressOf(address)] }),
  };
}

function practitioner(id: string, person: Person | undefined): Practitioner | undefined {
  if (person?.name === undefined && person?.npi === undefined) return undefined;
  return {
    resourceType: 'Practitioner',
    id,
    ...(person.npi === undefined ? {} : { identifier: [{ system: systems.NPI, value: person.npi }] }),
    ...(person.name === undefined ? {} : { name: [nameOf(person.name)] }),
  };
}
