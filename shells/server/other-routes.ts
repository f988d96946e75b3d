import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Actor } from '../store/events.ts';
import { callerOf } from './guard.ts';
import { pageOf, placeOf } from './pages.ts';
import { ProblemError } from './problem.ts';
import type { Service } from './service.ts';
import { accessRows, signedIn } from './shapes.ts';

const page = z.object({
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Who is signed in, who has read what, and whether the service is ready. */
export function otherRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { database, now } = service;

  routes.get(
    '/v1/me',
    { config: { route: 'me' }, schema: { summary: 'Who is signed in', response: { 200: signedIn } } },
    (request) => callerOf(request),
  );

  routes.get(
    '/v1/access',
    {
      config: { route: 'access.list' },
      schema: {
        summary: 'Who has read a record',
        querystring: page.extend({ stream: z.uuid() }),
        response: { 200: accessRows },
      },
    },
    async (request) => {
      const { stream, cursor, limit } = request.query;
      const [after = '0'] = cursor === undefined ? [] : placeOf(cursor, 1);
      if (!/^\d{1,18}$/u.test(after)) throw new ProblemError(400, 'This is no place in the list');
      const rows = await database.as(callerOf(request).organisation, (transaction) =>
        transaction
          .selectFrom('access')
          .select(['id', 'actor', 'what', 'at'])
          .where('stream', '=', stream)
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit + 1)
          .execute(),
      );
      const { next, rows: shown } = pageOf(rows, limit, ({ id }) => [id]);
      return { next, rows: shown.map(({ actor, what, at }) => ({ by: JSON.parse(actor) as Actor, what, at })) };
    },
  );

  routes.get(
    '/health/ready',
    {
      config: { route: 'open' },
      schema: { summary: 'Ready to work', response: { 200: z.object({ status: z.string(), at: z.string() }) } },
    },
    async () => {
      await database.owner.selectFrom('organisation').select('id').limit(1).execute();
      return { status: 'ready', at: now() };
    },
  );
}
