import type { CapabilityStatementRestResource } from 'fhir/r4.js';
import type { Capability } from '../fhir/capability.ts';

const DTR = 'http://hl7.org/fhir/us/davinci-dtr';
const OPERATIONS = `${DTR}/OperationDefinition`;

const read: Pick<CapabilityStatementRestResource, 'interaction' | 'searchParam'> = {
  interaction: [{ code: 'read' }, { code: 'search-type' }],
  searchParam: [
    { name: 'url', type: 'uri' },
    { name: 'version', type: 'token' },
  ],
};

const ASKED = [
  { name: 'questionnaire-package', definition: `${OPERATIONS}/questionnaire-package` },
  { name: 'next-question', definition: 'http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question' },
  { name: 'log-questionnaire-errors', definition: `${OPERATIONS}/log-questionnaire-errors` },
];
const EXPAND = { name: 'expand', definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-expand' };

/** What the routes of this folder do. */
export const DTR_CAPABILITY: Capability = {
  guides: [`${DTR}/ImplementationGuide/hl7.fhir.us.davinci-dtr|2.2.0`],
  instantiates: [`${DTR}/CapabilityStatement/dtr-payer-service|2.2.0`],
  resources: [
    { type: 'Questionnaire', ...read, operation: ASKED },
    { type: 'Library', ...read },
    { type: 'ValueSet', ...read, operation: [EXPAND] },
    { type: 'CodeSystem', ...read },
  ],
  operations: [...ASKED, EXPAND],
};
