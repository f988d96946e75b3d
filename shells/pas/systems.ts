/** Addresses and codes of the guide. Code lists of X12 are licensed: only codes are here that this service writes. */

const PAS = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition';

export const PROFILE = {
  response: `${PAS}/profile-pas-response-bundle`,
  claimResponse: `${PAS}/profile-claimresponse`,
  inquiryResponse: `${PAS}/profile-pas-inquiry-response-bundle`,
  inquiryClaimResponse: `${PAS}/profile-claiminquiryresponse`,
  communicationRequest: `${PAS}/profile-communicationrequest`,
  subscription: `${PAS}/profile-subscription`,
} as const;

export const EXTENSION = {
  itemTraceNumber: `${PAS}/extension-itemTraceNumber`,
  preAuthIssueDate: `${PAS}/extension-itemPreAuthIssueDate`,
  preAuthPeriod: `${PAS}/extension-itemPreAuthPeriod`,
  authorizationNumber: `${PAS}/extension-authorizationNumber`,
  authorizedDetail: `${PAS}/extension-itemAuthorizedDetail`,
  authorizedProvider: `${PAS}/extension-itemAuthorizedProvider`,
  transmissionIdentifiers: `${PAS}/extension-TransmissionIdentifiers`,
  epsdtIndicator: `${PAS}/extension-epsdtIndicator`,
  nursingHomeStatus: `${PAS}/extension-nursingHomeResidentialStatus`,
  nursingHomeLevel: `${PAS}/extension-nursingHomeLevelOfCare`,
  revenueRateLimit: `${PAS}/extension-revenueUnitRateLimit`,
  revenueCode: `${PAS}/extension-revenueCode`,
  administrationReferenceNumber: `${PAS}/extension-administrationReferenceNumber`,
  requestedServiceDate: `${PAS}/extension-itemRequestedServiceDate`,
  certificationType: `${PAS}/extension-certificationType`,
  requestType: `${PAS}/extension-serviceItemRequestType`,
  requestedService: `${PAS}/extension-requestedService`,
  productOrServiceCodeEnd: `${PAS}/extension-productOrServiceCodeEnd`,
  itemCategory: `${PAS}/extension-itemCategory`,
  infoChanged: `${PAS}/extension-infoChanged`,
  infoCancelled: `${PAS}/modifierextension-infoCancelled`,
  levelOfService: `${PAS}/extension-levelOfServiceCode`,
  reviewAction: `${PAS}/extension-reviewAction`,
  reviewActionCode: `${PAS}/extension-reviewActionCode`,
  reviewer: `${PAS}/extension-claimResponseReviewer`,
  certificationIssued: `${PAS}/extension-itemCertificationIssueDate`,
  certificationFrom: `${PAS}/extension-itemCertificationEffectiveDate`,
  certificationTo: `${PAS}/extension-itemCertificationExpirationDate`,
  serviceLineNumber: `${PAS}/extension-serviceLineNumber`,
  errorPath: `${PAS}/extension-errorPath`,
  errorFollowup: `${PAS}/extension-errorFollowupAction`,
  coverageInformation: 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information',
} as const;

export const ACTION_SYSTEM = 'https://codesystem.x12.org/005010/306';
export const ERROR_SYSTEM = 'https://codesystem.x12.org/005010/901';
export const FOLLOW_UP_SYSTEM = 'https://codesystem.x12.org/005010/889';
export const ADJUDICATION_SYSTEM = 'http://terminology.hl7.org/CodeSystem/adjudication';
export const NPI_SYSTEM = 'http://hl7.org/fhir/sid/us-npi';
/** The LOINC code that sends the provider to a questionnaire of DTR: its trace number is the context there. */
export const QUESTIONNAIRE_WANTED = '102089-0';

/** What became of an item, by the codes of X12 306; the words are those of the guide's own examples where it has one. */
export const ACTIONS = {
  A1: 'Certified in total',
  A3: 'Not Certified',
  A4: 'Pending',
  A6: 'Modified',
  C: 'Cancelled',
} as const;
export type Action = keyof typeof ACTIONS;

/** X12 1322, on an item. `I` and `3` stand in the guide; that `R` and `4` carry on what was authorized is unconfirmed. */
export const CERTIFICATION = { cancel: '3', carriesOn: ['R', '4'] } as const;
/** X12 1338: the level of service of a claim that cannot wait. */
export const URGENT = 'U';
/** X12 901 and 889 for a payer that is not here, as in the guide's example of an error. */
export const PAYER_UNKNOWN = { code: 'T4', followUp: 'C' } as const;
