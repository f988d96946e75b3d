import type { Temporal } from 'temporal-polyfill';
import type { Label } from './label.ts';

/**
 * The label in force on a day: of the held versions the latest that had begun. Before the first held one the first is
 * used, because something has to be shown; `isHeldOn` says that it was not yet in force, and the answer cautions.
 */
export function labelOn(labels: readonly [Label, ...Label[]], date: Temporal.PlainDate): Label {
  const ordered = [...labels].sort((a, b) => (a.inForce.from < b.inForce.from ? -1 : 1));
  return ordered.filter((label) => isHeldOn(label, date)).at(-1) ?? ordered[0] ?? labels[0];
}

export function isHeldOn(label: Label, date: Temporal.PlainDate): boolean {
  return label.inForce.from <= date.toString();
}
