import fc from 'fast-check';
import { REQUEST_DATE, type Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue } from '../../core/values/fact.ts';
import { attested } from './facts.ts';

/** The day of every request: periods count from it. */
export const ON = '2026-01-01';
export const ASKED: FactRecord = attested({ [REQUEST_DATE]: ON });

/** Few facts of small domains, so that every patient can be tried. */
export const DEFINITIONS: ReadonlyMap<string, FactDefinition> = new Map(
  (
    [
      { id: 'a', type: { kind: 'yes-no' } },
      { id: 'b', type: { kind: 'yes-no' } },
      { id: 'n', type: { kind: 'integer', unit: 'lines', min: 0, max: 3 } },
      { id: 'c', type: { kind: 'one-of', choices: ['x', 'y', 'z'].map((value) => ({ value, label: value })) } },
      { id: 'd', type: { kind: 'date' } },
    ] as const
  ).map((fact) => [fact.id, { name: fact.id, ask: `${fact.id}?`, ...fact }]),
);

/** The day after the request, its day, and 1, 2, 14 and 15 days before: of each part that the periods tell apart the days beside its ends. */
export const DAYS = ['2026-01-02', '2026-01-01', '2025-12-31', '2025-12-30', '2025-12-18', '2025-12-17'] as const;

const DOMAINS: Readonly<Record<string, readonly FactValue[]>> = {
  a: [true, false],
  b: [true, false],
  n: [0, 1, 2, 3],
  c: ['x', 'y', 'z'],
  d: DAYS,
};

/** Every way of answering the facts that `record` leaves open. */
export function completions(record: FactRecord): FactRecord[] {
  let all: FactRecord[] = [record];
  for (const [id, domain] of Object.entries(DOMAINS)) {
    if (record.has(id)) continue;
    all = all.flatMap((one) => domain.map((value) => new Map([...one, ...attested({ [id]: value })])));
  }
  return all;
}

const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc
    .record({ fact: fc.constantFrom('a', 'b'), value: fc.boolean() })
    .map(({ fact, value }) => ({ kind: 'is' as const, fact, value, ...common() })),
  fc.boolean().map(() => ({ kind: 'judgement' as const, fact: 'a', attestedBy: ['prescriber'], ...common() })),
  fc
    .subarray(['x', 'y', 'z'], { minLength: 1 })
    .map((values) => ({ kind: 'one-of' as const, fact: 'c', values, ...common() })),
  fc
    .subarray(['x', 'y', 'z'], { minLength: 1 })
    .map((codes) => ({ kind: 'in' as const, fact: 'c', list: 'icd10', codes, ...common() })),
  fc.integer({ min: 0, max: 3 }).map((value) => ({ kind: 'is' as const, fact: 'n', value, ...common() })),
  fc.constantFrom(0, 1, 14).map((count) => ({
    ...{ kind: 'within' as const, fact: 'd', period: { count, unit: 'days' as const } },
    ...common(),
  })),
  fc
    .record({
      kind: fc.constantFrom('at-least' as const, 'more-than' as const, 'at-most' as const, 'less-than' as const),
      value: fc.integer({ min: -1, max: 4 }),
    })
    .map(({ kind, value }) => ({ kind, fact: 'n', value, ...common() })),
);

function common(): { id: string; text: string; cite: [] } {
  return { id: 'node', text: 'node', cite: [] };
}

/** Criteria trees of every kind of node, up to four levels deep. */
export const trees: fc.Arbitrary<Criterion> = fc.letrec<{ tree: Criterion }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .map((children) => ({ kind: 'all' as const, children, ...common() })),
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .map((children) => ({ kind: 'any' as const, children, ...common() })),
    fc
      .record({ children: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }), part: fc.nat() })
      .map(({ children, part }) => ({
        kind: 'at-least-of' as const,
        n: 1 + (part % children.length),
        children,
        ...common(),
      })),
    tie('tree').map((child) => ({ kind: 'not' as const, child, ...common() })),
    tie('tree').map((child) => ({ kind: 'same-as' as const, target: 'node', child, ...common() })),
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([condition, then]) => ({ kind: 'when' as const, condition, then, ...common() })),
  ),
})).tree;

/** Patients of whom any part is known. */
export const patients: fc.Arbitrary<FactRecord> = fc
  .record(
    {
      a: fc.boolean(),
      b: fc.boolean(),
      n: fc.integer({ min: 0, max: 3 }),
      c: fc.constantFrom('x', 'y', 'z'),
      d: fc.constantFrom(...DAYS),
    },
    { requiredKeys: [] },
  )
  .map((values) => new Map([...ASKED, ...attested(values as Record<string, FactValue>)]));
