import type { SourceDocument } from './document.ts';
import { fingerprint } from './tokens.ts';

/** A passage by its fingerprint, and who points to it. */
export interface Pointer {
  readonly file: string;
  readonly at: string;
  readonly section: string;
  readonly words: number;
  readonly fingerprint: string;
  readonly nth?: number;
  /** Of a passage without a rule: why it has none. */
  readonly reason?: string;
}

/** The reason of a passage that nobody has looked at yet. */
export const TO_BE_READ = 'to be read';

export interface DocumentReport {
  readonly source: string;
  readonly found: number;
  /** Passages that no longer stand where the rule says: the text has changed, so the rule is stale. */
  readonly stale: readonly Pointer[];
  /** Sections whose beginning was not found. */
  readonly lostSections: readonly string[];
  /** Lines of the document by what accounts for them; a line of fewer words than a run counts where a rule covers it. */
  readonly passages: { readonly withRule: number; readonly notEncoded: number; readonly unaccounted: number };
  /** Passages whose reason is only that they are to be read, and that no rule covers whole. */
  readonly toBeRead: number;
  /** Runs of words that neither a rule nor a reason covers. */
  readonly unaccounted: readonly Run[];
}

export interface Run {
  readonly fromLine: number;
  readonly toLine: number;
  readonly words: number;
}

const SHORTEST_RUN = 4;
type Cover = 'rule' | 'reason' | undefined;

/** Finds every pointer in a copy of the document, and what of the document nothing accounts for. */
export function verifyDocument(
  document: SourceDocument,
  rules: readonly Pointer[],
  notEncoded: readonly Pointer[],
): DocumentReport {
  const cover = new Array<Cover>(document.tokens.length).fill(undefined);
  const find = windowFinder(document);
  const stale: Pointer[] = [];
  const placesOf = (pointer: Pointer): readonly number[] => {
    const positions = find(pointer);
    return pointer.nth === undefined ? positions : positions.slice(pointer.nth - 1, pointer.nth);
  };
  const mark = (pointer: Pointer, kind: 'rule' | 'reason'): void => {
    const chosen = placesOf(pointer);
    if (chosen.length === 0) stale.push(pointer);
    for (const start of chosen) cover.fill(kind, start, start + pointer.words);
  };
  for (const pointer of notEncoded) mark(pointer, 'reason');
  for (const pointer of rules) mark(pointer, 'rule');

  const open = notEncoded.filter(
    (pointer) =>
      pointer.reason === TO_BE_READ &&
      placesOf(pointer).some((start) => cover.slice(start, start + pointer.words).includes('reason')),
  );
  const unaccounted = runsOf(document, cover);
  return {
    source: document.source.id,
    found: rules.length + notEncoded.length - stale.length,
    stale,
    lostSections: document.lost,
    passages: countPassages(document, cover, unaccounted),
    toBeRead: open.length,
    unaccounted,
  };
}

/** All windows of one length in one section are hashed once, however many pointers look there. */
function windowFinder(document: SourceDocument): (pointer: Pointer) => readonly number[] {
  const indexes = new Map<string, ReadonlyMap<string, readonly number[]>>();
  return ({ section: id, words, fingerprint: wanted }) => {
    const section = document.sections.get(id);
    if (section === undefined) return [];
    const key = `${id} ${words}`;
    let index = indexes.get(key);
    if (index === undefined) {
      const positions = new Map<string, number[]>();
      for (let start = section.from; start + words <= section.to; start++) {
        const print = fingerprint(document.tokens.slice(start, start + words).map((token) => token.text));
        positions.set(print, [...(positions.get(print) ?? []), start]);
      }
      index = positions;
      indexes.set(key, index);
    }
    return index.get(wanted) ?? [];
  };
}

function runsOf({ tokens }: SourceDocument, cover: readonly Cover[]): Run[] {
  const runs: Run[] = [];
  let begin = 0;
  for (let at = 0; at <= tokens.length; at++) {
    if (at < tokens.length && cover[at] === undefined) continue;
    const first = tokens[begin];
    const last = tokens[at - 1];
    if (at - begin >= SHORTEST_RUN && first && last)
      runs.push({ fromLine: first.line, toLine: last.line, words: at - begin });
    begin = at + 1;
  }
  return runs;
}

function countPassages(
  { tokens }: SourceDocument,
  cover: readonly Cover[],
  unaccounted: readonly Run[],
): DocumentReport['passages'] {
  const lines = new Map<number, Set<Cover>>();
  tokens.forEach((token, index) => {
    const kinds = lines.get(token.line) ?? new Set<Cover>();
    lines.set(token.line, kinds.add(cover[index]));
  });
  const counts = { withRule: 0, notEncoded: 0, unaccounted: 0 };
  for (const [line, kinds] of lines) {
    if (unaccounted.some((run) => run.fromLine <= line && line <= run.toLine && kinds.has(undefined)))
      counts.unaccounted++;
    else if (kinds.has('rule')) counts.withRule++;
    else if (kinds.has('reason')) counts.notEncoded++;
  }
  return counts;
}
