import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateCrdResponse } from '../../../shells/fhir/validate/validate.ts';
import { asHook, informationOf, orderOf, orderSign, prefetching, searchset, type Json } from '../../support/hooks.ts';
import { INSURER, openService, type OpenService } from '../../support/service.ts';

/** Valid calls with one or more things wrong: dropped, doubled, of another type, or of another value. */
const RUNS = Number(process.env['STEPWISE_MUTATIONS'] ?? 150);

let open: OpenService;
beforeAll(async () => {
  open = await openService(undefined, { insurers: [INSURER] });
}, 60_000);
afterAll(() => open.close());

const signing = orderSign('third-line');
const active = { ...orderOf(signing), status: 'active' };
const VALID: readonly Json[] = [
  signing,
  orderSign('progression-undocumented'),
  prefetching(
    asHook(signing, 'order-dispatch', { performer: 'Organization/1', dispatchedOrders: ['MedicationRequest/order-1'] }),
    {
      medicationRequests: searchset([active]),
    },
  ),
  asHook(signing, 'order-select', {
    draftOrders: (signing['context'] as Json)['draftOrders'],
    selections: ['MedicationRequest/order-1'],
  }),
  asHook(signing, 'encounter-start', { encounterId: 'e' }),
];

type Path = readonly (string | number)[];

/** Every place in a value. */
function places(value: unknown, at: Path = []): readonly Path[] {
  const own = at.length === 0 ? [] : [at];
  if (Array.isArray(value)) return [...own, ...value.flatMap((part, index) => places(part, [...at, index]))];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, part]) => places(part, [...at, key]))];
}

type Change = { readonly kind: 'drop' | 'double' } | { readonly kind: 'put'; readonly value: unknown };

function changed(value: unknown, [key, ...rest]: Path, change: Change): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    const index = Number(key);
    if (rest.length > 0) return value.map((part: unknown, at) => (at === index ? changed(part, rest, change) : part));
    return value.flatMap((part: unknown, at): unknown[] => {
      if (at !== index) return [part];
      return change.kind === 'put' ? [change.value] : change.kind === 'double' ? [part, part] : [];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Json).flatMap(([name, part]): [string, unknown][] => {
    if (name !== key) return [[name, part]];
    if (rest.length > 0) return [[name, changed(part, rest, change)]];
    if (change.kind === 'put') return [[name, change.value]];
    return change.kind === 'double' ? [[name, [part, part]]] : [];
  });
  return Object.fromEntries(entries);
}

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>({ kind: 'drop' }),
  fc.constant<Change>({ kind: 'double' }),
  fc
    .oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        'x',
        0,
        -1,
        true,
        [],
        {},
        '2026-02-30',
        'Patient/other',
        '\u0000',
        'J9026',
        '55513-059-01',
      ),
      fc.jsonValue({ maxDepth: 2 }),
    )
    .map((value): Change => ({ kind: 'put', value })),
);

/** Mostly in the context and in the small parts; the chart is large, and would take nearly every change. */
const mutated = fc.integer({ min: 0, max: VALID.length - 1 }).chain((which) => {
  const all = places(VALID[which]);
  const near = all.filter(
    ([first, second]) => first !== 'prefetch' || ['patient', 'coverage', 'medicationRequests'].includes(String(second)),
  );
  const place = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...near) }, fc.constantFrom(...all));
  return fc.array(fc.tuple(place, change), { minLength: 1, maxLength: 3 }).map((changes) => ({ which, changes }));
});

const APPROVES = ['satisfied', 'no-auth'];

async function ask(hook: string, body: unknown): Promise<readonly [number, Json]> {
  const told = await open.call('machine', {
    ...{ method: 'POST', url: `/cds-services/${hook}-crd`, payload: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  });
  return [told.statusCode, told.json()];
}

describe('a call with something wrong', () => {
  it('gets a valid answer or one OperationOutcome, and never an approval that the call without it would not get [crd hook-9 hook-10 found-33]', async () => {
    const usual = await Promise.all(
      VALID.map(async (body) => {
        const [status, response] = await ask(String(body['hook']), body);
        expect(status).toBe(200);
        return informationOf(response);
      }),
    );
    // None of these has an authorization on record, so that none of their mutants may have one.
    expect(usual.map((told) => told['pa-needed'])).toEqual([
      ['auth-needed'],
      ['auth-needed'],
      ['auth-needed'],
      ['auth-needed'],
      undefined,
    ]);
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(mutated, async ({ which, changes }) => {
        const body = changes.reduce<unknown>((before, [at, one]) => changed(before, at, one), VALID[which]);
        const [status, json] = await ask(String(VALID[which]?.['hook']), body);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        if (status !== 200) {
          expect([400, 412, 422]).toContain(status);
          expect(json['resourceType']).toBe('OperationOutcome');
          return;
        }
        // Elements that are not known are passed over, and go back with the order as they came.
        const faults = validateCrdResponse(json).faults.filter(({ what }) => !what.includes('has no element'));
        expect(faults).toEqual([]);
        const actions = (json['systemActions'] ?? []) as readonly unknown[];
        for (const index of actions.keys()) {
          const told = informationOf(json, index);
          expect(APPROVES).not.toContain((told['pa-needed'] ?? [])[0]);
          expect(told['satisfied-pa-id']).toBeUndefined();
          // A record with less in it, or with something else, does not meet what the whole one leaves open.
          if (told['covered']?.[0] === 'covered') expect(told['pa-needed']).toEqual(['auth-needed']);
        }
      }),
      { numRuns: RUNS },
    );
    expect((seen.get(200) ?? 0) > 0 && (seen.get(400) ?? 0) > 0).toBe(true);
  }, 600_000);
});
