import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { z } from 'zod';
import { answer } from './answers.ts';
import type { Caller } from './caller.ts';
import { courseDocument, STORED } from './course-record.ts';
import type { KeptDetermination } from './determination.ts';
import { callerOf } from './guard.ts';
import { readStream } from './record.ts';
import type { Service } from './service.ts';
import { answered, document, rows } from './shapes.ts';

const params = z.object({ id: z.uuid() });
const factsShape = z.object({
  facts: z
    .array(
      z.looseObject({ id: z.string(), name: z.string(), ask: z.string(), type: z.looseObject({ kind: z.string() }) }),
    )
    .readonly(),
});

const keptShape = z.object({
  request: z.uuid().nullable(),
  policy: z.string().nullable(),
  kind: z.string().nullable(),
  /** A FHIR Bundle, as it was sent. */
  chart: z.unknown(),
  /** By the ids of their facts, each a value or a value with who said it. */
  answers: z.record(z.string(), z.unknown()),
});

/**
 * What somebody needs who works on the coverage of a patient: the questions there are, an answer over the stored course
 * and documents beside it, and the requests for the course.
 */
export function coverageRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { knowledge, now } = service;

  routes.get(
    '/v1/facts',
    {
      config: { route: 'answers.list' },
      schema: { summary: 'What may be asked of a patient, and what is an answer', response: { 200: factsShape } },
    },
    () => ({
      facts: [...knowledge.current().facts.values()].map(({ id, name, ask, type, derivedFrom }) => ({
        ...{ id, name, ask, type },
        ...(derivedFrom === undefined ? {} : { derivedFrom }),
      })),
    }),
  );

  routes.post(
    '/v1/courses/:id/answers/:verb',
    {
      config: { route: 'courses.answer', headers: ['stepwise-exit'] },
      schema: {
        summary: 'An answer over the course as it stands and documents that come with the call',
        params: params.extend({ verb: z.string() }),
        body: document,
        response: { 200: answered },
      },
    },
    async (request, reply) => {
      const { id, verb } = request.params;
      const events = await readStream(service, callerOf(request), 'course', id, verb);
      const asked = { ...request.body, course: courseDocument(events) };
      const { json, exit } = await answer(verb, asked, knowledge.current(), now, STORED);
      await reply.header('stepwise-exit', String(exit)).send(json);
    },
  );

  routes.get(
    '/v1/courses/:id/requests',
    {
      config: { route: 'requests.list' },
      schema: { summary: 'The requests for a course, the newest first', params, response: { 200: rows } },
    },
    async (request) => {
      const found = await requestsFor(service, callerOf(request), request.params.id);
      return {
        next: null,
        rows: found.map(({ stream, title, body, sequence }) => ({
          ...{ id: stream, title, sequence },
          state: JSON.parse(body) as unknown,
        })),
      };
    },
  );

  routes.get(
    '/v1/courses/:id/coverage',
    {
      config: { route: 'courses.answer' },
      schema: {
        summary: 'The chart and the answers with which the program last looked at a request for the course',
        params,
        response: { 200: keptShape },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const ids = (await requestsFor(service, caller, request.params.id)).map(({ stream }) => stream);
      for (const id of ids) {
        const events = await readStream(service, caller, 'request', id, 'coverage');
        const last = events.findLast(({ type }) => type === 'determined');
        if (last !== undefined) return { request: id, ...documentsOf(last.body) };
      }
      return { request: null, policy: null, kind: null, chart: null, answers: {} };
    },
  );
}

/** What a determination was asked, and its documents: the chart, and the answers by the ids of their facts. */
function documentsOf(body: unknown): Omit<z.input<typeof keptShape>, 'request'> {
  const { chart = null, answers = {}, policy, request: kind } = (body as KeptDetermination).asked;
  const read: unknown = typeof answers === 'string' ? parse(answers) : answers;
  return {
    ...{ policy: String(policy), kind: String(kind) },
    chart: typeof chart === 'string' ? JSON.parse(chart) : chart,
    answers: typeof read === 'object' && read !== null ? { ...read } : {},
  };
}

/** The summaries of the requests for a course, the newest first. */
async function requestsFor({ database }: Service, { organisation }: Caller, course: string): Promise<readonly Found[]> {
  return database.as(organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select(['stream', 'title', 'body', 'sequence'])
      .where('kind', '=', 'request')
      .where('its_course', '=', course)
      .orderBy(sql`summary.body::jsonb ->> 'since'`, 'desc')
      .limit(200)
      .execute(),
  );
}

interface Found {
  readonly stream: string;
  readonly title: string;
  readonly body: string;
  readonly sequence: number;
}
