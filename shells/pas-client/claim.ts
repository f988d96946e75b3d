import type { Claim, ClaimDiagnosis, ClaimItem, ClaimSupportingInfo, CodeableConcept } from 'fhir/r4.js';
import type { RequestKind } from '../../core/coverage/policy.ts';
import * as codes from '../fhir/claim/systems.ts';
import { EXTENSION, URGENT } from '../pas/systems.ts';
import { made, type Addressed, type NewId } from './addresses.ts';
import * as systems from './systems.ts';

/** What is asked for, in one line. */
export interface RequestedService {
  readonly kind: RequestKind;
  readonly hcpcs: string;
  /** Billing units; undefined where none can be worked out. */
  readonly units: number | undefined;
  /** YYYY-MM-DD; without a last day where none is known. */
  readonly from: string;
  readonly to: string | undefined;
  readonly placeOfService: string;
  /** ICD-10-CM, the first one first. */
  readonly diagnoses: readonly string[];
  /** The prescriber says that it cannot wait. */
  readonly isUrgent: boolean;
  /** Units and period are those that the policy would lead to; the number that a renewal carries on. */
  readonly continues: string | undefined;
}

/** To whom and what a claim refers, by address. */
export interface ClaimReferences {
  readonly patient: string;
  readonly coverage: string;
  readonly insurer: string;
  readonly requester: string;
  readonly role: string;
  readonly order: string;
  /** In this order; each is of the type that its resource has. */
  readonly supporting: readonly { readonly address: string; readonly type: string }[];
}

/** Types that the guide's own kind of supporting information has a place for. */
const DOCUMENTED: readonly string[] = [
  'DocumentReference',
  'QuestionnaireResponse',
  'AllergyIntolerance',
  'Condition',
  'DiagnosticReport',
  'Immunization',
  'MedicationRequest',
  'Procedure',
  'ServiceRequest',
  'Observation',
  'NutritionOrder',
  'DeviceRequest',
];

/**
 * The claim of a request for authorization: one line for the drug, the diagnoses, and everything that speaks for it.
 * @param now a moment to the second, with its offset
 */
export function preauthorization(
  service: RequestedService,
  references: ClaimReferences,
  now: string,
  next: NewId,
): Addressed<Claim> {
  const { diagnoses, isUrgent } = service;
  return made<Claim>(
    {
      resourceType: 'Claim',
      meta: { profile: [systems.REQUEST_PROFILE.claim] },
      ...(isUrgent
        ? {
            extension: [
              { url: EXTENSION.levelOfService, ...concept({ system: systems.LEVEL_OF_SERVICE_SYSTEM, code: URGENT }) },
            ],
          }
        : {}),
      identifier: [{ system: systems.URI, value: `urn:uuid:${next()}` }],
      status: 'active',
      type: coded(codes.CLAIM_TYPE, 'professional'),
      use: 'preauthorization',
      patient: { reference: references.patient },
      created: now,
      insurer: { reference: references.insurer },
      provider: { reference: references.requester },
      priority: coded(codes.PRIORITY, isUrgent ? 'stat' : 'normal'),
      careTeam: [
        {
          extension: [{ url: systems.CARE_TEAM_SCOPE, valueBoolean: true }],
          sequence: 1,
          provider: { reference: references.role },
        },
      ],
      supportingInfo: references.supporting.map(supportingInfo),
      ...(diagnoses.length === 0 ? {} : { diagnosis: diagnoses.map(diagnosisOf) }),
      insurance: [{ sequence: 1, focal: true, coverage: { reference: references.coverage } }],
      item: [itemOf(service, references.order)],
    },
    next,
  );
}

function itemOf(service: RequestedService, order: string): ClaimItem {
  const { kind, hcpcs, units, from, to, placeOfService, diagnoses, continues } = service;
  return {
    extension: [
      { url: EXTENSION.requestType, ...concept(systems.HEALTH_SERVICES_REVIEW) },
      { url: EXTENSION.certificationType, ...concept(kind === 'initial' ? systems.INITIAL : systems.RENEWAL) },
      ...(continues === undefined ? [] : [{ url: EXTENSION.authorizationNumber, valueString: continues }]),
      { url: EXTENSION.requestedService, valueReference: { reference: order } },
    ],
    sequence: 1,
    careTeamSequence: [1],
    ...(diagnoses.length === 0 ? {} : { diagnosisSequence: diagnoses.map((_, index) => index + 1) }),
    category: { coding: [systems.MEDICAL_CARE] },
    productOrService: coded(codes.procedure(hcpcs), hcpcs),
    ...(to === undefined ? { servicedDate: from } : { servicedPeriod: { start: from, end: to } }),
    locationCodeableConcept: coded(codes.PLACE_OF_SERVICE, placeOfService),
    // Billing units, as the lists of X12 name them.
    ...(units === undefined ? {} : { quantity: { value: units, unit: 'UN' } }),
  };
}

function supportingInfo({ address, type }: ClaimReferences['supporting'][number], index: number): ClaimSupportingInfo {
  const base = { sequence: index + 1, valueReference: { reference: address } };
  if (!DOCUMENTED.includes(type)) return { ...base, category: { coding: [systems.GENERAL_INFORMATION] } };
  return {
    extension: [
      {
        url: systems.DOCUMENT_INFORMATION,
        extension: [{ url: 'reportTypeCode', ...concept(systems.PHYSICIAN_REPORT) }],
      },
    ],
    ...base,
    category: { coding: [systems.ADDITIONAL_INFORMATION] },
  };
}

function diagnosisOf(code: string, index: number): ClaimDiagnosis {
  return { sequence: index + 1, diagnosisCodeableConcept: coded(codes.ICD_10_CM, code) };
}

function coded(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] };
}

function concept(coding: { readonly system: string; readonly code: string }): {
  readonly valueCodeableConcept: CodeableConcept;
} {
  return { valueCodeableConcept: { coding: [coding] } };
}
