import type {
  Address as FhirAddress,
  Coverage,
  Identifier,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
} from 'fhir/r4.js';
import type { Address } from '../claim-forms/billing-schema.ts';
import { addressOf, nameOf } from '../fhir/billing-names.ts';
import * as codes from '../fhir/claim/systems.ts';
import { made, type Addressed, type NewId } from './addresses.ts';
import type { RequestParties } from './parties.ts';
import * as systems from './systems.ts';

/** What is known of the patient apart from the billing files. */
export interface PatientKnown {
  readonly birthDate: string | undefined;
  readonly sex: string | undefined;
}

/** States and ZIP codes of the billing file are of one country. */
const withCountry = (address: Address): FhirAddress => ({ ...addressOf(address), country: 'US' });
const npiOf = (value: string): readonly Identifier[] => [{ system: codes.NPI, value }];
const memberNumber = (value: string): Identifier => ({
  type: { coding: [{ system: systems.IDENTIFIER_TYPE, code: 'MB' }] },
  system: systems.MEMBER_ID,
  value,
});

/** The payer of the request. */
export function insurerOf({ insurer }: RequestParties, next: NewId): Addressed<Organization> {
  return made<Organization>(
    {
      resourceType: 'Organization',
      meta: { profile: [systems.REQUEST_PROFILE.insurer] },
      identifier: [insurer.identifier],
      active: true,
      type: [{ coding: [systems.PAYER_ROLE] }],
      name: insurer.name,
    },
    next,
  );
}

/** The practice that asks. */
export function requesterOf({ requester, billing, phone }: RequestParties, next: NewId): Addressed<Organization> {
  const address = billing.billingProvider?.address;
  return made<Organization>(
    {
      resourceType: 'Organization',
      meta: { profile: [systems.REQUEST_PROFILE.requestor] },
      identifier: [...npiOf(requester.npi)],
      active: true,
      type: [{ coding: [systems.REQUESTER_ROLE] }],
      name: requester.name,
      telecom: [{ system: 'phone', value: phone }],
      ...(address === undefined ? {} : { address: [withCountry(address)] }),
    },
    next,
  );
}

export function prescriberOf({ prescriber }: RequestParties, next: NewId): Addressed<Practitioner> {
  return made<Practitioner>(
    {
      resourceType: 'Practitioner',
      meta: { profile: [systems.REQUEST_PROFILE.practitioner] },
      identifier: [...npiOf(prescriber.npi)],
      name: [nameOf(prescriber.name)],
    },
    next,
  );
}

/** In which place and trade the prescriber works. */
export function roleOf(
  prescriber: string,
  requester: string,
  { billing, phone }: RequestParties,
  next: NewId,
): Addressed<PractitionerRole> {
  const taxonomy = billing.renderingProvider?.taxonomy;
  return made<PractitionerRole>(
    {
      resourceType: 'PractitionerRole',
      meta: { profile: [systems.REQUEST_PROFILE.practitionerRole] },
      practitioner: { reference: prescriber },
      organization: { reference: requester },
      telecom: [{ system: 'phone', value: phone }],
      ...(taxonomy === undefined ? {} : { specialty: [{ coding: [{ system: TAXONOMY, code: taxonomy }] }] }),
    },
    next,
  );
}

const TAXONOMY = 'http://nucc.org/provider-taxonomy';

/** A patient of whom there is no chart. */
export function patientOf(
  { billing, memberId, relationship }: RequestParties,
  { birthDate, sex }: PatientKnown,
  next: NewId,
): Addressed<Patient> {
  const { subscriber, patient } = billing;
  const isSelf = relationship === 'self';
  const [name, address] = isSelf ? [subscriber?.name, subscriber?.address] : [patient?.name, patient?.address];
  const born = birthDate ?? (isSelf ? subscriber?.birthDate : undefined);
  const gender = genderOf(sex ?? (isSelf ? subscriber?.sex : undefined));
  return made<Patient>(
    {
      resourceType: 'Patient',
      meta: { profile: [systems.REQUEST_PROFILE.beneficiary] },
      identifier: [memberNumber(memberId)],
      ...(name === undefined ? {} : { name: [nameOf(name)] }),
      ...(gender === undefined ? {} : { gender }),
      ...(born === undefined ? {} : { birthDate: born }),
      ...(address === undefined ? {} : { address: [withCountry(address)] }),
    },
    next,
  );
}

/** Who holds the insurance; undefined where that is the patient. */
export function subscriberOf(
  { billing, memberId, subscriber }: RequestParties,
  next: NewId,
): Addressed<Patient> | undefined {
  if (subscriber === undefined) return undefined;
  const { name, gender } = subscriber;
  const { birthDate, address } = billing.subscriber ?? {};
  return made<Patient>(
    {
      resourceType: 'Patient',
      meta: { profile: [systems.REQUEST_PROFILE.subscriber] },
      identifier: [memberNumber(memberId)],
      name: [nameOf(name)],
      gender,
      ...(birthDate === undefined ? {} : { birthDate }),
      ...(address === undefined ? {} : { address: [withCountry(address)] }),
    },
    next,
  );
}

function genderOf(sex: string | undefined): Patient['gender'] {
  return (['female', 'male', 'other', 'unknown'] as const).find((gender) => gender === sex);
}

/**
 * The coverage that the request is under.
 * @param held the one of the chart, where it has one: what it says besides stays
 */
export function coverageOf(
  { billing, memberId, relationship }: RequestParties,
  addresses: { readonly patient: string; readonly insurer: string; readonly subscriber: string | undefined },
  held: Coverage | undefined,
  lineOfBusiness: string | undefined,
): Coverage {
  const { groupNumber, planName } = billing.subscriber ?? {};
  const line = { coding: [{ system: systems.LINE_OF_BUSINESS, code: lineOfBusiness ?? '' }] };
  const group = { type: { coding: [{ system: COVERAGE_CLASS, code: 'group' }] }, value: groupNumber ?? '' };
  const plan = { type: { coding: [{ system: COVERAGE_CLASS, code: 'plan' }] }, value: planName ?? '' };
  const classes = [...(groupNumber === undefined ? [] : [group]), ...(planName === undefined ? [] : [plan])];
  const others = (held?.identifier ?? []).filter(({ type }) => !type?.coding?.some(({ code }) => code === 'MB'));
  return {
    ...(lineOfBusiness === undefined ? {} : { type: line }),
    ...(classes.length === 0 ? {} : { class: classes }),
    ...held,
    resourceType: 'Coverage',
    meta: { profile: [...(held?.meta?.profile ?? []), systems.REQUEST_PROFILE.coverage] },
    identifier: [memberNumber(memberId), ...others],
    status: 'active',
    relationship: {
      coding: [
        { system: codes.SUBSCRIBER_RELATIONSHIP, code: relationship },
        ...(relationship === 'self' ? [systems.SELF] : []),
      ],
    },
    subscriberId: memberId,
    ...(addresses.subscriber === undefined ? {} : { subscriber: { reference: addresses.subscriber } }),
    beneficiary: { reference: addresses.patient },
    payor: [{ reference: addresses.insurer }],
  };
}

const COVERAGE_CLASS = 'http://terminology.hl7.org/CodeSystem/coverage-class';
