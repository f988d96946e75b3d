import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, CodeSystem, Library, ValueSet } from 'fhir/r4.js';
import type { Determination } from '../../core/coverage/determination.ts';
import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import { walk } from '../../core/criteria/trace.ts';
import { RESULTS } from '../../shells/fhir/cql/criteria-cql.ts';
import { factsLibrary, type CompiledFacts } from '../../shells/fhir/cql/facts-library.ts';
import { policyLibraries } from '../../shells/fhir/cql/library-resource.ts';
import { valueSetsFor } from '../../shells/fhir/cql/valuesets.ts';
import { readAnswers } from '../../shells/input/read-answers.ts';
import { example, stepwise } from '../support/cli.ts';
import { elmIn, runOnChart } from '../support/cql-chart.ts';
import { holdCqlAgainst } from '../support/cql-combinations.ts';
import { textsOf } from '../support/cql-target.ts';
import { parametersFrom, truthFrom, type Parameters } from '../support/cql.ts';
import { partsOf, sizeOf, variablesOf } from '../support/every-combination.ts';
import { shapeFaults } from '../support/fhir-shape.ts';
import { knowledge } from '../support/knowledge.ts';

const ON = '2026-06-15';
const BASE = 'https://example.org/fhir';
const SEED = Number(process.env['STEPWISE_SEED']);
/** Combinations of one part, of which one is drawn; `npm run prove` runs them all. */
const PART = 3_000;

const PROVEN = ['prime-ic-0789', 'fep-5.21.223'];

const PATIENTS = [
  'active-infection',
  'aged-17',
  'limited-stage',
  'medicare-part-b',
  'progression-undocumented',
  'renewal-progression',
  'renewal-response',
  'second-line',
  'third-line',
  'untreated-brain-metastases',
];

/** Here the engine's own reader does not find all that ours finds: see the law on what it knows less. */
const KNOWN_LESS = ['medicare-part-b', 'progression-undocumented'];

const { policies, facts } = knowledge();
const policy = (id: string): Policy => policies.find((one) => one.id === id) ?? expect.fail(`${id} is held`);
const requests = policies.flatMap((one) =>
  (['initial', 'renewal'] as const)
    .filter((kind) => one.requests[kind] !== null)
    .map((kind) => [one.id, kind] as const),
);

let read: CompiledFacts;
beforeAll(async () => {
  process.stdout.write(`policies as CQL: seed ${SEED}\n`);
  read = await factsLibrary();
});

const chartOf = (patient: string): unknown => JSON.parse(readFileSync(example('charts', `${patient}.json`), 'utf8'));

function answersOf(patient: string): Parameters {
  const file = example('answers', `${patient}.yaml`);
  return parametersFrom(readAnswers(readFileSync(file, 'utf8'), file, ON, facts), facts);
}

async function checked(id: string, kind: RequestKind, ...given: readonly string[]): Promise<Determination> {
  const { out } = await stepwise('check', '--policy', id, '--request', kind, '--on', ON, '--json', ...given);
  const { determinations } = JSON.parse(out) as { determinations: readonly Determination[] };
  return determinations[0] ?? expect.fail('one policy is asked');
}

