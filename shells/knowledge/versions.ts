import type { Policy } from '../../core/coverage/policy.ts';
import type { Knowledge } from './knowledge.ts';

const indexes = new WeakMap<Knowledge, ReadonlyMap<string, readonly Policy[]>>();

/** The held versions of one policy, oldest first; none where it is not held. Found without going through all policies. */
export function versionsOf(knowledge: Knowledge, id: string): readonly Policy[] {
  let index = indexes.get(knowledge);
  if (index === undefined) {
    index = Map.groupBy(knowledge.policies, (policy) => policy.id);
    indexes.set(knowledge, index);
  }
  return index.get(id) ?? [];
}
