import fc from 'fast-check';
import { childrenOf, type Criterion } from '../../core/criteria/node.ts';
import type { FactRecord, RecordedFact } from '../../core/values/fact.ts';
import { patients, trees } from './trees.ts';

/** Trees whose criteria each have an id of their own, and in which every second `same-as` repeats an earlier criterion, as in a policy. */
export const namedTrees: fc.Arbitrary<Criterion> = trees.map((tree) => {
  const done: Criterion[] = [];
  let count = 0;
  let repeats = 0;
  const name = (node: Criterion): Criterion => {
    const id = `n${count++}`;
    const named = rename(node, id);
    done.push(named);
    return named;
  };
  const rename = (node: Criterion, id: string): Criterion => {
    switch (node.kind) {
      case 'all':
      case 'any':
      case 'at-least-of':
        return { ...node, id, children: node.children.map(name) };
      case 'not':
        return { ...node, id, child: name(node.child) };
      case 'when': {
        const condition = name(node.condition);
        return { ...node, id, condition, then: name(node.then) };
      }
      case 'same-as': {
        const earlier = repeats++ % 2 === 0 ? done.at(Math.floor(done.length / 2)) : undefined;
        const child = earlier ?? name(node.child);
        return { ...node, id, target: child.id, child };
      }
      default:
        return { ...node, id };
    }
  };
  return name(tree);
});

/** Ids of criteria on facts in the order in which each first stands, as the SQL lists those that decide. */
export function orderOf(tree: Criterion): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  const walk = (node: Criterion): void => {
    if (!order.has(node.id)) order.set(node.id, order.size);
    childrenOf(node).forEach(walk);
  };
  walk(tree);
  return order;
}

const SIGNERS = [
  { by: 'Example', role: 'prescriber' },
  { by: 'Example', role: 'nurse' },
  { role: 'prescriber' },
  { by: 'Example' },
  {},
] as const;

/** Patients of whom any part is known, whose statements are signed by the role that is asked for, by another, or not wholly. */
export const signedPatients: fc.Arbitrary<FactRecord> = fc
  .tuple(patients, fc.constantFrom(...SIGNERS))
  .map(
    ([facts, signer]) =>
      new Map(
        [...facts].map(([id, { value, origin, evidence }]): [string, RecordedFact] => [
          id,
          { value, origin, evidence, ...signer },
        ]),
      ),
  );
