import type { Bundle, Claim, ClaimDiagnosis, ClaimItem, CodeableConcept, Money, Reference } from 'fhir/r4.js';
import type { ClaimForm, FormLine } from '../../claim-forms/form.ts';
import type { ClaimForms } from '../../claim-forms/forms.ts';
import { containedIn } from './contained.ts';
import * as systems from './systems.ts';

/**
 * The claims as FHIR R4: one Claim, or a Bundle (collection) of several. Who stands on it is contained; what is not known
 * is left out, and `draft` says so.
 * @param now the moment of writing, with its offset
 */
export function claimResource(forms: ClaimForms, now: string): Claim | Bundle {
  const claims = forms.claims.map((claim) => resourceOf(claim, forms, now));
  const [only, second] = claims;
  if (only !== undefined && second === undefined) return only;
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: now,
    entry: claims.map((resource) => ({ resource })),
  };
}

function resourceOf(claim: ClaimForm, forms: ClaimForms, now: string): Claim {
  const { billing, needed } = forms;
  const hospital = claim.facilityType !== null;
  const { resources, refer } = containedIn(forms, hospital);
  const treated = refer('treated');
  const { authorization, chargeCents, diagnoses, number } = claim;
  return {
    resourceType: 'Claim',
    contained: [...resources],
    ...(number === '' ? {} : { identifier: [{ value: number }] }),
    status: needed.length === 0 ? 'active' : 'draft',
    type: coded(systems.CLAIM_TYPE, hospital ? 'institutional' : 'professional'),
    use: 'claim',
    patient: refer('patient') ?? UNKNOWN,
    billablePeriod: { start: claim.dateOfService, end: claim.dateOfService },
    created: now,
    insurer: refer('payer') ?? UNKNOWN,
    provider: refer('provider') ?? UNKNOWN,
    priority: coded(systems.PRIORITY, 'normal'),
    ...related(billing.claim?.frequency, billing.claim?.originalReference),
    ...(treated === undefined ? {} : { careTeam: [{ sequence: 1, provider: treated }] }),
    diagnosis: diagnoses.map((code, index) => diagnosisOf(code, index, hospital)),
    insurance: [
      {
        sequence: 1,
        focal: true,
        coverage: refer('coverage') ?? UNKNOWN,
        ...(authorization === null ? {} : { preAuthRef: [authorization] }),
      },
    ],
    item: claim.lines.map((line) => itemOf(line, claim, treated !== undefined)),
    ...(chargeCents === null ? {} : { total: dollars(chargeCents) }),
  };
}

/** What R4 wants to be there and nobody has said. */
const UNKNOWN: Reference = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
};

function related(frequency: string | undefined, original: string | undefined): Pick<Claim, 'related'> {
  if (original === undefined || frequency === undefined || frequency === 'original') return {};
  return { related: [{ relationship: coded(systems.RELATIONSHIP, 'prior'), reference: { value: original } }] };
}

function diagnosisOf(code: string, index: number, hospital: boolean): ClaimDiagnosis {
  return {
    sequence: index + 1,
    diagnosisCodeableConcept: coded(systems.ICD_10_CM, code),
    // A hospital names one diagnosis as the principal one; a professional claim orders them.
    ...(index === 0 && hospital ? { type: [coded(systems.DIAGNOSIS_TYPE, 'principal')] } : {}),
  };
}

function itemOf(line: FormLine, { dateOfService }: ClaimForm, hasTeam: boolean): ClaimItem {
  const { number, code, modifiers, units, chargeCents, pointers, placeOfService, revenueCode, drug } = line;
  return {
    sequence: number,
    ...(hasTeam ? { careTeamSequence: [1] } : {}),
    ...(pointers.length === 0 ? {} : { diagnosisSequence: [...pointers] }),
    ...(revenueCode === null ? {} : { revenue: coded(systems.REVENUE, revenueCode) }),
    productOrService: code === null ? { text: 'not known' } : coded(systems.procedure(code), code),
    ...(modifiers.length === 0 ? {} : { modifier: modifiers.map((modifier) => coded(systems.HCPCS, modifier)) }),
    servicedDate: dateOfService,
    ...(placeOfService === null ? {} : { locationCodeableConcept: coded(systems.PLACE_OF_SERVICE, placeOfService) }),
    ...(units === null ? {} : { quantity: { value: units } }),
    ...(chargeCents === null ? {} : { net: dollars(chargeCents) }),
    ...(drug?.ndc11 == null
      ? {}
      : {
          detail: [
            {
              sequence: 1,
              productOrService: coded(systems.NDC, drug.ndc11),
              ...(drug.quantity === null ? {} : { quantity: { value: drug.quantity, unit: drug.unit } }),
            },
          ],
        }),
  };
}

function coded(system: string, code: string): CodeableConcept {
  return { coding: [{ system, code }] };
}

function dollars(cents: number): Money {
  return { value: cents / 100, currency: 'USD' };
}
