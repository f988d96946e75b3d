import type { CapabilityStatementRestResource } from 'fhir/r4.js';
import type { Capability } from '../fhir/capability.ts';
import { TOPIC } from './subscription.ts';

const PAS = 'http://hl7.org/fhir/us/davinci-pas';
const TOPICS =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical';

const CLAIM: CapabilityStatementRestResource = {
  type: 'Claim',
  operation: [
    { name: 'submit', definition: `${PAS}/OperationDefinition/Claim-submit` },
    { name: 'inquire', definition: `${PAS}/OperationDefinition/Claim-inquiry` },
  ],
};

const SUBSCRIPTION: CapabilityStatementRestResource = {
  type: 'Subscription',
  extension: [{ url: TOPICS, valueCanonical: TOPIC }],
  supportedProfile: [`${PAS}/StructureDefinition/profile-subscription`],
  interaction: ['create', 'read', 'update', 'delete', 'search-type'].map((code) => ({ code: code as 'create' })),
  operation: [
    {
      name: 'status',
      definition: 'http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status',
    },
  ],
};

/** What the service does of prior authorization support. */
export const PAS_CAPABILITY: Capability = {
  guides: [`${PAS}/ImplementationGuide/hl7.fhir.us.davinci-pas|2.2.1`],
  instantiates: [`${PAS}/CapabilityStatement/IntermediaryCapabilities|2.2.1`],
  resources: [CLAIM, SUBSCRIPTION],
  operations: [
    {
      name: 'submit-attachment',
      definition: 'http://hl7.org/fhir/us/davinci-cdex/OperationDefinition/submit-attachment',
    },
  ],
};
