import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { filters, allOf, ofSummary, withWords } from './filters.ts';
import { callerOf } from './guard.ts';
import { pageOf, placeOf } from './pages.ts';
import { placedOn } from './request-links.ts';
import type { Service } from './service.ts';
import { rows } from './shapes.ts';
import { todayFor } from './zones.ts';

/** After every instant: what no limit runs on comes last. */
const NO_LIMIT = '~';
const asked = z.object({
  ...filters.shape,
  /** Statuses, separated by commas; those in which an answer is still to come where left out. */
  status: z
    .string()
    .max(200)
    .default('in-review,pended,with-clinician,under-appeal')
    .transform((text) => text.split(',').filter((one) => one !== '')),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Requests in the order in which they have to be answered: what is overdue longest first, then what is due next. */
export function queueRoute(app: FastifyInstance, service: Service): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/queue',
    {
      config: { route: 'requests.list' },
      schema: {
        summary: 'Requests by when their answer is due, and by how long they have waited where no limit runs',
        querystring: asked,
        response: { 200: rows },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { cursor, limit, status, ...narrow } = request.query;
      const place = cursor === undefined ? undefined : placeOf(cursor, 3);
      const due = sql<string>`coalesce(its_due, ${NO_LIMIT})`;
      const since = sql<string>`coalesce(body::jsonb ->> 'since', '')`;
      const on = todayFor(service, caller.organisation);
      return service.database.as(caller.organisation, async (transaction) => {
        const found = await transaction
          .selectFrom('summary')
          .select(['stream', 'title', 'body', 'sequence', due.as('due'), since.as('since')])
          .where('kind', '=', 'request')
          .where(
            allOf([
              ...ofSummary(narrow),
              ...withWords(['summary.title'], narrow),
              ...(status.length === 0 ? [] : [sql<SqlBool>`its_status in (${sql.join(status)})`]),
              ...(place === undefined ? [] : [sql<SqlBool>`(${due}, ${since}, stream) > (${sql.join(place)})`]),
            ]),
          )
          .orderBy(due)
          .orderBy(since)
          .orderBy('stream')
          .limit(limit + 1)
          .execute();
        const page = pageOf(found, limit, (row) => [row.due, row.since, row.stream]);
        return {
          next: page.next,
          rows: page.rows.map(({ stream, title, body, sequence }) => ({
            ...{ id: stream, title, sequence, state: placedOn(body, on) },
          })),
        };
      });
    },
  );
}
