import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isTree } from '../chart/elm.ts';
import type { OutcomeFault } from '../fhir/outcome.ts';
import { validateCrdRequest } from '../fhir/validate/validate.ts';
import { callerOf } from '../server/guard.ts';
import { listOf } from '../server/pages.ts';
import { loggedFault, ProblemError } from '../server/problem.ts';
import { actorOf } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { document, pageQuery, recordedEvents, rows } from '../server/shapes.ts';
import { answerCall, type HookResponse } from './answer.ts';
import { ASSERTION, eventsOfAssertion, keepAssertion, keepRefusal, newAssertion } from './assertions.ts';
import { allowOrigins } from './cors.ts';
import { SERVICES } from './discovery.ts';
import { feedbackShape, keepFeedback } from './feedback.ts';
import { readCall, type HookCall } from './hook-call.ts';
import { hookOf, KIND, type Hook } from './hooks.ts';

const params = z.object({ id: z.string().max(100) });

/** Coverage Requirements Discovery: what the hooks of CDS Hooks are answered, and the record of it. */
export function crdRoutes(app: FastifyInstance, service: Service): void {
  allowOrigins(app, service.hookOrigins);
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/cds-services',
    { config: { route: 'open' }, schema: { summary: 'The hooks that are answered, and what they want' } },
    () => ({ services: SERVICES }),
  );

  routes.post(
    '/cds-services/:id',
    {
      config: { route: 'crd.call', fhir: true, hook: true },
      schema: {
        summary: 'Ask what an order, an appointment or an encounter means for the coverage',
        params,
        body: document,
        response: { 200: z.unknown().describe('A CDS Hooks response: cards and system actions') },
      },
    },
    async (request, reply) => {
      const hook = hookOf(request.params.id);
      if (hook === undefined) throw noService();
      try {
        await reply.send(await answered(hook, request, service));
      } catch (error) {
        if (error instanceof ProblemError) await keepRefused(hook, request, error, service);
        throw error;
      }
    },
  );

  routes.post(
    '/cds-services/:id/feedback',
    {
      config: { route: 'crd.feedback', fhir: true, hook: true },
      schema: { summary: 'Tell what became of cards', params, body: feedbackShape, response: { 200: z.object({}) } },
    },
    async (
      request: FastifyRequest<{ Params: z.output<typeof params>; Body: z.output<typeof feedbackShape> }>,
      reply: FastifyReply,
    ) => {
      if (hookOf(request.params.id) === undefined) throw noService();
      await keepFeedback(service, callerOf(request), request.body);
      await reply.send({});
    },
  );
  recordRoutes(app, service);
}

/** What hooks were answered, for those of the payer who have to look into it. */
function recordRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/v1/assertions',
    {
      config: { route: 'assertions.list' },
      schema: { summary: 'List what hooks were answered', querystring: pageQuery, response: { 200: rows } },
    },
    async (request) => listOf(service, callerOf(request), ASSERTION, request.query),
  );
  routes.get(
    '/v1/assertions/:id',
    {
      config: { route: 'assertions.read' },
      schema: { summary: 'A call of a hook, its answer and its feedback', params, response: { 200: recordedEvents } },
    },
    async (request) => {
      const events = await eventsOfAssertion(service, actorOf(callerOf(request)), request.params.id, 'assertion');
      if (events.length === 0) throw new ProblemError(404, 'There is no such record');
      return { events };
    },
  );
}

const noService = (): ProblemError =>
  new ProblemError(404, 'There is no such service', { detail: 'GET /cds-services lists them' });

async function answered(hook: Hook, request: FastifyRequest, service: Service): Promise<HookResponse> {
  const { body } = request;
  const call = readCall(hook, body);
  if ('faults' in call) throw refused(call.faults);
  // What came as prefetch is read as far as it can be; what the call itself is has to be right.
  const { faults } = validateCrdRequest(hook, { ...(body as object), prefetch: {} });
  if (faults.length > 0) throw refused(faults);
  const caller = callerOf(request);
  if (KIND[hook] === 'nothing') return withNothingNew(call, request, service);
  const { response, insurer, id, said } = await answerCall(call, caller, service, (error) => {
    request.log.error(loggedFault(error), 'a fault of the program');
  });
  const actor = { organisation: insurer.organisation, id: caller.id, role: caller.role };
  // What could not be kept is not said: it could not be honoured.
  await keepAssertion(service, actor, id, { ...said, request: withoutToken(body), response });
  return response;
}

/** Calls that nothing is said to are kept by whoever made them: no coverage was looked at. */
async function withNothingNew(call: HookCall, request: FastifyRequest, service: Service): Promise<HookResponse> {
  const response: HookResponse = { cards: [] };
  await keepAssertion(service, actorOf(callerOf(request)), newAssertion(), {
    ...{ hook: call.hook, instance: call.instance, coverage: '', member: { ids: [] }, orders: [], fetched: [] },
    ...{ request: withoutToken(request.body), response },
  });
  return response;
}

function refused(faults: readonly OutcomeFault[]): ProblemError {
  return new ProblemError(400, 'This is no call of the hook', { faults });
}

/** A refused call is kept as well, by whoever made it: as far as that fails, the refusal is told all the same. */
async function keepRefused(
  hook: Hook,
  request: FastifyRequest,
  { problem }: ProblemError,
  service: Service,
): Promise<void> {
  const body = { hook, request: withoutToken(request.body), status: problem.status, response: problem };
  await keepRefusal(service, actorOf(callerOf(request)), body).catch(() => undefined);
}

/** The token is good for a patient's record: it is kept nowhere. */
function withoutToken(body: unknown): Readonly<Record<string, unknown>> {
  if (!isTree(body)) return {};
  const { fhirAuthorization: given, ...rest } = body;
  if (!isTree(given)) return rest;
  const kept = Object.entries(given).filter(([key]) => key !== 'access_token');
  return { ...rest, fhirAuthorization: Object.fromEntries(kept) };
}
