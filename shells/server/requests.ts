import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { RequestEntry } from '../../core/requests/entry.ts';
import { canonical, inOrder } from '../store/chain.ts';
import { again, determination, determinedBody, type KeptDetermination } from './determination.ts';
import { callerOf } from './guard.ts';
import { listOf } from './pages.ts';
import { ProblemError } from './problem.ts';
import { actorOf, readStream, refuseUnlessBegun, utc } from './record.ts';
import { entriesBy, refuseUnlessAllowed, viewOf, type RequestView } from './request-record.ts';
import { linksOf, refuseLostLinks, type RequestLinks } from './request-links.ts';
import type { Service } from './service.ts';
import { idOf } from './summarise.ts';
import {
  document,
  expectedBy,
  idempotencyKey,
  ifMatch,
  pageQuery,
  recorded,
  replayed,
  requestView,
  rows,
} from './shapes.ts';
import { todayFor, zoneFor } from './zones.ts';

const KIND = 'request';
const params = z.object({ id: z.uuid() });

/** The routes of authorization requests. */
export function requestRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { store, now } = service;
  const knowledge = (): ReturnType<Service['knowledge']['current']> => service.knowledge.current();

  routes.post(
    '/v1/requests',
    {
      config: { route: 'requests.draft', headers: ['location'] },
      schema: { summary: 'Draft a request', headers: idempotencyKey, body: document, response: { 201: recorded } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const actor = actorOf(caller);
      const once = { key: request.headers['idempotency-key'], request: ['request', request.body] };
      const draft = { type: 'drafted', ...request.body };
      await refuseLostLinks(service, caller, draft);
      const at = utc(now());
      const { appended } = await store.change(
        { actor, stream: randomUUID(), kind: KIND, what: 'draft', once, now: at },
        () => ({ events: entriesBy(caller, [], [draft], knowledge(), at) }),
      );
      await reply
        .status(201)
        .header('location', `/v1/requests/${appended.stream}`)
        .send({ id: appended.stream, sequence: appended.sequence });
    },
  );

  routes.get(
    '/v1/requests',
    {
      config: { route: 'requests.list' },
      schema: { summary: 'List requests', querystring: pageQuery, response: { 200: rows } },
    },
    async (request) => listOf(service, callerOf(request), KIND, request.query),
  );

  routes.get(
    '/v1/requests/:id',
    {
      config: { route: 'requests.read', headers: ['etag'] },
      schema: { summary: 'A request, its state and its clocks', params, response: { 200: requestView } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const events = await readStream(service, caller, 'request', id, 'request');
      const days = zoneFor(service, caller.organisation);
      const view = viewOf(events, knowledge(), now(), days.timeZone);
      const on = todayFor(service, caller.organisation);
      const links = await linksOf(service, caller, { id, of: view.state.drafted.of }, on);
      await reply.header('etag', `"${String(events.length)}"`).send({ ...sentView(view), days, ...links });
    },
  );

  routes.post(
    '/v1/requests/:id/entries',
    {
      config: { route: 'requests.add', headers: ['etag'] },
      schema: {
        summary: 'Add entries',
        params,
        headers: idempotencyKey.extend(ifMatch.shape),
        body: z.object({ entries: z.array(document).min(1).max(50) }),
        response: { 201: recorded },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const actor = actorOf(caller);
      const { id } = request.params;
      const once = { key: request.headers['idempotency-key'], request: ['request', id, request.body] };
      const at = utc(now());
      const { appended } = await store.change(
        { actor, stream: id, kind: KIND, what: 'add', once, now: at },
        (before) => {
          refuseUnlessBegun('request', before);
          return {
            events: entriesBy(caller, before, request.body.entries, knowledge(), at),
            expected: expectedBy(request.headers['if-match']) ?? before.length,
          };
        },
      );
      await reply
        .status(201)
        .header('etag', `"${String(appended.sequence)}"`)
        .send({ id, sequence: appended.sequence });
    },
  );

  routes.post(
    '/v1/requests/:id/determinations',
    {
      config: { route: 'requests.add' },
      schema: {
        summary: 'Have the program look, and keep what it found with everything it was found from',
        params,
        headers: idempotencyKey,
        body: document,
        response: { 201: recorded.extend({ determination: z.unknown() }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      // In order once: it is hashed as what was asked, and written with what was found.
      const asked = inOrder(request.body) as Readonly<Record<string, unknown>>;
      const once = { key: request.headers['idempotency-key'], request: ['determination', id, asked] };
      const [moment, actor] = [now(), actorOf(caller)];
      const at = utc(moment);
      let kept: KeptDetermination | undefined;
      const { appended, events, isRepeated } = await store.change(
        { actor, stream: id, kind: KIND, what: 'determine', once, now: at },
        async (before) => {
          refuseUnlessBegun('request', before);
          const { state, entries } = viewOf(before, knowledge(), moment, service.timeZone);
          kept = await determination(state.drafted, asked, knowledge(), () => moment);
          const body = determinedBody(kept, at);
          const entry = { ...body, id: idOf(before.length + 1) } as unknown as RequestEntry;
          refuseUnlessAllowed(entries, entry, knowledge(), 'determination');
          return { events: [{ type: 'determined', at, body }] };
        },
      );
      const stands = isRepeated ? (events[appended.sequence - 1]?.body as KeptDetermination) : kept;
      return reply.status(201).send({ id, sequence: appended.sequence, determination: stands?.found });
    },
  );

  routes.get(
    '/v1/requests/:id/determinations/:sequence/replay',
    {
      config: { route: 'requests.replay' },
      schema: {
        summary: 'Find again what was found then, from what was known then',
        params: params.extend({ sequence: z.coerce.number().int().min(1) }),
        response: { 200: replayed },
      },
    },
    async (request) => {
      const { id, sequence } = request.params;
      const events = await readStream(service, callerOf(request), 'request', id, 'replay');
      const kept = events[sequence - 1];
      if (kept?.type !== 'determined') throw new ProblemError(404, 'No determination stands there');
      const body = kept.body as KeptDetermination;
      const found = await again(body, knowledge(), () => kept.recordedAt);
      if (found === null)
        throw new ProblemError(409, 'A version that was held then is not held any more', {
          detail: `Put back the versions ${body.held.map(({ version }) => version).join(', ')} of ${body.found.policy.id}`,
        });
      return { same: canonical(found) === canonical(body.found), kept: body.found, again: found };
    },
  );
}

/** What is told of a request beside what stands in its own record. */
interface Around extends RequestLinks {
  readonly days: unknown;
}

/** As the shape of the answer wants it: the same, without the names of its parts' types. */
function sentView({ state, standing, clocks, entries }: RequestView): Omit<z.input<typeof requestView>, keyof Around> {
  return {
    ...{ state: { ...state }, standing },
    clocks: clocks.map((clock) => ({ ...clock })),
    entries: entries.map((entry) => ({ ...entry })),
  };
}
