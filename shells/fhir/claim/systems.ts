/** Addresses of the code systems that a claim uses. */
export const CLAIM_TYPE = 'http://terminology.hl7.org/CodeSystem/claim-type';
export const PRIORITY = 'http://terminology.hl7.org/CodeSystem/processpriority';
export const RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship';
export const DIAGNOSIS_TYPE = 'http://terminology.hl7.org/CodeSystem/ex-diagnosistype';
export const SUBSCRIBER_RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/subscriber-relationship';
export const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const NDC = 'http://hl7.org/fhir/sid/ndc';
export const NPI = 'http://hl7.org/fhir/sid/us-npi';
export const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
const CPT = 'http://www.ama-assn.org/go/cpt';
export const REVENUE = 'https://www.nubc.org/CodeSystem/RevenueCodes';
export const PLACE_OF_SERVICE = 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set';

/** Codes that begin with a digit are those of the professional association, the others the national ones. */
export function procedure(code: string): string {
  return /^\d/u.test(code) ? CPT : HCPCS;
}
