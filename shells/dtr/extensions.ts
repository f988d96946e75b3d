/** Addresses of the DTR guide and of SDC, as far as they are written or read here. */
const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';

export const PROFILES = {
  package: `${DTR}/DTR-QPackageBundle`,
  packageOutput: `${DTR}/dtr-qpackage-output-parameters`,
  adaptiveSearch: `${DTR}/dtr-questionnaire-adapt-search`,
  adaptive: `${DTR}/dtr-questionnaire-adapt`,
  response: `${DTR}/dtr-questionnaireresponse`,
  adaptiveResponse: `${DTR}/dtr-questionnaireresponse-adapt`,
  nextOutput: `${DTR}/dtr-next-question-output-parameters`,
} as const;

export const QR_COVERAGE = `${DTR}/qr-coverage`;
export const QR_CONTEXT = `${DTR}/qr-context`;
export const INTENDED_USE = `${DTR}/intendedUse`;
export const INFORMATION_ORIGIN = `${DTR}/information-origin`;
/** Where `$next-question` is asked. */
export const ADAPTIVE = `${SDC}/sdc-questionnaire-questionnaireAdaptive`;

/** The code system of CRD that says what the answers are for. */
export const DOC_PURPOSE = 'http://hl7.org/fhir/us/davinci-crd/CodeSystem/temp';
