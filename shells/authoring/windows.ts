import type { Token } from '../sources/tokens.ts';

/** Each token as a number, alike for like texts: windows are compared by these. */
export function numbered(tokens: readonly Token[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(tokens, ({ text }) => {
    const id = known.get(text) ?? known.size + 1;
    known.set(text, id);
    return id;
  });
}

/** A run of tokens: first position, and one past the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Tokens: what goes on alike for so long is a repetition, and a repetitive text is looked through in a bounded time. */
const LONGEST_WINDOW = 200;

/**
 * The shortest window from `span.from` on, as long as the span or longer, whose first place after `after` is there.
 * @returns its length in tokens; undefined where the text to the end stands there already, or more of it than is looked at
 */
export function uniqueLength(ids: Int32Array, { from, to }: Span, after: number): number | undefined {
  let shared = 0;
  for (let start = after; start < from; start++) {
    let length = 0;
    while (length < LONGEST_WINDOW && from + length < ids.length && ids[start + length] === ids[from + length])
      length++;
    shared = Math.max(shared, length);
    if (shared === LONGEST_WINDOW || from + shared >= ids.length) return undefined;
  }
  return Math.max(to - from, shared + 1);
}

/** One window that is looked for: where it stands first, its number at each span that has it, and how often it was met. */
interface Wanted {
  readonly from: number;
  readonly starts: Map<number, number>;
  count: number;
}

/**
 * Which of several like windows each span is: for a span whose window stands more than once in `section`, its number
 * from 1, by the position at which it begins. Windows are found by a rolling hash and then compared.
 */
export function repeats(ids: Int32Array, section: Span, spans: readonly Span[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const lengths = new Map<number, Span[]>();
  for (const span of spans) {
    const group = lengths.get(span.to - span.from);
    if (group) group.push(span);
    else lengths.set(span.to - span.from, [span]);
  }
  for (const [length, group] of lengths) {
    const orders = ordersOf(ids, section, length, group);
    for (const { order, of, from } of orders) if (of > 1) found.set(from, order);
  }
  return found;
}

const BASE = 1_048_583;
const PRIME = 2_147_483_629;
/** Products of two numbers below PRIME do not fit a double exactly, so the base is taken in two steps. */
const times = (a: number, b: number): number => (((a * (b >>> 11)) % PRIME) * 2048 + a * (b & 2047)) % PRIME;

function ordersOf(
  ids: Int32Array,
  { from: begin, to: end }: Span,
  length: number,
  group: readonly Span[],
): readonly { readonly from: number; readonly order: number; readonly of: number }[] {
  let top = 1;
  for (let at = 1; at < length; at++) top = times(top, BASE);
  const hashes = new Map<number, number>();
  const starts = new Set(group.map(({ from }) => from));
  const rolling = (visit: (start: number, hash: number) => void): void => {
    let hash = 0;
    for (let at = begin; at < end; at++) {
      if (at - begin >= length) hash = (hash + PRIME - times(ids[at - length] ?? 0, top)) % PRIME;
      hash = (times(hash, BASE) + (ids[at] ?? 0)) % PRIME;
      if (at - begin >= length - 1) visit(at - length + 1, hash);
    }
  };
  rolling((start, hash) => {
    if (starts.has(start)) hashes.set(start, hash);
  });
  const wanted = new Map<number, Wanted[]>();
  for (const { from } of group) {
    const alike = wanted.get(hashes.get(from) ?? 0) ?? [];
    const one = alike.find((other) => sameWindow(ids, other.from, from, length));
    if (one) one.starts.set(from, 0);
    else wanted.set(hashes.get(from) ?? 0, [...alike, { from, starts: new Map([[from, 0]]), count: 0 }]);
  }
  rolling((start, hash) => {
    for (const one of wanted.get(hash) ?? []) {
      if (!sameWindow(ids, one.from, start, length)) continue;
      one.count += 1;
      if (one.starts.has(start)) one.starts.set(start, one.count);
    }
  });
  return [...wanted.values()]
    .flat()
    .flatMap(({ starts: at, count }) => [...at].map(([from, order]) => ({ from, order, of: count })));
}

function sameWindow(ids: Int32Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (ids[a + at] !== ids[b + at]) return false;
  return true;
}
