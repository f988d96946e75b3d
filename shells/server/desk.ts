import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock } from '../cli/today.ts';
import type { Database } from '../store/database.ts';
import { ROLES } from './caller.ts';
import { callerOf } from './guard.ts';
import { may, MAY, type RouteId } from './roles.ts';
import { signedIn } from './shapes.ts';

const organisation = z.object({ id: z.string(), name: z.string(), kind: z.string() });

/** All that a page has to know of whoever opens it. */
const deskShape = z.object({
  caller: signedIn,
  organisation,
  timeZone: z.string().describe('IANA zone of the clock by which days are counted'),
  now: z.string().describe('This moment by that clock, ISO 8601 with its offset'),
  today: z.iso.date(),
  may: z.array(z.string()).describe('Rows of the table of roles that the role is in'),
  roles: z.array(z.enum(ROLES)).nullable().describe('In which one person may work on one machine; null elsewhere'),
  organisations: z.array(organisation).describe('Between which they may change then'),
});

/** How people sign in here. */
export interface Ways {
  /** Ids of the organisations of one machine; undefined where a provider says who is who. */
  readonly local: readonly string[] | undefined;
  readonly timeZone: string;
}

/** What a page asks before all else: how one gets in, and, once in, who one is and what one may. */
export function deskRoutes(
  app: FastifyInstance,
  { owner }: Pick<Database, 'owner'>,
  now: Clock,
  { local, timeZone }: Ways,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/sign-in/way',
    {
      config: { route: 'open' },
      schema: {
        summary: 'How people sign in: the address that leads to the provider, or null where a printed link does it',
        response: { 200: z.object({ provider: z.string().nullable() }) },
      },
    },
    () => ({ provider: local === undefined ? '/sign-in' : null }),
  );

  routes.get(
    '/v1/desk',
    {
      config: { route: 'me' },
      schema: { summary: 'Who is signed in, where, and what they may', response: { 200: deskShape } },
    },
    async (request) => {
      const { organisation: own, id, name, role, npi, kind } = callerOf(request);
      const ids = [...new Set([own, ...(local ?? [])])];
      const at = now();
      const known = await owner
        .selectFrom('organisation')
        .select(['id', 'name', 'kind'])
        .where('id', 'in', ids)
        .orderBy('name')
        .execute();
      const here = known.find((one) => one.id === own) ?? { id: own, name: own, kind: 'practice' };
      return {
        caller: { organisation: own, id, name, role, kind, ...(npi === undefined ? {} : { npi }) },
        organisation: here,
        timeZone,
        now: at,
        today: at.slice(0, 10),
        may: (Object.keys(MAY) as RouteId[]).filter((route) => may(role, route)),
        roles: local === undefined ? null : ROLES.filter((one) => one !== 'machine'),
        organisations: local === undefined ? [here] : known,
      };
    },
  );
}
