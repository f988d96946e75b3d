import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SERVED } from '../../shells/server/answers.ts';
import { ROLES, type Role } from '../../shells/server/caller.ts';
import { ROOT } from './knowledge.ts';
import type { Route } from './openapi-document.ts';
import type { Likely } from './schema-arbitrary.ts';
import { COURSE_ENTRIES, COURSE_HEAD, newKey, type Served } from './served.ts';

/** Stands for a key that nobody used. */
export const FRESH = 'fresh-key';
const NOWHERE = '00000000-0000-4000-8000-000000000000';
const example = (name: string): unknown => JSON.parse(readFileSync(path.join(ROOT, 'examples', name), 'utf8'));

interface Listed {
  readonly entry?: readonly { readonly resource?: { readonly id?: string; readonly url?: string } }[];
  readonly rows?: readonly { readonly id: string }[];
  readonly services?: readonly { readonly id: string }[];
}

/** What lists of the document name, by the list: routes that come later are tried with it without being told of. */
async function listedThings(
  service: Served,
  routes: readonly Route[],
): Promise<ReadonlyMap<string, readonly { readonly id?: string; readonly url?: string }[]>> {
  const lists = routes.filter(
    ({ where, method }) => method === 'get' && routes.some((one) => one.where.startsWith(`${where}/{id}`)),
  );
  const found = await Promise.all(
    lists.map(async ({ where }) => {
      const {
        entry = [],
        rows = [],
        services = [],
      } = ((await service.ask('machine', 'GET', where)).json ?? {}) as Listed;
      return [where, [...entry.flatMap(({ resource = {} }) => [resource]), ...rows, ...services].slice(0, 20)] as const;
    }),
  );
  return new Map(found);
}

/** Records that exist, and documents that can be read. */
export async function likelyThings(service: Served, routes: readonly Route[]): Promise<(where: string) => Likely> {
  const [head, entries] = [COURSE_HEAD, COURSE_ENTRIES];
  const draft = { side: 'payer', kind: 'initial', policy: 'fep-5.21.223', drug: 'tarlatamab', lineOfBusiness: 'fehb' };
  const ask = (role: Role, where: string, body: unknown) =>
    service.ask(role, 'POST', where, { body, headers: { 'idempotency-key': newKey() } });
  const idOf = (told: { readonly json: unknown }): string => (told.json as { id: string }).id;
  const course = idOf(await ask('nurse', '/v1/courses', head));
  await ask('nurse', `/v1/courses/${course}/events`, { events: entries });
  const request = idOf(await ask('reviewer', '/v1/requests', draft));
  const chart = example('charts/second-line.json');
  await ask('reviewer', `/v1/requests/${request}/determinations`, { chart, on: '2026-06-15' });
  const signature = { name: 'Dr. Example', npi: '1234567893', specialty: 'oncology', reason: 'an example' };
  const place = (...key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');
  const byRoute: Readonly<Record<string, readonly unknown[]>> = {
    '/v1/answers/{verb}': [
      { state: 'VA' },
      { course: { ...head, events: entries }, on: '2026-06-15' },
      { chart, on: '2026-06-15' },
    ],
    '/v1/courses': [head],
    '/v1/courses/{id}/events': entries,
    '/v1/requests': [draft],
    '/v1/requests/{id}/entries': [
      { type: 'submitted', channel: 'fax' },
      { type: 'withdrawn', reason: 'x' },
      { type: 'decided', decision: 'denied', signature },
      { type: 'information-requested', what: ['disease.stage'] },
      { type: 'appealed', reason: 'x' },
    ],
    '/v1/requests/{id}/determinations': [{ chart, on: '2026-06-15' }],
  };
  const byName: Readonly<Record<string, readonly string[]>> = {
    verb: Object.keys(SERVED),
    cursor: [place('a'), place('2026-01-01', 'a', 'b'), place('7'), place('\u0000'), 'bogus'],
    role: ROLES,
    'idempotency-key': [FRESH, FRESH, FRESH, 'used-again'],
    on: ['2026-06-15', '2026-03-30'],
  };
  const listed = await listedThings(service, routes);
  return (at) => {
    const [where = '', name = ''] = at.split(' ');
    const own = byRoute[where];
    const [, here = []] = [...listed].find(([list]) => where.startsWith(`${list}/`)) ?? [];
    const ids = here.flatMap(({ id }) => id ?? []);
    const urls = here.flatMap(({ url }) => url ?? []);
    const word = { id: ids, url: urls }[name] ?? [];
    return {
      ids:
        ids.length > 0
          ? [...ids, NOWHERE]
          : [where.startsWith('/v1/requests') ? request : course, course, request, NOWHERE],
      words: byName[name] ??
        (word.length > 0 ? word : undefined) ?? [
          'VA',
          '2026-06-15',
          'tarlatamab',
          'fep-5.21.223',
          'client_credentials',
          newKey(),
        ],
      documents: own === undefined ? Object.values(byRoute).flat() : [...own, ...own, ...own, head, draft, ...entries],
    };
  };
}
