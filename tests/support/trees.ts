import fc from 'fast-check';
import type { Criterion } from '../../core/criteria/node.ts';
import type { FactDefinition, FactRecord, FactValue } from '../../core/values/fact.ts';
import { attested } from './facts.ts';

/** Few facts of small domains, so that every patient can be tried. */
export const DEFINITIONS: ReadonlyMap<string, FactDefinition> = new Map(
  (
    [
      { id: 'a', type: { kind: 'yes-no' } },
      { id: 'b', type: { kind: 'yes-no' } },
      { id: 'n', type: { kind: 'integer', unit: 'lines', min: 0, max: 3 } },
      { id: 'c', type: { kind: 'one-of', choices: ['x', 'y', 'z'].map((value) => ({ value, label: value })) } },
    ] as const
  ).map((fact) => [fact.id, { name: fact.id, ask: `${fact.id}?`, ...fact }]),
);

const DOMAINS: Readonly<Record<string, readonly FactValue[]>> = {
  a: [true, false],
  b: [true, false],
  n: [0, 1, 2, 3],
  c: ['x', 'y', 'z'],
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
    { a: fc.boolean(), b: fc.boolean(), n: fc.integer({ min: 0, max: 3 }), c: fc.constantFrom('x', 'y', 'z') },
    { requiredKeys: [] },
  )
  .map((values) => attested(values as Record<string, FactValue>));