describe('the library of a policy, run by the reference engine with its own reader of charts', () => {
  it.each(PROVEN.flatMap((id) => [[id, 'initial'] as const, [id, 'renewal'] as const]))(
    '%s, %s: finds of every example chart what check finds',
    async (id, kind) => {
      const libraries = await policyLibraries(policy(id), kind, facts, BASE, read);
      for (const patient of PATIENTS) {
        const values = await runOnChart(libraries, chartOf(patient), ON);
        const { outcome } = await checked(id, kind, '--chart', example('charts', `${patient}.json`));
        expect(values[RESULTS.outcome], patient).toBe(outcome);
      }
    },
    60_000,
  );

  it.each(PROVEN.flatMap((id) => [[id, 'initial'] as const, [id, 'renewal'] as const]))(
    '%s, %s: lets an answer go before the chart, as check does, criterion by criterion',
    async (id, kind) => {
      const libraries = await policyLibraries(policy(id), kind, facts, BASE, read);
      for (const patient of PATIENTS) {
        const values = await runOnChart(libraries, chartOf(patient), ON, answersOf(patient));
        const found = await checked(
          ...([id, kind, '--chart', example('charts', `${patient}.json`)] as const),
          ...(['--answers', example('answers', `${patient}.yaml`)] as const),
        );
        if (KNOWN_LESS.includes(patient)) continue;
        expect(values[RESULTS.outcome], patient).toBe(found.outcome);
        expect(textsOf(values[RESULTS.needed]), patient).toEqual(found.needed.map(({ fact }) => fact));
        for (const one of found.criteria === null ? [] : walk(found.criteria))
          expect(truthFrom(values[one.id]), `${patient}: ${one.id}`).toBe(one.truth);
      }
    },
    60_000,
  );

  it('knows less than our own reading where a chart names a medicine or a condition by another address, and never else', async () => {
    const differ: string[] = [];
    for (const [id, kind] of requests.filter(([policy]) => !PROVEN.includes(policy))) {
      const libraries = await policyLibraries(policy(id), kind, facts, BASE, read);
      for (const patient of PATIENTS) {
        const values = await runOnChart(libraries, chartOf(patient), ON);
        const { outcome, criteria } = await checked(id, kind, '--chart', example('charts', `${patient}.json`));
        for (const one of criteria === null ? [] : walk(criteria)) {
          const truth = truthFrom(values[one.id]);
          if (truth !== one.truth) expect([truth, patient], one.id).toContain('unknown');
        }
        if (values[RESULTS.outcome] === outcome) continue;
        expect(values[RESULTS.outcome]).toBe('information-needed');
        differ.push(`${id} ${kind} ${patient}`);
      }
    }
    expect(differ).toEqual([
      'bcbsnd-tarlatamab initial medicare-part-b',
      'tmhp-tarlatamab initial medicare-part-b',
      'tmhp-tarlatamab initial progression-undocumented',
      'wha-gl-461267 initial medicare-part-b',
    ]);
  }, 120_000);
});

describe('the library of a policy over answers alone', () => {
  it.each([
    ['prime-ic-0789', 'initial', 7 * 3 ** 9],
    ['prime-ic-0789', 'renewal', 7 * 3 ** 8 * 4 * 4],
    ['fep-5.21.223', 'initial', 3 ** 8],
    ['fep-5.21.223', 'renewal', 3 ** 7 * 4 * 4],
  ] as const)(
    '%s, %s: finds what the evaluator finds, on combinations of its facts',
    async (id, kind, all) => {
      const variables = variablesOf(policy(id), kind, facts);
      expect(sizeOf(variables)).toBe(all);
      const parts = partsOf(variables, PART);
      const [drawn = 0] = fc.sample(fc.nat({ max: parts.length - 1 }), { seed: SEED, numRuns: 1 });
      const part = parts[drawn] ?? [];
      const outcomes = await holdCqlAgainst(policy(id), kind, facts, part);
      expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(sizeOf(part));
    },
    60_000,
  );
});

