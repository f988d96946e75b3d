import type { Course } from '../../../../core/course/event.ts';
import { entries } from '../../../../core/course/timeline.ts';
import type { HeldPolicy } from '../../api/policies.ts';

/** Under which policy a course is looked at first, and for which kind of request. */
interface First {
  readonly policy: string;
  readonly kind: 'initial' | 'renewal';
}

/**
 * The policy of the newest authorization, whose renewal is next once a dose was given; without one, the first policy of the drug that is in
 * force.
 */
export function policyOf(course: Course, policies: readonly HeldPolicy[], today: string): First {
  const newest = entries(course, 'authorization').at(-1);
  const held = ofDrug(course, policies);
  if (newest !== undefined && held.some(({ id }) => id === newest.policy))
    return { policy: newest.policy, kind: entries(course, 'dose-given').length > 0 ? 'renewal' : 'initial' };
  const changed = entries(course, 'coverage-changed').at(-1)?.policy;
  const inForce = held.find(({ inForce: { from, to } }) => from <= today && (to === null || to >= today));
  return { policy: changed ?? inForce?.id ?? held[0]?.id ?? '', kind: 'initial' };
}

/** The policies of the drug of a course, each once: its newest version. */
export function ofDrug({ drug }: Course, policies: readonly HeldPolicy[]): readonly HeldPolicy[] {
  const held = policies.filter((policy) => policy.drug === drug);
  return held.filter(({ id }, index) => held.findLastIndex((other) => other.id === id) === index);
}
