import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WORK_LISTS, type WorkList } from '../../core/foresight/work.ts';
import { callerOf } from './guard.ts';
import { pageOf, placeOf } from './pages.ts';
import type { Service } from './service.ts';
import { workCounts, workRows } from './shapes.ts';

const names = Object.keys(WORK_LISTS) as [WorkList, ...WorkList[]];
const asked = z.object({
  /** The day that is asked about; today where left out. */
  on: z.iso.date().optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  search: z.string().max(100).optional(),
});

/** The lists of what has to be done, each row with its reason and the next action. */
export function workRoutes(app: FastifyInstance, { database, now }: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/v1/work',
    {
      config: { route: 'work.counts' },
      schema: {
        summary: 'How much there is on each list',
        querystring: asked.pick({ on: true }),
        response: { 200: workCounts },
      },
    },
    async (request) => {
      const on = request.query.on ?? now().slice(0, 10);
      const counted = await database.as(callerOf(request).organisation, (transaction) =>
        transaction
          .selectFrom('work')
          .select(({ fn }) => ['list', fn.countAll<string>().as('count')])
          .where('since', '<=', on)
          .groupBy('list')
          .execute(),
      );
      const counts = new Map(counted.map(({ list, count }) => [list, Number(count)]));
      return { on, lists: names.map((list) => ({ list, title: WORK_LISTS[list], count: counts.get(list) ?? 0 })) };
    },
  );

  routes.get(
    '/v1/work/:list',
    {
      config: { route: 'work.list' },
      schema: {
        summary: 'One list, the longest due first',
        params: z.object({ list: z.enum(names) }),
        querystring: asked,
        response: { 200: workRows },
      },
    },
    async (request) => {
      const { cursor, limit, search, on = now().slice(0, 10) } = request.query;
      const place = cursor === undefined ? undefined : placeOf(cursor, 3);
      const rows = await database.as(callerOf(request).organisation, (transaction) =>
        transaction
          .selectFrom('work')
          .select(['stream', 'since', 'title', 'reason', 'action'])
          .where('list', '=', request.params.list)
          .where('since', '<=', on)
          .$if(place !== undefined, (query) =>
            query.where((build) =>
              build.eb(
                build.refTuple('since', 'stream', 'reason'),
                '>',
                build.tuple(place?.[0] ?? '', place?.[1] ?? '', place?.[2] ?? ''),
              ),
            ),
          )
          .$if(search !== undefined, (query) =>
            query.where('reason', 'ilike', `%${(search ?? '').replace(/[\\%_]/gu, (sign) => `\\${sign}`)}%`),
          )
          .orderBy('since')
          .orderBy('stream')
          .orderBy('reason')
          .limit(limit + 1)
          .execute(),
      );
      return { on, ...pageOf(rows, limit, ({ since, stream, reason }) => [since, stream, reason]) };
    },
  );
}
