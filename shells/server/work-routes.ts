import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WORK_LISTS, type WorkList } from '../../core/foresight/work.ts';
import { filters } from './filters.ts';
import { callerOf } from './guard.ts';
import { placeOf } from './pages.ts';
import { utc } from './record.ts';
import type { Service } from './service.ts';
import { workCounts, workRows } from './shapes.ts';
import { countWork, workOf, type AskedWork } from './work-lists.ts';

const names = Object.keys(WORK_LISTS) as [WorkList, ...WorkList[]];
const narrowing = z.object({
  /** The day that is asked about; today where left out. */
  on: z.iso.date().optional(),
  /** Rows since this day, and until that one. */
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  ...filters.shape,
});
const paging = {
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** The lists of what has to be done, each row with its reason and the next action. */
export function workRoutes(app: FastifyInstance, { database, now }: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const asked = ({ on = now().slice(0, 10), since, until, ...rest }: z.output<typeof narrowing>): AskedWork => ({
    ...{ on, since, until, filters: rest },
    now: utc(now()),
  });

  routes.get(
    '/v1/work',
    {
      config: { route: 'work.counts' },
      schema: { summary: 'How much there is on each list', querystring: narrowing, response: { 200: workCounts } },
    },
    async (request) => {
      const what = asked(request.query);
      const counts = await database.as(callerOf(request).organisation, (transaction) => countWork(transaction, what));
      return {
        on: what.on,
        lists: names.map((list) => ({ list, title: WORK_LISTS[list], count: counts.get(list) ?? 0 })),
      };
    },
  );

  routes.get(
    '/v1/work/:list',
    {
      config: { route: 'work.list' },
      schema: {
        summary: 'One list, the longest due first',
        params: z.object({ list: z.enum(names) }),
        querystring: narrowing.extend(paging),
        response: { 200: workRows },
      },
    },
    async (request) => {
      const { cursor, limit, ...narrow } = request.query;
      const what = asked(narrow);
      const place = cursor === undefined ? undefined : placeOf(cursor, 3);
      const page = await database.as(callerOf(request).organisation, (transaction) =>
        workOf(transaction, request.params.list, what, { limit, place }),
      );
      return { on: what.on, ...page };
    },
  );
}
