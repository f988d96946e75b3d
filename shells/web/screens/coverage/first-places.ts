import type { TracedCriterion } from '../../../../core/criteria/trace.ts';

/** The criterion at which each fact is asked: the first of the tree that rests on it. Below it is only pointed to. */
export function firstPlaces(root: TracedCriterion): ReadonlySet<TracedCriterion> {
  const asked = new Set<string>();
  const places = new Set<TracedCriterion>();
  const visit = (criterion: TracedCriterion): void => {
    if (criterion.fact !== undefined && !asked.has(criterion.fact)) {
      asked.add(criterion.fact);
      places.add(criterion);
    }
    criterion.children.forEach(visit);
  };
  visit(root);
  return places;
}
