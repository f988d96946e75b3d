import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { openSource } from '../knowledge/verify.ts';
import { passageOf } from '../sources/passage.ts';
import { ProblemError } from './problem.ts';
import type { Service } from './service.ts';

const asked = z.object({
  source: z.string().max(200),
  section: z.string().max(200),
  words: z.coerce.number().int().min(1).max(10_000),
  fingerprint: z.string().regex(/^[\da-f]{16}$/u),
  nth: z.coerce.number().int().min(1).max(1_000).optional(),
});
const shown = z.object({
  title: z.string(),
  fromLine: z.int(),
  toLine: z.int(),
  lines: z.array(z.string()).readonly(),
});

/** Cited passages, from the user's own copies of the documents: the project holds none of them. */
export function passageRoutes(app: FastifyInstance, { knowledge, sources }: Service): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/passages',
    {
      config: { route: 'answers.list' },
      schema: {
        summary: 'A cited passage, from your own copy of the document',
        querystring: asked,
        response: { 200: shown },
      },
    },
    (request) => {
      const { source, section, words, fingerprint, nth } = request.query;
      const document = sources === undefined ? undefined : openSource(knowledge.current(), source, sources);
      if (document === undefined)
        throw new ProblemError(404, 'No copy of this document is held here', {
          detail: 'STEPWISE_SOURCES names the folder with your copies',
        });
      const passage = passageOf(document, { section, words, fingerprint, ...(nth === undefined ? {} : { nth }) });
      if (passage === undefined)
        throw new ProblemError(404, 'Your copy does not have this passage', { detail: 'It may be of another version' });
      return { title: document.source.title, ...passage };
    },
  );
}
