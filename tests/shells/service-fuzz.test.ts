import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shells/server/caller.ts';
import { FRESH, likelyThings } from '../support/likely-things.ts';
import { ROOT } from '../support/knowledge.ts';
import { PROBLEM, Promised, routesOf, type Document, type Route } from '../support/openapi-document.ts';
import { documentOf, HOSTILE, nearly, type Likely } from '../support/schema-arbitrary.ts';
import {
  COURSE_ENTRIES,
  COURSE_HEAD,
  newKey,
  OF_PATIENTS,
  served,
  temporary,
  toldBy,
  type Served,
} from '../support/served.ts';

/** Calls of each operation; `STEPWISE_CALLS=1000` tries harder. */
const CALLS = Number(process.env['STEPWISE_CALLS'] ?? 30);

const example = (name: string): unknown => JSON.parse(readFileSync(path.join(ROOT, 'examples', name), 'utf8'));
const folder = temporary('fuzz');
let service: Served;
let document: Document;
let routes: readonly Route[];
let likely: (where: string) => Likely;
let answersOf: Promised;

beforeAll(async () => {
  service = await served({ STEPWISE_DATA: folder });
  document = (await service.app.inject('/openapi.json')).json<Document>();
  answersOf = new Promised(document);
  routes = routesOf(document);
  likely = await likelyThings(service, routes);
}, 60_000);
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const texts = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();

interface Call {
  readonly role: Role | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** Sent in place of the body, as it is. */
  readonly spoilt: string | undefined;
}

/** A call of a route by its own words in the document. */
function callOf({ where, operation }: Route): fc.Arbitrary<Call> {
  const { parameters = [], requestBody } = operation;
  const [body] = Object.values(requestBody?.content ?? {});
  return fc.record({
    role: fc.oneof(
      { weight: 16, arbitrary: fc.constantFrom(...(operation['x-roles'] ?? ROLES)) },
      { weight: 3, arbitrary: fc.constantFrom(...ROLES) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    parameters: fc.record(
      Object.fromEntries(parameters.map(({ name, schema }) => [name, nearly(schema, likely(`${where} ${name}`))])),
      { requiredKeys: parameters.filter((one) => one.required === true).map(({ name }) => name) },
    ),
    body: body === undefined ? fc.constant(undefined) : nearly(body.schema, likely(where)),
    spoilt: fc.oneof(
      { weight: 20, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom('{', 'null', '"x"', '[1]', '', '{"__proto__":{"a":1}}', '{"a":1,}') },
    ),
  });
}

async function answered({ where, method, operation }: Route, { role, parameters, body, spoilt }: Call) {
  const { parameters: named = [], requestBody } = operation;
  const of = (place: string): (readonly [string, string])[] =>
    named.flatMap(({ name, in: at }) =>
      at === place && name in parameters ? [[name, texts(parameters[name])] as const] : [],
    );
  const filled = of('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    where,
  );
  const query = new URLSearchParams(Object.fromEntries(of('query'))).toString();
  const [kind] = Object.keys(requestBody?.content ?? {});
  const form = kind === 'application/x-www-form-urlencoded';
  const sent =
    spoilt ??
    (form
      ? new URLSearchParams(
          Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, texts(value)])),
        ).toString()
      : JSON.stringify(body));
  // What no header can carry is not sent: a client could not either.
  const headers = of('header')
    .filter(([, value]) => /^[\t\x20-\x7e]*$/u.test(value))
    .map(([name, value]) => [name, value === FRESH ? newKey() : value] as const);
  return service.app.inject({
    method: method.toUpperCase() as 'GET' | 'POST',
    url: query === '' ? filled : `${filled}?${query}`,
    headers: {
      ...Object.fromEntries(headers),
      ...(kind === undefined ? {} : { 'content-type': kind }),
      ...(role === null ? {} : { authorization: await service.bearer(role) }),
    },
    ...(kind === undefined ? {} : { payload: sent }),
  });
}

describe('the document of the service', () => {
  it('is OpenAPI 3.1 that says of each route who may call it, what it takes and what it answers', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.components.securitySchemes)).toEqual(['token', 'session']);
    expect(routes.length).toBeGreaterThan(20);
    for (const { where, method, operation } of routes) {
      const at = `${method} ${where}`;
      expect(operation.summary?.length ?? 0, at).toBeGreaterThan(3);
      const named = [...where.matchAll(/\{(\w[\w-]*)\}/gu)].map(([, name]) => name);
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(inPath.map(({ name }) => name).sort(), at).toEqual(named.sort());
      expect(
        inPath.every(({ required }) => required === true),
        at,
      ).toBe(true);
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect(good, at).toHaveLength(1);
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(response.description.length, `${at} ${status}`).toBeGreaterThan(0);
        for (const { schema } of Object.values(response.content ?? {})) expect(schema, `${at} ${status}`).toBeDefined();
      }
      const refused = operation.responses['400']?.content;
      const told = [PROBLEM, 'application/fhir+json', 'application/json'].map((media) => refused?.[media]?.schema);
      expect(
        told.some((schema) => schema !== undefined),
        at,
      ).toBe(true);
      // A route that nobody need sign in for says so by saying nothing of it.
      expect(operation.security !== undefined, at).toBe(operation.responses['401'] !== undefined);
      for (const one of operation.security ?? [])
        for (const name of Object.keys(one)) expect(document.components.securitySchemes[name], at).toBeDefined();
      // What is asked by a POST for its documents changes nothing.
      if (
        method === 'post' &&
        /\/v1\/(?:courses|requests|policies)(?!.*\/(?:answers\/|lint$|impact$|claim-form$))/u.test(where)
      )
        expect(operation.parameters?.find(({ name }) => name === 'idempotency-key')?.required, at).toBe(true);
    }
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu)].map(([, ref]) => ref);
    expect(new Set(refs)).toEqual(new Set(['#/components/schemas/Problem', '#/components/schemas/OperationOutcome']));
    expect(document.components.schemas['Problem']).toBeDefined();
  });
});

