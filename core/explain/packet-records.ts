import type { Evidence, FactRecord } from '../values/fact.ts';

/** One resource, statement or event that something in the packet rests on. */
export interface PacketRecord {
  /** From 1, in the order in which the packet first uses them. */
  readonly number: number;
  readonly kind: Exclude<Evidence['kind'], 'calculation'>;
  /** What it says, as a reader knows it. */
  readonly says: string;
  /** YYYY-MM-DD, or as much of it as is known. */
  readonly date: string | null;
  /** Where to find it again: `Observation/abc`, an event, the name of a file. */
  readonly ref: string;
}

/** Which records a fact rests on, by their numbers. */
export type NumbersOf = (fact: string) => readonly number[];

/**
 * Numbers what the facts rest on, each record once. A calculation is no record: what it was calculated from is.
 * @param order facts in the order in which the packet speaks of them
 */
export function numberRecords(
  order: readonly string[],
  facts: FactRecord,
): { readonly records: readonly PacketRecord[]; readonly numbersOf: NumbersOf } {
  const byKey = new Map<string, PacketRecord>();
  for (const fact of order)
    for (const item of facts.get(fact)?.evidence ?? []) {
      if (item.kind === 'calculation' || byKey.has(keyOf(item))) continue;
      byKey.set(keyOf(item), {
        number: byKey.size + 1,
        kind: item.kind,
        says: saysOf(item),
        date: item.date ?? null,
        // Of a statement's file only its name: folders of somebody's machine are nobody else's business.
        ref: item.kind === 'attestation' ? (item.ref.split(/[/\\]/u).at(-1) ?? item.ref) : item.ref,
      });
    }
  const numbersOf: NumbersOf = (fact) =>
    [...new Set((facts.get(fact)?.evidence ?? []).flatMap((item) => byKey.get(keyOf(item))?.number ?? []))].sort(
      (a, b) => a - b,
    );
  return { records: [...byKey.values()], numbersOf };
}

function saysOf({ kind, display, ref }: Evidence): string {
  if (kind === 'event') return `Course of therapy, ${display ?? ref.replace(/^course\./u, '')}`;
  if (kind !== 'attestation') return display ?? ref;
  return display === undefined ? 'Statement without a name' : `Statement of ${display}`;
}

function keyOf({ kind, ref, date, display }: Evidence): string {
  return JSON.stringify([kind, ref, date ?? '', display ?? '']);
}

/** Numbers as a reader takes them in: 1, 2, 4–7. */
export function sayNumbers(numbers: readonly number[]): string {
  const runs = numbers.reduce<readonly (readonly [first: number, last: number])[]>((done, number) => {
    const run = done.at(-1);
    return run?.[1] === number - 1 ? [...done.slice(0, -1), [run[0], number]] : [...done, [number, number]];
  }, []);
  return runs
    .map(([first, last]) =>
      first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`,
    )
    .join(', ');
}
