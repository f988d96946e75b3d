/** Addresses and codes that a request writes and the receiving side does not, beside those of shells/pas/systems.ts. */
const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';

/** Profiles that the resources of a request say they keep. */
export const REQUEST_PROFILE = {
  bundle: `${PAS}/profile-pas-request-bundle`,
  claim: `${PAS}/profile-claim`,
  update: `${PAS}/profile-claim-update`,
  inquiryBundle: `${PAS}/profile-pas-inquiry-request-bundle`,
  inquiry: `${PAS}/profile-claim-inquiry`,
  beneficiary: `${PAS}/profile-beneficiary`,
  subscriber: `${PAS}/profile-subscriber`,
  coverage: `${PAS}/profile-coverage`,
  insurer: `${PAS}/profile-insurer`,
  requestor: `${PAS}/profile-requestor`,
  practitioner: `${PAS}/profile-practitioner`,
  practitionerRole: `${PAS}/profile-practitionerrole`,
  subscription: `${PAS}/profile-subscription`,
  medicationRequest: `${PAS}/profile-medicationrequest`,
  response: 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/dtr-questionnaireresponse',
} as const;

export const CARE_TEAM_SCOPE = `${PAS}/extension-careTeamClaimScope`;
export const DOCUMENT_INFORMATION = `${PAS}/extension-documentInformation`;

/** Kinds of supporting information: the guide's own, and R4's for resources that the guide's kind has no place for. */
export const ADDITIONAL_INFORMATION = {
  system: 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes',
  code: 'additionalInformation',
} as const;
export const GENERAL_INFORMATION = {
  system: 'http://terminology.hl7.org/CodeSystem/claiminformationcategory',
  code: 'info',
} as const;

/** X12 lists and the codes of them that the guide's examples show; the lists themselves are licensed. */
export const CERTIFICATION_SYSTEM = 'https://codesystem.x12.org/005010/1322';
export const INITIAL = { system: CERTIFICATION_SYSTEM, code: 'I' } as const;
/** Unconfirmed: the guide shows no renewal. */
export const RENEWAL = { system: CERTIFICATION_SYSTEM, code: 'R' } as const;
export const HEALTH_SERVICES_REVIEW = { system: 'https://codesystem.x12.org/005010/1525', code: 'HS' } as const;
export const MEDICAL_CARE = { system: 'https://codesystem.x12.org/005010/1365', code: '1' } as const;
export const PHYSICIAN_REPORT = { system: 'https://codesystem.x12.org/005010/755', code: 'PY' } as const;
export const LEVEL_OF_SERVICE_SYSTEM = 'https://codesystem.x12.org/005010/1338';
/** Whose name or number it is: an insurer's, a provider's. */
export const PAYER_ROLE = { system: 'https://codesystem.x12.org/005010/98', code: 'PR' } as const;
export const REQUESTER_ROLE = { system: 'https://codesystem.x12.org/005010/98', code: 'X3' } as const;

/** The patient holds the insurance. */
export const SELF = { system: 'https://codesystem.x12.org/005010/1069', code: '18' } as const;

export const IDENTIFIER_TYPE = 'http://terminology.hl7.org/CodeSystem/v2-0203';
export const PAYER_ID_TYPE = {
  system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType',
  code: 'payerid',
} as const;
/** Numbers whose list nobody has named. */
export const MEMBER_ID = 'urn:stepwise:member-id';
export const PAYER_ID = 'urn:stepwise:payer-id';
export const URI = 'urn:ietf:rfc:3986';

export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
/** As charts name it. */
export const LINE_OF_BUSINESS = 'https://stepwise.example/fhir/CodeSystem/line-of-business';
/** Of the questionnaire's answers: they go with the request for authorization. */
export const WITH_REQUEST = 'withpa';
