import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { withConsequences } from '../../core/coverage/merge-facts.ts';
import { compile } from '../../core/criteria/compile.ts';
import { truthOf } from '../../core/criteria/kinds/code.ts';
import { inReadingOrder, REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactValue } from '../../core/values/fact.ts';
import { firstDayOf, isWithin, type Period } from '../../core/values/period.ts';
import { comment } from '../../shells/fhir/cql/words.ts';
import { decidingName, parametersFrom, runnable, translator, treesCql, truthFrom } from '../support/cql.ts';
import { cqlTarget, textsOf } from '../support/cql-target.ts';
import { attested } from '../support/facts.ts';
import { caseDefinitions, kindCases } from '../support/kind-cases.ts';
import { knowledge } from '../support/knowledge.ts';
import { signedPatients } from '../support/named-trees.ts';
import type { ProofTarget } from '../support/proof-target.ts';
import { prove } from '../support/prove.ts';
import { DEFINITIONS, trees } from '../support/trees.ts';

const SEED = Number(process.env['STEPWISE_SEED']);
process.stdout.write(`criteria as CQL: seed ${SEED}\n`);

const SIZE = { seed: SEED, trees: 60, rows: 60 };
const COMMON = { text: '', cite: [] };
const definition = (id: string, type: FactDefinition['type']): FactDefinition => ({ id, name: id, ask: '?', type });
const defined = (...all: FactDefinition[]): ReadonlyMap<string, FactDefinition> =>
  new Map(all.map((one) => [one.id, one]));
const dayFrom = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

describe('criteria as CQL, run by the reference engine', () => {
  it('find what the evaluator finds, and the same criteria decide', async () => {
    const { compared, kinds } = await prove(cqlTarget(), SIZE);
    expect(compared).toBe(SIZE.trees * SIZE.rows);
    expect(kinds.size).toBe(15);
  }, 60_000);

  it('that took unknown for not met would be found out', async () => {
    const { truths } = cqlTarget();
    const hasty: ProofTarget = {
      name: 'hasty',
      truths: async (...asked) => (await truths(...asked)).map((truth) => (truth === 'unknown' ? 'not-met' : truth)),
    };
    await expect(prove(hasty, { ...SIZE, rows: 10 })).rejects.toThrow('hasty: not-met; the evaluator: unknown');
  }, 60_000);

  it('have for every criterion a define with its truth, however many trees stand in one library', async () => {
    const roots = fc.sample(trees, { seed: SEED, numRuns: 40 });
    const rows = fc.sample(signedPatients, { seed: SEED, numRuns: 15 });
    const library = treesCql(roots, DEFINITIONS);
    const run = await runnable(library);
    for (const row of rows) {
      const parameters = parametersFrom(row, DEFINITIONS);
      for (const root of roots) {
        const found = [];
        for (const node of inReadingOrder(root)) found.push(truthFrom(await run(library.defineOf(node), parameters)));
        expect(found).toEqual(compile(root).evaluate(row).truths.map(truthOf));
      }
    }
  }, 60_000);

  it('agree with every case beside the kinds', async () => {
    const { truths } = cqlTarget();
    for (const { tree, facts, truth, name } of kindCases())
      expect(await truths(tree, caseDefinitions(), [facts]), `${tree.id}: ${name}`).toEqual([truth]);
  }, 60_000);

  it('count periods of days and months from any day, over the ends of months', async () => {
    const days = fc.integer({ min: 0, max: 4_000 }).map((number) => dayFrom('2020-01-01', number));
    const ends = fc
      .tuple(fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, month]) => Temporal.PlainYearMonth.from({ year, month }).toPlainDate({ day: 31 }).toString());
    const asked = fc.sample(fc.oneof(days, ends), { seed: SEED, numRuns: 60 });
    const periods: readonly Period[] = [
      ...[0, 1, 30, 365].map((count) => ({ count, unit: 'days' as const })),
      ...[0, 1, 3, 6, 12, 25].map((count) => ({ count, unit: 'months' as const })),
    ];
    for (const period of periods) {
      const rows = asked.flatMap((on) =>
        [on, dayFrom(on, 1), ...[-1, 0, 1].map((beside) => dayFrom(firstDayOf(on, period), beside))].map((day) =>
          attested({ [REQUEST_DATE]: on, d: day }),
        ),
      );
      const wanted = rows.map((row) =>
        isWithin(String(row.get('d')?.value), String(row.get(REQUEST_DATE)?.value), period) ? 'met' : 'not-met',
      );
      const tree: Criterion = { kind: 'within', id: 'recent', ...COMMON, fact: 'd', period };
      expect(await cqlTarget().truths(tree, defined(definition('d', { kind: 'date' })), rows)).toEqual(wanted);
    }
  }, 60_000);
});

