import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, SERVED } from './answers.ts';
import type { Service } from './service.ts';
import { answered, document } from './shapes.ts';

const listed = z.object({
  answers: z.array(z.object({ name: z.string(), documents: z.array(z.string()).readonly() })).readonly(),
});

/** The answers of the command line, over what comes with the call: nothing is kept. */
export function answerRoutes(app: FastifyInstance, { knowledge, now }: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(
    '/v1/answers',
    {
      config: { route: 'answers.list' },
      schema: { summary: 'The answers there are, and their documents', response: { 200: listed } },
    },
    () => ({ answers: Object.entries(SERVED).map(([name, documents]) => ({ name, documents })) }),
  );
  routes.post(
    '/v1/answers/:verb',
    {
      // Nothing is kept: it reads, by a POST.
      config: { route: 'answers.ask', scope: '*.r', headers: ['stepwise-exit'] },
      schema: {
        summary: 'Ask for an answer',
        params: z.object({ verb: z.string() }),
        body: document,
        response: { 200: answered },
      },
    },
    async (request, reply) => {
      const { json, exit } = await answer(request.params.verb, request.body, knowledge.current(), now);
      await reply.header('stepwise-exit', String(exit)).send(json);
    },
  );
}
