import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { verifyOne } from '../store/verify.ts';
import { callerOf } from './guard.ts';
import { ProblemError } from './problem.ts';
import { readStream } from './record.ts';
import type { Service } from './service.ts';

const chain = z.object({
  sound: z.boolean().describe('Every event is as it was written, none is missing and none too many'),
  events: z.int().min(0),
  hash: z
    .string()
    .length(64)
    .describe('Of the newest event: kept elsewhere, it shows later that nothing before it was changed'),
  broken: z
    .object({ sequence: z.int().min(0), what: z.string() })
    .nullable()
    .describe('The first event that is wrong'),
});

/** Whether one record is as it was written: its chain of hashes, computed anew. */
export function chainRoutes(app: FastifyInstance, service: Service): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/courses/:id/chain',
    {
      config: { route: 'courses.events' },
      schema: {
        summary: 'Whether every event of a course is as it was written, and the hash of the newest',
        params: z.object({ id: z.uuid() }),
        response: { 200: chain },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { id } = request.params;
      // Of another kind of record, or of nobody's, nothing is told; the reading is logged.
      await readStream(service, caller, 'course', id, 'verify');
      const found = await service.database.as(caller.organisation, (transaction) => verifyOne(transaction, id));
      if (found === undefined) throw new ProblemError(404, 'There is no such record');
      const { events, hash, broken } = found;
      return {
        ...{ sound: broken === undefined, events, hash },
        broken: broken === undefined ? null : { sequence: broken.sequence, what: broken.what },
      };
    },
  );
}
