import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePasResponse } from '../../../shells/fhir/validate/validate.ts';
import { listAt } from '../../../shells/pas/element.ts';
import {
  claimResponse,
  decide,
  decisionOf,
  decisions,
  inquire,
  knowledgeThatApproves,
  requestBundle,
  requestsOf,
  SIGNATURE,
  submit,
  type Json,
} from '../../support/pas.ts';
import { openService, type OpenService } from '../../support/service.ts';

let open: OpenService;
beforeAll(async () => {
  open = await openService(knowledgeThatApproves());
}, 60_000);
afterAll(async () => {
  await open.close();
});

type Place = readonly (string | number)[];

/** Every place of a document, its own parts before it. */
function* placesOf(value: unknown, place: Place = []): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const below = [...place, Array.isArray(value) ? Number(key) : key];
    yield* placesOf(part, below);
    yield below;
  }
}

const RETYPED: readonly unknown[] = [
  null,
  0,
  -1,
  1e21,
  true,
  '',
  'x',
  ' ',
  [],
  {},
  [[]],
  { reference: '#' },
  '2026-99-99',
];
interface Mutation {
  readonly at: number;
  readonly how: 'drop' | 'double' | 'retype';
  readonly to: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('drop' as const, 'double' as const, 'retype' as const),
  to: fc.constantFrom(...RETYPED),
});

/** The document with one part left out, written twice, or of another type. */
function mutated(document: Json, { at, how, to }: Mutation): Json {
  const copy = JSON.parse(JSON.stringify(document)) as Json;
  const places = [...placesOf(copy)];
  const place = places[at % places.length] ?? [];
  const key = place.at(-1) ?? '';
  let within = copy as Record<string | number, unknown>;
  for (const step of place.slice(0, -1)) within = within[step] as Record<string | number, unknown>;
  if (how === 'retype') within[key] = to;
  else if (how === 'drop') {
    if (Array.isArray(within)) within.splice(Number(key), 1);
    else Reflect.deleteProperty(within, key);
  } else if (Array.isArray(within)) within.splice(Number(key), 0, JSON.parse(JSON.stringify(within[Number(key)])));
  else within[key] = [within[key], within[key]];
  return copy;
}

let count = 0;
/** A request of its own for each try. */
const requestOf = (answers: NonNullable<Parameters<typeof requestBundle>[0]>['answers']): Json => {
  count += 1;
  return requestBundle({
    ...{ id: `try-${String(count)}`, answers: answers ?? {}, urgent: true },
    lines: [{ quantity: 60, from: '2026-08-01', to: '2026-10-31', trace: 'ITEM-1' }, { code: 'E1390' }],
  });
};

const BASES = {
  'one that is certified': {},
  'one that needs information': { 'disease.stage': null },
  'one that does not meet the criteria': { 'disease.stage': 'limited' },
} as const;

describe('a request that is spoilt', () => {
  it.each(Object.entries(BASES))(
    '%s: a sound answer or one OperationOutcome, and no certification that it did not have [pas spec-4 spec-23 spec-35 spec-39]',
    async (name, answers) => {
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
          const bundle = mutations.reduce(mutated, requestOf(answers));
          const { status, type, body } = await submit(open, bundle);
          expect(type).toMatch(/^application\/fhir\+json/u);
          if (status !== 200) {
            expect(status).toBeGreaterThanOrEqual(400);
            expect(status).toBeLessThan(500);
            expect(body['resourceType']).toBe('OperationOutcome');
            expect(listAt(body, 'issue').length).toBeGreaterThan(0);
            return;
          }
          expect(validatePasResponse(body).faults).toEqual([]);
          if (claimResponse(body)['outcome'] === 'error') return;
          const actions = decisions(body).map(({ action }) => action);
          expect(actions.every((action) => ['A1', 'A4', 'C'].includes(action))).toBe(true);
          if (name !== 'one that is certified') expect(actions).not.toContain('A1');
        }),
        { numRuns: 60 },
      );
      expect(open.log.filter((line) => line.includes('a fault of the program'))).toEqual([]);
    },
  );
});

interface Step {
  readonly role: 'reviewer' | 'clinician' | 'nurse' | 'machine';
  readonly entry: Json;
}

const APPROVAL = { number: 'PA-1', from: '2026-07-20', to: '2026-10-19', units: 60 };
const steps: fc.Arbitrary<Step> = fc.record({
  role: fc.constantFrom('reviewer', 'reviewer', 'clinician', 'nurse', 'machine'),
  entry: fc.constantFrom<Json>(
    { type: 'information-requested', what: ['disease.stage'] },
    { type: 'information-received', what: ['disease.stage'] },
    { type: 'referred', reason: 'An invented reason' },
    { type: 'approved', approval: APPROVAL },
    { type: 'decided', decision: 'denied', signature: SIGNATURE },
    { type: 'decided', decision: 'approved-in-part', approval: APPROVAL, signature: SIGNATURE },
    { type: 'decided', decision: 'denied', signature: { ...SIGNATURE, npi: '0000000000' } },
    { type: 'decided', decision: 'rescinded', signature: SIGNATURE },
    { type: 'withdrawn', reason: 'An invented reason' },
    { type: 'appealed', reason: 'An invented reason' },
  ),
});
const ADVERSE = ['A2', 'A3', 'A6'];

describe('an answer against the patient', () => {
  it('A2, A3 or A6 never stands without a clinician who signed it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 5 }), async (taken) => {
        const bundle = requestOf({ 'disease.stage': 'limited' });
        await submit(open, bundle);
        const [{ id: request } = { id: '' }] = await requestsOf(open, `tarlatamab, claim T-try-${String(count)}`);
        expect(request).not.toBe('');
        let signed = false;
        for (const { role, entry } of taken) {
          const status = await decide(open, role, request, entry);
          signed ||= status === 201 && role === 'clinician' && entry['type'] === 'decided';
        }
        const { body } = await inquire(open, bundle);
        const [found] = listAt(body, 'parameter').map(({ resource }) => resource);
        const adverse = listAt(claimResponse(found), 'item').some((item) => ADVERSE.includes(decisionOf(item).action));
        expect(adverse && !signed).toBe(false);
      }),
      { numRuns: 25 },
    );
  });
});
