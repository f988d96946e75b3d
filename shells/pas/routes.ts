import type { FastifyInstance } from 'fastify';
import { callerOf } from '../server/guard.ts';
import type { Service } from '../server/service.ts';
import { answered } from './answer.ts';
import { attached } from './attachment.ts';
import { FHIR_JSON, objectOf } from './fhir-body.ts';
import { inquired } from './inquire.ts';
import { notify } from './notify.ts';
import { subscriptionRoutes } from './subscription-routes.ts';

/** Prior authorization as the guide has it: a claim in, its answer out. */
export function pasRoutes(app: FastifyInstance, service: Service): void {
  notify(app, service);
  subscriptionRoutes(app, service);
  app.post(
    '/fhir/Claim/$submit',
    {
      config: { route: 'pas.submit', fhir: true, scope: 'Claim.c' },
      schema: {
        summary: 'Ask for prior authorization',
        description: 'PAS 2.2.1: a bundle whose first entry is a Claim',
      },
    },
    async (request, reply) => {
      const bundle = await answered(objectOf(request.body), callerOf(request), service);
      await reply.type(FHIR_JSON).send(JSON.stringify(bundle));
    },
  );

  app.post(
    '/fhir/Claim/$inquire',
    {
      config: { route: 'pas.inquire', fhir: true, scope: 'Claim.r' },
      schema: {
        summary: 'Ask where a prior authorization stands',
        description: 'PAS 2.2.1: a bundle whose first entry is a Claim with what is looked for; bundles come back',
      },
    },
    async (request, reply) => {
      const found = await inquired(objectOf(request.body), callerOf(request), service);
      await reply.type(FHIR_JSON).send(JSON.stringify(found));
    },
  );

  app.post(
    '/fhir/$submit-attachment',
    {
      config: { route: 'pas.submit', fhir: true, scope: 'Claim.c' },
      schema: {
        summary: 'Send what was asked for about a prior authorization',
        description: 'CDex: Parameters with TrackingId and Attachment parts whose Content is a resource',
      },
    },
    async (request, reply) => {
      const taken = await attached(objectOf(request.body), callerOf(request), service);
      await reply.type(FHIR_JSON).send(JSON.stringify(taken));
    },
  );
}