/** Everything that ends a name, a text or a comment in CQL, among other signs. */
const nasty = fc
  .array(
    fc.constantFrom(
      ...[
        `"`,
        `'`,
        '\\',
        '`',
        '\n',
        '\r',
        '\t',
        '\0',
        '\u2028',
        '//',
        '/*',
        '*/',
        '@x:',
        '\\u0041',
        '😀',
        'é',
        ' ',
        'a',
      ],
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

describe('what a library is written with', () => {
  it('keeps names, values and roles whole, whatever characters they hold', async () => {
    const texts = [...new Set(fc.sample(nasty, { seed: SEED, numRuns: 60 }))];
    const ids = texts.map((text, index) => `${text.replaceAll(/\\(?=["'])/gu, '')}${index}`);
    const facts = ids.map((id) => definition(id, { kind: 'text' }));
    const judged = ids.map((id) => definition(`j${id}`, { kind: 'yes-no' }));
    const roots = texts.map((text, index): Criterion => ({
      ...{ kind: 'all', id: `root ${ids[index]}`, text, cite: [] },
      children: [
        { kind: 'is', id: ids[index] ?? '', text, cite: [], fact: ids[index] ?? '', value: text },
        { kind: 'judgement', id: `j${ids[index]}`, text, cite: [], fact: `j${ids[index]}`, attestedBy: [text] },
      ],
    }));
    const definitions = defined(...facts, ...judged);
    const library = treesCql(roots, definitions);
    const run = await runnable(library);
    for (const [index, root] of roots.entries()) {
      const [id = '', text = ''] = [ids[index], texts[index]];
      const found = async (value: string, role: string): Promise<unknown> => {
        const row = [...attested({ [id]: value, [`j${id}`]: true })].map(
          ([name, one]) => [name, { ...one, role }] as const,
        );
        return run(library.defineOf(root), parametersFrom(new Map(row), definitions));
      };
      expect([await found(text, text), await found(`${text}!`, text), await found(text, `${text}!`)]).toEqual([
        true,
        false,
        null,
      ]);
      const all = parametersFrom(attested({ [id]: `${text}!` }), definitions);
      expect(textsOf(await run(decidingName(index), all))).toEqual([id]);
    }
  }, 60_000);

  it('says in comments nothing that could be read as CQL', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        for (const line of comment(text)) expect(line).toMatch(/^\/\/ [^\r\n\u2028\u2029]*$/u);
      }),
    );
  });

  it('is translated without a word of complaint', async () => {
    const { elmOf } = await translator();
    const roots = fc.sample(trees, { seed: SEED, numRuns: 40 });
    const elm = elmOf(treesCql(roots, DEFINITIONS).cql, 'Trees');
    expect(JSON.stringify(elm)).not.toContain('errorSeverity');
  }, 60_000);
});

describe('what follows from other facts', () => {
  const birthDays = fc.oneof(
    fc.constantFrom('2008-02-29', '2009-02-28', '2009-03-01', '2009-03-02', '1969-12-31', '2027-03-02'),
    fc.integer({ min: 0, max: 40_000 }).map((number) => dayFrom('1920-01-01', number)),
  );
  const records = fc.record(
    {
      'patient.birth-date': birthDays,
      'patient.age': fc.integer({ min: 0, max: 130 }),
      'patient.sex': fc.constantFrom('female', 'male', 'other'),
      'patient.reproductive-potential': fc.boolean(),
    },
    { requiredKeys: [] },
  );

  it('is calculated in CQL as it is for a determination', async () => {
    const { facts: definitions } = knowledge();
    const roots: readonly Criterion[] = [
      { kind: 'at-least', id: 'adult', ...COMMON, fact: 'patient.age', value: 18 },
      { kind: 'is', id: 'potential', ...COMMON, fact: 'patient.reproductive-potential', value: true },
    ];
    const run = await runnable(treesCql(roots, definitions));
    for (const on of ['2027-02-28', '2027-03-01', '2028-02-29'])
      for (const values of fc.sample(records, { seed: SEED, numRuns: 200 })) {
        const facts = attested({ ...(values as Record<string, FactValue>), [REQUEST_DATE]: on });
        const merged = withConsequences({ facts, cautions: [] }, definitions, on).facts;
        const parameters = parametersFrom(facts, definitions);
        for (const fact of ['patient.age', 'patient.reproductive-potential'])
          expect(await run(fact, parameters)).toBe(merged.get(fact)?.value ?? null);
      }
  }, 60_000);
});
