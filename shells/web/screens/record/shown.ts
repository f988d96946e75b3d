import type { CourseEvent } from '../../../../core/course/event.ts';
import type { RecordedEntry } from '../../api/courses.ts';
import { ENTRIES, sayEntry } from '../../words/entries.ts';
import { RECORD } from '../../words/record.ts';

/** An entry as the list shows it. */
export interface ShownEntry {
  readonly entry: RecordedEntry;
  readonly says: string;
  readonly kind: string;
  /** The number of the entry that took it back, and why; null while it stands. */
  readonly voided: { readonly by: number; readonly reason: string } | null;
  /** Of an entry that takes another back: which. */
  readonly voids: number | null;
  /** All that a search looks at, in small letters. */
  readonly text: string;
}

/** What is to be seen of the entries. */
export interface Filter {
  readonly search: string;
  /** A type of entries; empty for all. */
  readonly type: string;
  /** The id of a person or a program; empty for all. */
  readonly who: string;
  readonly voidedOnly: boolean;
}

export const NO_FILTER: Filter = { search: '', type: '', who: '', voidedOnly: false };
const OPENED = 'opened';
const VOIDED = 'voided';

/** The entries of a record, the newest first. */
export function shownEntries(entries: readonly RecordedEntry[]): readonly ShownEntry[] {
  const voids = new Map(
    entries
      .filter(({ type }) => type === VOIDED)
      .map(({ sequence, body }) => [numberOf(body['event']), { by: sequence, reason: textOf(body['reason']) }]),
  );
  return entries
    .map((entry): ShownEntry => {
      const { type, sequence, body, actor } = entry;
      const says = type === OPENED ? RECORD.entries.opened : sayEntry(body as unknown as CourseEvent);
      const words = [says, textOf(body['note']), textOf(body['by']), actor.id, actor.role];
      return {
        ...{ entry, says, kind: kindOf(type) },
        voided: voids.get(sequence) ?? null,
        voids: type === VOIDED ? numberOf(body['event']) : null,
        text: words.join(' ').toLowerCase(),
      };
    })
    .toReversed();
}

/** The name of a type of entries. */
export function kindOf(type: string): string {
  return type === OPENED ? RECORD.entries.opened : ((ENTRIES as Readonly<Record<string, string>>)[type] ?? type);
}

/** Those of the entries that a filter lets through. */
export function filtered(
  entries: readonly ShownEntry[],
  { search, type, who, voidedOnly }: Filter,
): readonly ShownEntry[] {
  const wanted = search.trim().toLowerCase();
  return entries.filter(
    ({ entry, text, voided }) =>
      (type === '' || entry.type === type) &&
      (who === '' || entry.actor.id === who) &&
      (!voidedOnly || voided !== null) &&
      text.includes(wanted),
  );
}

/** How many entries there are by something of them, the most first. */
export function counted(
  entries: readonly ShownEntry[],
  of: (entry: RecordedEntry) => string,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { entry } of entries) counts.set(of(entry), (counts.get(of(entry)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** `e12` is the twelfth entry. */
function numberOf(id: unknown): number {
  return Number(textOf(id).replace(/^e/u, ''));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
