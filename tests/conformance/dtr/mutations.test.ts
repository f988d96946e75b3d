import type { Bundle, OperationOutcome, Parameters } from 'fhir/r4.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf } from '../../../shells/dtr/answers-of.ts';
import { COVERAGE, BASE, next, ON, openDtr, ORDER, packaged, parameters, posted } from '../../support/dtr.ts';
import { executed, filledIn, packageOf } from '../../support/dtr-client.ts';
import { attested } from '../../support/facts.ts';
import { chartOf } from '../../support/dtr.ts';
import { knowledge } from '../../support/knowledge.ts';
import { answer } from '../../../shells/server/answers.ts';
import { NOW, type OpenService } from '../../support/service.ts';

/** Changed requests of each operation; `STEPWISE_MUTANTS=5000` tries harder. */
const RUNS = Number(process.env['STEPWISE_MUTANTS'] ?? 120);

let open: OpenService;
beforeAll(async () => {
  open = await openDtr();
}, 60_000);
afterAll(() => open.close());

type Change = readonly [kind: 'drop' | 'twice' | 'retype' | 'empty' | 'swap', at: number, other: unknown];

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('drop', 'twice', 'retype', 'empty', 'swap'),
  fc.nat(100_000),
  fc.oneof(
    fc.constantFrom(
      null,
      true,
      0,
      -1,
      1e300,
      '',
      'x',
      '\u0000',
      [],
      {},
      [null],
      [[]],
      { resourceType: 'Patient' },
      '2026-13-45',
    ),
    fc.json().map((text) => JSON.parse(text) as unknown),
  ),
);

/** Every place of a document where something stands. */
function placesOf(document: unknown, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof document !== 'object' || document === null) return [at];
  const keys = Array.isArray(document) ? document.map((_one, index) => index) : Object.keys(document);
  const own = document as Readonly<Record<string | number, unknown>>;
  return [...(at.length > 0 ? [at] : []), ...keys.flatMap((key) => placesOf(own[key], [...at, key]))];
}

/** The document with one thing dropped, doubled, or of another type. */
function changed(document: unknown, [kind, at, other]: Change): unknown {
  const places = placesOf(document);
  const place = places[at % places.length] ?? [];
  const copy = structuredClone(document);
  const parent = place.slice(0, -1).reduce((one, key) => (one as Record<string | number, unknown>)[key], copy);
  const key = place.at(-1) ?? '';
  const held = parent as Record<string | number, unknown>;
  const value = held[key];
  if (kind === 'drop') {
    if (Array.isArray(held)) held.splice(Number(key), 1);
    else Reflect.deleteProperty(held, key);
  } else if (kind === 'twice' && Array.isArray(held)) held.splice(Number(key), 0, value);
  else if (kind === 'empty') held[key] = Array.isArray(value) ? [] : typeof value === 'object' ? {} : '';
  else if (kind === 'swap' && Array.isArray(value)) held[key] = [...(value as readonly unknown[])].reverse();
  else held[key] = other;
  return copy;
}

/** A call is answered, or refused with one outcome: never a fault of the program. */
async function sound(url: string, payload: unknown): Promise<number> {
  const told = await posted(open, url, payload);
  expect(told.statusCode, `${JSON.stringify(payload).slice(0, 2_000)} ${told.body}`).toBeLessThan(500);
  if (told.statusCode !== 200) {
    const { resourceType, issue } = told.json<OperationOutcome>();
    expect(resourceType).toBe('OperationOutcome');
    expect(issue.length).toBeGreaterThan(0);
  }
  return told.statusCode;
}

const mutants = (document: () => unknown, judge: (document: unknown) => Promise<unknown>) =>
  fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      await judge(changes.reduce(changed, document()));
    }),
    { numRuns: RUNS },
  );

describe('a valid call with something dropped, doubled or of another type is answered or refused with one outcome', () => {
  const type = { coding: [{ system: 'https://nahdo.org/sopt', code: '5' }] };
  const call: Parameters = parameters(
    { name: 'coverage', resource: { ...COVERAGE, type } },
    { name: 'order', resource: ORDER },
    { name: 'questionnaire', valueCanonical: `${BASE}/Questionnaire/wha-gl-461267-renewal` },
    { name: 'changedsince', valueDateTime: '2026-07-01T00:00:00Z' },
  );

  it('$questionnaire-package [dtr oper-11 conf-8 conf-9 conf-12]', async () => {
    const seen = new Set<number>();
    await mutants(
      () => call,
      async (payload) => seen.add(await sound('$questionnaire-package', payload)),
    );
    expect(seen).toContain(200);
    expect(seen).toContain(400);
  });

  it('$next-question [dtr spec-147 oper-11]', async () => {
    const { draft } = packageOf(await packaged(open, 'fep-5.21.223-initial-adaptive'));
    const first = await next(open, draft);
    const item = [{ linkId: 'disease.diagnosis', answer: [{ valueCoding: { code: 'sclc' } }] }];
    const second = await next(open, { ...first, item });
    const body = parameters({ name: 'questionnaire-response', resource: second });
    const seen = new Set<number>();
    await mutants(
      () => body,
      async (payload) => seen.add(await sound('Questionnaire/$next-question', payload)),
    );
    expect(seen).toEqual(new Set([200, 400]));
  });

  it('$expand and $log-questionnaire-errors', async () => {
    const set = parameters(
      { name: 'url', valueUri: `${BASE}/ValueSet/prime-ic-0789-icd10` },
      { name: 'count', valueInteger: 2 },
    );
    await mutants(
      () => set,
      (payload) => sound('$expand', payload),
    );
    const report = parameters(
      { name: 'questionnaire', valueCanonical: `${BASE}/Questionnaire/prime-ic-0789-initial` },
      {
        name: 'operationOutcome',
        resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid' }] },
      },
    );
    await mutants(
      () => report,
      (payload) => sound('$log-questionnaire-errors', payload),
    );
  });
});

describe('a response with something dropped, doubled or of another type', () => {
  it('never meets criteria that it did not meet as it was [dtr conf-10]', async () => {
    const filling = packageOf((await packaged(open, 'fep-5.21.223-initial')) satisfies Bundle);
    const values = await executed(filling.libraries, chartOf('third-line'), ON);
    const response = filledIn(filling, values, attested({ 'plan.step-up-dosing': true }), ON);
    const outcomeOf = async (one: unknown): Promise<string> => {
      const read = answersOf(one, knowledge(), BASE, ON);
      if (read === undefined) return 'no form of ours';
      const asked = { policy: 'fep-5.21.223', request: 'initial', on: ON, answers: read.answers };
      const { json } = await answer('check', asked, knowledge(), () => NOW);
      return (
        (json as { readonly determinations: readonly { readonly outcome: string }[] }).determinations[0]?.outcome ?? ''
      );
    };
    expect(await outcomeOf(response)).toBe('information-needed');
    await mutants(
      () => response,
      async (one) => {
        expect(await outcomeOf(one)).not.toBe('criteria-met');
      },
    );
  });
});