describe('the resources of a policy', () => {
  it.each(requests)('%s, %s: have the shape of FHIR R4, and an address each', async (id, kind) => {
    const resources: readonly (Library | CodeSystem | ValueSet)[] = [
      ...(await policyLibraries(policy(id), kind, facts, BASE, read)),
      ...(await policyLibraries(policy(id), kind, facts, BASE, undefined)),
      ...valueSetsFor(policy(id), kind, facts, BASE),
    ];
    expect(resources.flatMap((one) => shapeFaults(one, one.resourceType))).toEqual([]);
    const addresses = resources.map(({ url }) => url);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const one of resources) {
      expect(one.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/u);
      expect(one.name).toMatch(/^[A-Z][A-Za-z0-9_]{0,254}$/u);
      expect(one.url).toBe(`${BASE}/${one.resourceType}/${one.id}`);
    }
  });

  it.each(requests)('%s, %s: carry CQL and the ELM made of it, without a word of complaint', async (id, kind) => {
    const libraries = await policyLibraries(policy(id), kind, facts, BASE, read);
    for (const [index, resource] of libraries.entries()) {
      expect(resource.content?.map(({ contentType }) => contentType)).toEqual(['text/cql', 'application/elm+json']);
      const elm = elmIn(resource);
      expect(elm).toMatchObject({ library: { identifier: { id: resource.name, version: resource.version } } });
      // The library that reads charts has a few warnings of its own.
      if (index === 0) expect(JSON.stringify(elm)).not.toContain('errorSeverity');
    }
  });

  it('ask only for the data that the facts of the criteria are read from', async () => {
    const [library] = await policyLibraries(policy('fep-5.21.223'), 'initial', facts, BASE, read);
    const [whole] = (await policyLibraries(policy('fep-5.21.223'), 'initial', facts, BASE, read)).slice(1);
    const types = new Set(library?.dataRequirement?.map(({ type }) => type));
    expect(types).toContain('Condition');
    expect(types).not.toContain('Coverage');
    expect(whole?.dataRequirement?.map(({ type }) => type)).toContain('Coverage');
  });

  it('list every code of the policy, expanded', () => {
    const sets = valueSetsFor(policy('prime-ic-0789'), 'initial', facts, BASE);
    const icd10 = sets.find(({ id }) => id === 'prime-ic-0789-icd10') as ValueSet;
    expect(icd10.expansion?.contains?.map(({ code }) => code)).toEqual(policy('prime-ic-0789').codes.icd10?.codes);
    expect(icd10.expansion?.total).toBe(18);
    expect(sets.map(({ resourceType, id }) => `${resourceType}/${id}`)).toEqual([
      'ValueSet/prime-ic-0789-icd10',
      'ValueSet/prime-ic-0789-hcpcs',
      'ValueSet/prime-ic-0789-ndc',
      'CodeSystem/member.line-of-business',
      'ValueSet/member.line-of-business',
      'CodeSystem/disease.diagnosis',
      'ValueSet/disease.diagnosis',
      'CodeSystem/disease.stage',
      'ValueSet/disease.stage',
    ]);
  });
});

describe('policy export', () => {
  const exported = (to: string, ...more: readonly string[]): ReturnType<typeof stepwise> =>
    stepwise('policy', 'export', '--policy', 'prime-ic-0789', '--to', to, '--on', ON, ...more);

  it.each(['elm', 'elm-answers', 'valuesets'])(
    '--to %s prints nothing but one Bundle of the shape of FHIR R4',
    async (to) => {
      const { out, err, status } = await exported(to, '--base', `${BASE}/`);
      expect([err, status]).toEqual(['', 0]);
      const bundle = JSON.parse(out) as Bundle;
      expect(shapeFaults(bundle, 'Bundle')).toEqual([]);
      for (const { fullUrl } of bundle.entry ?? []) expect(fullUrl).toMatch(/^https:\/\/example\.org\/fhir\/[A-Z]/u);
    },
  );

  it('--to cql-answers includes nothing and reads nothing', async () => {
    const { out } = await exported('cql-answers');
    expect(out).toContain(`library PrimeIc0789InitialAnswers version '2025-05-05'`);
    expect(out).not.toMatch(/^include |Facts\./mu);
  });

  it('refuses a base that is no absolute address', async () => {
    for (const base of ['javascript:x', 'urn:oid:1.2']) expect((await exported('elm', '--base', base)).status).toBe(2);
    const query = 'https://example.org/fhir?x=1';
    expect((await exported('elm', '--base', query)).err).toBe(
      `--base: "${query}" ends in a query or a fragment. Write it as https://example.org/fhir\n`,
    );
    expect(await exported('elm', '--base', 'fhir')).toEqual({
      status: 2,
      out: '',
      err: '--base: "fhir" is no absolute address. Write it as https://example.org/fhir\n',
    });
  });
});
