import type { FastifyInstance } from 'fastify';
import { DTR_CAPABILITY } from '../dtr/capability.ts';
import { fhirBase } from '../dtr/held-form.ts';
import { PAS_CAPABILITY } from '../pas/capability.ts';
import type { Service } from '../server/service.ts';
import { capabilityStatement, type Capability } from './capability.ts';

/** Every part of the service that speaks FHIR. */
const PARTS: readonly Capability[] = [DTR_CAPABILITY, PAS_CAPABILITY];

/** What the service does, for whoever asks: nothing of a patient is in it. */
export function metadataRoute(app: FastifyInstance, { now, origin }: Service): void {
  app.get(
    '/fhir/metadata',
    { config: { route: 'open', fhir: true }, schema: { summary: 'What the FHIR service does' } },
    (_request, reply) =>
      reply
        .type('application/fhir+json')
        .send(JSON.stringify(capabilityStatement(PARTS, fhirBase(origin()), now().slice(0, 10)))),
  );
}
