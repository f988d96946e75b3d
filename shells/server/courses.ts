import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer } from './answers.ts';
import { actorOf, readStream, refuseUnlessBegun, utc } from './record.ts';
import { addedTo, courseDocument, openedBy, STORED } from './course-record.ts';
import { callerOf } from './guard.ts';
import { listOf } from './pages.ts';
import { ProblemError } from './problem.ts';
import type { Service } from './service.ts';
import {
  answered,
  document,
  expectedBy,
  idempotencyKey,
  ifMatch,
  pageQuery,
  recorded,
  recordedEvents,
  rows,
} from './shapes.ts';

const KIND = 'course';
const params = z.object({ id: z.uuid() });

/** The options of an answer, by their long names, of which most take the day. */
const options = z.object({ on: z.string().optional() }).catchall(z.string());

/** The routes of courses of therapy. */
export function courseRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { store, now } = service;

  routes.post(
    '/v1/courses',
    {
      config: { route: 'courses.open', headers: ['location'] },
      schema: { summary: 'Open a course', headers: idempotencyKey, body: document, response: { 201: recorded } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const actor = actorOf(caller);
      const once = { key: request.headers['idempotency-key'], request: ['course', request.body] };
      const at = now();
      const { appended } = await store.change(
        { actor, stream: randomUUID(), kind: KIND, what: 'open', once, now: utc(at) },
        () => ({ events: [openedBy(request.body, at)] }),
      );
      const id = appended.stream;
      await reply.status(201).header('location', `/v1/courses/${id}`).send({ id, sequence: appended.sequence });
    },
  );

  routes.get(
    '/v1/courses',
    {
      config: { route: 'courses.list' },
      schema: {
        summary: 'List courses',
        querystring: pageQuery,
        response: { 200: rows },
      },
    },
    async (request) => listOf(service, callerOf(request), KIND, request.query),
  );

  routes.get(
    '/v1/courses/:id',
    {
      config: { route: 'courses.read', headers: ['etag'] },
      schema: {
        summary: 'A course as it stands',
        params,
        querystring: z.object({ 'as-of': z.coerce.number().int().min(1).optional() }),
        response: { 200: document },
      },
    },
    async (request, reply) => {
      const events = await readStream(service, callerOf(request), 'course', request.params.id, 'course');
      const until = request.query['as-of'] ?? events.length;
      if (until > events.length)
        throw new ProblemError(404, 'The course has fewer entries', { sequence: events.length });
      await reply.header('etag', `"${String(events.length)}"`).send(courseDocument(events.slice(0, until)));
    },
  );

  routes.get(
    '/v1/courses/:id/events',
    {
      config: { route: 'courses.events' },
      schema: { summary: 'Every entry, with who wrote it and when', params, response: { 200: recordedEvents } },
    },
    async (request) => ({
      events: await readStream(service, callerOf(request), 'course', request.params.id, 'events'),
    }),
  );

  routes.post(
    '/v1/courses/:id/events',
    {
      config: { route: 'courses.add', headers: ['etag'] },
      schema: {
        summary: 'Add entries',
        params,
        headers: idempotencyKey.extend(ifMatch.shape),
        body: z.object({ events: z.array(document).min(1).max(200) }),
        response: { 201: recorded },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const actor = actorOf(caller);
      const once = { key: request.headers['idempotency-key'], request: ['course', id, request.body] };
      const at = now();
      const { appended } = await store.change(
        { actor, stream: id, kind: KIND, what: 'add', once, now: utc(at) },
        (before) => {
          refuseUnlessBegun('course', before);
          return {
            events: addedTo(before, request.body.events, caller.name, at),
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

  routes.get(
    '/v1/courses/:id/answers/:verb',
    {
      config: { route: 'courses.answer', headers: ['stepwise-exit'] },
      schema: {
        summary: 'An answer over the course as it stands',
        params: params.extend({ verb: z.string() }),
        querystring: options,
        response: { 200: answered },
      },
    },
    async (request, reply) => {
      const { id, verb } = request.params;
      const events = await readStream(service, callerOf(request), 'course', id, verb);
      const asked = { ...request.query, course: courseDocument(events) };
      const { json, exit } = await answer(verb, asked, service.knowledge.current(), now, STORED);
      await reply.header('stepwise-exit', String(exit)).send(json);
    },
  );
}