/** Reads the whole knowledge folder: tried a few times only. */
const SLOW = '/v1/policies/reload';
const LINE = '/v1/live';

describe('no call is answered with a 5xx, and every error is a problem', () => {
  it('whatever is sent, to every route that the document has', { timeout: 600_000 }, async () => {
    const seen = new Map<string, Map<number, number>>();
    for (const route of routes.filter(({ where }) => where !== LINE)) {
      const statuses = new Map<number, number>();
      seen.set(`${route.method} ${route.where}`, statuses);
      await fc.assert(
        fc.asyncProperty(callOf(route), async (call) => {
          const told = await answered(route, call);
          statuses.set(told.statusCode, (statuses.get(told.statusCode) ?? 0) + 1);
          const type = told.headers['content-type'] ?? '';
          const why = answersOf.broken(route, told.statusCode, type, told.body);
          if (why !== undefined) throw new Error(`${route.method} ${route.where}: ${why}: ${told.body.slice(0, 300)}`);
        }),
        { numRuns: route.where === SLOW ? 3 : CALLS },
      );
    }
    if (process.env['STEPWISE_CALLS'] !== undefined)
      process.stdout.write([...seen].map(([at, counts]) => `${at} ${JSON.stringify([...counts])}\n`).join(''));
    // Hardly any route is only ever refused: what is tried gets past the door. Those of the standards take whole
    // documents, which their own tests take apart.
    const [own, standard] = [/^\w+ \/(?:v1|health|auth|sign)/u, /^\w+ \/(?:fhir|cds)/u].map((which) => {
      const counted = [...seen].filter(([at]) => which.test(at)).map(([, counts]) => [...counts.keys()]);
      return counted.filter((statuses) => statuses.some((status) => status < 300)).length / counted.length;
    });
    expect(own).toBeGreaterThan(0.6);
    expect(standard).toBeGreaterThan(0.3);
  });

  it('from the answers, where one part of a call that is sound is exchanged', { timeout: 600_000 }, async () => {
    const course = { ...COURSE_HEAD, events: COURSE_ENTRIES };
    const chart = example('charts/second-line.json');
    const on = '2026-06-15';
    const sound: readonly (readonly [verb: string, body: object])[] = [
      ...(['visit', 'calendar', 'outlook', 'claim'] as const).map((verb) => [verb, { course, on }] as const),
      ['check', { chart, on }],
      ['check', { chart, answers: { 'disease.stage': 'extensive' }, policy: 'fep-5.21.223', on }],
      ['mac', { state: 'VA', county: 'Fairfax County', on }],
      ['policy show', { policy: 'fep-5.21.223' }],
      ['label show', { drug: 'tarlatamab' }],
      ['grade', { input: { findings: [] } }],
    ];
    const route = routes.find(({ where }) => where === '/v1/answers/{verb}');
    if (route === undefined) throw new Error('the answers have a route');
    for (const [verb, body] of sound)
      await fc.assert(
        fc.asyncProperty(documentOf({ documents: [body] }), async (sent) => {
          const call = { role: 'nurse', parameters: { verb }, body: sent, spoilt: undefined } as const;
          const told = await answered(route, call);
          const why = answersOf.broken(route, told.statusCode, told.headers['content-type'] ?? '', told.body);
          if (why !== undefined) throw new Error(`${verb}: ${why}: ${told.body.slice(0, 300)}`);
        }),
        { numRuns: CALLS },
      );
  });

  it('on paths and by methods that there are not', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS' as const),
        fc.array(
          fc.oneof(fc.constantFrom('v1', 'courses', 'requests', 'answers', 'work', 'health'), HOSTILE.map(texts)),
          {
            maxLength: 4,
          },
        ),
        fc.constantFrom(...ROLES),
        async (method, parts, role) => {
          const told = await service.app.inject({
            method: method as 'GET',
            url: `/${parts.map((part) => encodeURIComponent(part)).join('/')}`,
            headers: { authorization: await service.bearer(role), origin: 'https://elsewhere.example' },
          });
          expect(told.statusCode, told.body).toBeLessThan(500);
          if (told.statusCode >= 400) expect(told.headers['content-type']).toContain(PROBLEM);
        },
      ),
      { numRuns: CALLS * 5 },
    );
  });
});

describe('the log of all this', () => {
  it('has a line of each call, no fault of the program, and nothing that was sent or handed out', () => {
    const lines = service.log.map((line) => JSON.parse(line) as { level: number; call?: object; msg: string });
    expect(lines.filter(({ call }) => call !== undefined).length).toBeGreaterThan(CALLS * 20);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
    const words = [
      ...service.secrets,
      ...OF_PATIENTS,
      readFileSync(path.join(folder, 'password'), 'utf8'),
      'etc/passwd',
    ];
    expect(toldBy(service.log, [...words, '7*7', '1=1', 'Dr. Example'])).toEqual([]);
  });
});
