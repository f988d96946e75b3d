import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../criteria/compile.ts';
import type { FactNode } from '../../criteria/node.ts';
import type { FactDefinition, FactValue } from '../../values/fact.ts';
import { dayOfRequest, partition } from './cells.ts';

const ON = '2026-06-15';
const COMMON = { id: 'node', text: 'node', cite: [] };

const DEFINITIONS: ReadonlyMap<string, FactDefinition> = new Map(
  (
    [
      { id: 'code', type: { kind: 'code', system: 's', pattern: '^[AB][0-4]$' } },
      { id: 'text', type: { kind: 'text' } },
      { id: 'day', type: { kind: 'date' } },
      { id: 'since', type: { kind: 'date' } },
      { id: 'count', type: { kind: 'integer', unit: 'lines', min: 2 } },
      { id: 'grade', type: { kind: 'integer', unit: 'grade', min: 0, max: 5 } },
    ] as const
  ).map((fact) => [fact.id, { name: fact.id, ask: `${fact.id}?`, ...fact }]),
);

/** Values of every fact that are more than the criteria below can tell apart. */
const DOMAINS: ReadonlyMap<string, readonly FactValue[]> = new Map<string, readonly FactValue[]>([
  ['code', ['A', 'B'].flatMap((letter) => [0, 1, 2, 3, 4].map((digit) => `${letter}${digit}`))],
  ['text', ['s', 't', 'Another', 'unheard of']],
  ['day', ['2000-01-01', '2000-01-02', '2026-06-15', '2027-07-07']],
  [
    'since',
    ['2026-06-16', '2026-06-15', '2026-06-14', '2026-06-12', '2026-06-11', '2026-05-15', '2026-05-14', '1900-01-01'],
  ],
  ['count', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1_000_000]],
  ['grade', [0, 1, 2, 3, 4, 5]],
]);
const mentionable = (fact: string): readonly FactValue[] => DOMAINS.get(fact) ?? [];

/** Of open facts one value more than any criterion below mentions: however many are mentioned, others remain. */
const UNMENTIONED: ReadonlyMap<string, FactValue> = new Map<string, FactValue>([
  ['text', 'never mentioned'],
  ['day', '1999-12-31'],
  ['count', 12],
]);
const domainOf = (fact: string): readonly FactValue[] => [
  ...mentionable(fact),
  ...[UNMENTIONED.get(fact)].filter((value) => value !== undefined),
];

const leaves: fc.Arbitrary<FactNode> = fc.oneof(
  fc
    .subarray(domainOf('code').map(String), { minLength: 1 })
    .map((codes) => ({ ...COMMON, kind: 'in' as const, fact: 'code', list: 'icd10', codes })),
  fc
    .constantFrom('text', 'day', 'count')
    .chain((fact) =>
      fc.constantFrom(...mentionable(fact)).map((value) => ({ ...COMMON, kind: 'is' as const, fact, value })),
    ),
  fc
    .constantFrom(
      { count: 0, unit: 'days' as const },
      { count: 3, unit: 'days' as const },
      { count: 1, unit: 'months' as const },
    )
    .map((period) => ({ ...COMMON, kind: 'within' as const, fact: 'since', period })),
  fc
    .array(fc.integer({ min: -1, max: 9 }))
    .map((values) => ({ ...COMMON, kind: 'one-of' as const, fact: 'grade', values })),
  fc
    .record({
      kind: fc.constantFrom('at-least' as const, 'more-than' as const, 'at-most' as const, 'less-than' as const),
      fact: fc.constantFrom('count', 'grade'),
      value: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(0.5, 2.5, 4.5)),
    })
    .map((one) => ({ ...COMMON, ...one })),
);

const recorded = (value: FactValue) => ({ value, origin: 'attested' as const, evidence: [] });

describe('the cells of a fact', () => {
  it('have a place for every value, mentioned or not, and no two are alike', () => {
    fc.assert(
      fc.property(fc.array(leaves, { minLength: 1, maxLength: 8 }), (nodes) => {
        for (const { fact, cells } of partition(nodes, DEFINITIONS, ON)) {
          const asking = nodes.filter((node) => node.fact === fact);
          const told = (value: FactValue): string =>
            asking
              .map((node) => compile(node).evaluate(new Map([...dayOfRequest(ON), [fact, recorded(value)]])).truths[0])
              .join();
          const held = cells.map((cell) => asking.map((node) => cell.truths.get(node)).join());
          expect([...held].sort()).toEqual([...new Set(domainOf(fact).map(told))].sort());
          for (const [index, cell] of cells.entries()) expect(told(cell.recorded.value)).toBe(held[index]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are shown by a value that an answer can have', () => {
    fc.assert(
      fc.property(fc.array(leaves, { minLength: 1, maxLength: 8 }), (nodes) => {
        for (const { fact, cells } of partition(nodes, DEFINITIONS, ON))
          for (const { recorded: one } of cells) {
            if (fact === 'code' || fact === 'grade') expect(domainOf(fact)).toContain(one.value);
            if (fact === 'count') expect(one.value).toBeGreaterThanOrEqual(2);
            if (fact === 'day') expect(one.value).toMatch(/^\d{4}-\d\d-\d\d$/u);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('stand in reading order, with the value beside the threshold and the preferred value first', () => {
    const nodes: readonly FactNode[] = [
      { ...COMMON, kind: 'at-least', fact: 'count', value: 6 },
      { ...COMMON, kind: 'one-of', fact: 'code', values: ['A0', 'A1'] },
    ];
    const values = (preferred: readonly string[]): unknown =>
      partition(nodes, DEFINITIONS, ON, new Map([['code', preferred]])).map(({ fact, cells }) => [
        fact,
        cells.map((cell) => cell.recorded.value),
      ]);
    expect(values([])).toEqual([
      ['count', [5, 6]],
      ['code', ['A0', 'A2']],
    ]);
    expect(values(['A1'])).toEqual([
      ['count', [5, 6]],
      ['code', ['A1', 'A2']],
    ]);
  });

  it('of a judgement are one for each signer that the criteria tell apart', () => {
    const definitions: ReadonlyMap<string, FactDefinition> = new Map([
      ['j', { id: 'j', name: 'j', ask: 'j?', type: { kind: 'yes-no' } }],
    ]);
    const judged = (...attestedBy: string[]): FactNode => ({ ...COMMON, kind: 'judgement', fact: 'j', attestedBy });
    const signers = (...nodes: FactNode[]): unknown =>
      partition(nodes, definitions, ON).flatMap(({ cells }) =>
        cells.map(({ recorded: { value, role } }) => [value, role]),
      );
    expect(signers(judged('nurse', 'clinician'))).toEqual([
      [true, 'nurse'],
      [false, 'nurse'],
    ]);
    expect(signers(judged('nurse'), judged('clinician'))).toEqual([
      [true, 'nurse'],
      [true, 'clinician'],
      [false, 'nurse'],
      [false, 'clinician'],
    ]);
  });
});
