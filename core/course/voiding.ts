import type { CourseEvent, Voided } from './event.ts';

/**
 * The ids of the entries that were taken out. A `voided` that is itself taken out takes nothing out. Entries that void
 * each other in a circle are gone, and take nothing else out.
 *
 * Every `voided` names one entry, so that each is looked at once: from those that nothing voids, along what they name.
 */
export function voidedIds(events: readonly CourseEvent[]): ReadonlySet<string> {
  const voids = events.filter((event): event is Voided => event.type === 'voided');
  if (voids.length === 0) return new Set();
  const byId = new Map(voids.flatMap((event) => (event.id === undefined ? [] : [[event.id, event] as const])));
  // How many entries that name an id are still undecided; an id no longer here is decided.
  const open = new Map<string, number>();
  for (const { event } of voids) open.set(event, (open.get(event) ?? 0) + 1);
  const gone = new Set<string>();
  const decided = voids.filter(({ id }) => id === undefined || !open.has(id)).map((event) => ({ event, stands: true }));
  for (const { event, stands } of decided) {
    const named = event.event;
    const left = open.get(named);
    if (left === undefined) continue;
    if (stands) gone.add(named);
    if (stands || left === 1) {
      open.delete(named);
      const next = byId.get(named);
      // The list grows while it is walked: what has just been decided decides the entry that it names.
      if (next !== undefined) decided.push({ event: next, stands: !stands });
    } else open.set(named, left - 1);
  }
  for (const id of open.keys()) gone.add(id);
  return gone;
}
