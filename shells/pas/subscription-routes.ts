import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerOf } from '../server/guard.ts';
import { ProblemError } from '../server/problem.ts';
import { actorOf, utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import type { Element } from './element.ts';
import { handshake, statusOf } from './notification.ts';
import { addressOf, keep, subscriptionIds } from './outbox.ts';
import {
  asAsked,
  ASKED,
  ENDED,
  SUBSCRIPTION,
  subscriptionFaults,
  subscriptionOf,
  type AskedFor,
  type SubscriptionRecord,
} from './subscription.ts';
import { submitterOf } from './submitter.ts';
import { FHIR_JSON, objectOf } from './fhir-body.ts';

const params = z.object({ id: z.uuid() });

/** Who wants to be told when an answer changes: each organisation of its own claims, and of nobody else's. */
export function subscriptionRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { route: 'pas.subscribe', fhir: true } as const;

  routes.post(
    '/fhir/Subscription',
    {
      config: { ...config, scope: 'Subscription.c', headers: ['location'] },
      schema: { summary: 'Ask to be told when an answer changes', description: 'R4 by the backport, rest-hook only' },
    },
    async (request, reply) => {
      const id = randomUUID();
      await put(request, id, 0);
      const subscription = await held(request, id);
      await reply
        .status(201)
        .header('location', addressOf(service, id))
        .type(FHIR_JSON)
        .send(JSON.stringify(subscription.resource));
    },
  );

  routes.get(
    '/fhir/Subscription',
    { config: { ...config, scope: 'Subscription.s' }, schema: { summary: 'Your own subscriptions' } },
    async (request, reply) => {
      const { organisation } = callerOf(request);
      const ids = await subscriptionIds(service, organisation, submitterOf(service, callerOf(request)).key);
      const found: SubscriptionRecord[] = [];
      for (const id of ids) found.push(await held(request, id));
      await answer(reply, {
        resourceType: 'Bundle',
        type: 'searchset',
        total: found.length,
        ...(found.length === 0
          ? {}
          : {
              entry: found.map(({ id, resource }) => ({
                ...{ fullUrl: addressOf(service, id), resource, search: { mode: 'match' } },
              })),
            }),
      });
    },
  );

  routes.get(
    '/fhir/Subscription/:id',
    { config: { ...config, scope: 'Subscription.r' }, schema: { summary: 'A subscription', params } },
    async (request, reply) => answer(reply, (await held(request, request.params.id)).resource),
  );

  routes.get(
    '/fhir/Subscription/:id/$status',
    { config: { ...config, scope: 'Subscription.r' }, schema: { summary: 'How a subscription stands', params } },
    async (request, reply) => {
      const { id, status } = await held(request, request.params.id);
      const counted = await service.database.owner
        .selectFrom('notice_count')
        .select('count')
        .where('subscription', '=', id)
        .executeTakeFirst();
      const told = { subscription: addressOf(service, id), status, count: counted?.count ?? 0, at: utc(service.now()) };
      const resource = statusOf(told, 'query-status', []);
      await answer(reply, { resourceType: 'Bundle', type: 'searchset', total: 1, entry: [{ resource }] });
    },
  );

  routes.put(
    '/fhir/Subscription/:id',
    { config: { ...config, scope: 'Subscription.u' }, schema: { summary: 'Change a subscription', params } },
    async (request, reply) => {
      const { id, length } = await held(request, request.params.id);
      await put(request, id, length);
      await answer(reply, (await held(request, id)).resource);
    },
  );

  routes.delete(
    '/fhir/Subscription/:id',
    { config: { ...config, scope: 'Subscription.d' }, schema: { summary: 'End a subscription', params } },
    async (request, reply) => {
      const { id, length, status } = await held(request, request.params.id);
      if (status !== 'off') await append(request, id, length, ENDED, {});
      await reply.status(204).send();
    },
  );

  /** @throws ProblemError 422 where it is none that this service can serve */
  async function put(request: FastifyRequest, id: string, length: number): Promise<void> {
    const caller = callerOf(request);
    const submitter = submitterOf(service, caller);
    const resource = objectOf(request.body);
    const faults = subscriptionFaults(resource, submitter, service.origin());
    if (faults.length > 0) throw new ProblemError(422, 'This subscription cannot be served', { faults });
    const body: AskedFor = { submitter: submitter.key, client: caller.id, resource: asAsked(resource) };
    await append(request, id, length, ASKED, body);
    if (resource['status'] === 'off') return;
    const at = utc(service.now());
    await service.database.owner
      .transaction()
      .execute((transaction) =>
        keep(
          transaction,
          caller.organisation,
          id,
          (count) => handshake({ subscription: addressOf(service, id), status: 'requested', count, at }),
          false,
        ),
      );
  }

  async function append(
    request: FastifyRequest,
    stream: string,
    expected: number,
    type: string,
    body: unknown,
  ): Promise<void> {
    const now = utc(service.now());
    await service.store.append({
      ...{ actor: actorOf(callerOf(request)), stream, kind: SUBSCRIPTION, expected, now },
      events: [{ type, at: now, body }],
    });
  }

  /** @throws ProblemError 404 where there is none of the caller's organisation */
  async function held(request: FastifyRequest, id: string): Promise<SubscriptionRecord> {
    const caller = callerOf(request);
    const events = await service.store.read(actorOf(caller), id, 'subscription', utc(service.now()));
    const subscription = subscriptionOf(id, events);
    if (subscription?.submitter !== submitterOf(service, caller).key)
      throw new ProblemError(404, 'There is no such subscription');
    return subscription;
  }
}

async function answer(reply: FastifyReply, resource: Element): Promise<void> {
  await reply.type(FHIR_JSON).send(JSON.stringify(resource));
}
