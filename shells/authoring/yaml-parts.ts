import { Document, isNode, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml';
import type { Passage } from './cut.ts';

/** Node of a value; nodes are taken as they are. */
const nodeOf = (value: unknown): Node => (isNode(value) ? value : new Document(value).createNode(value));

/** What stands above a key or an entry, a line a string; `blank` puts an empty line before it. */
export interface Above {
  readonly comment?: readonly string[];
  readonly blank?: boolean;
}

/** A map in the order of its entries; those without a value are left out. */
export function mapOf(entries: readonly (readonly [key: string, value: unknown, above?: Above])[]): YAMLMap {
  const map = new YAMLMap();
  for (const [key, value, above] of entries) {
    if (value === undefined) continue;
    const name = new Scalar(key);
    if (above?.comment) name.commentBefore = asComment(above.comment);
    if (above?.blank) name.spaceBefore = true;
    map.add(new Pair(name, nodeOf(value)));
  }
  return map;
}

/** A list with a comment above each entry that has one. */
export function listOf(items: readonly (readonly [value: Node, above?: Above])[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const [node, above] of items) {
    if (above?.comment) node.commentBefore = asComment(above.comment);
    if (above?.blank) node.spaceBefore = true;
    list.add(node);
  }
  return list;
}

/**
 * A place that only the author can fill. It is written as a tag of YAML, which no knowledge file may hold: until the
 * gap is written over, the file does not load, and the fault names the words and the line.
 */
export function gap(words: string): Scalar {
  const scalar = new Scalar('');
  scalar.tag = `!${words.replace(/[^a-z0-9]+/giu, '-')}`;
  return scalar;
}

/** `{ … }` on one line. */
export function flowMap(values: Readonly<Record<string, unknown>>, behind?: string): YAMLMap {
  const map = mapOf(Object.entries(values).map(([key, value]) => [key, QUOTED.has(key) ? quoted(value) : value]));
  map.flow = true;
  if (behind !== undefined) map.comment = ` ${behind}`;
  return map;
}

/** Hex digits may look like a number (`12e4`), and a reason that is written over the first may hold a comma. */
const QUOTED = new Set(['fingerprint', 'reason']);

function quoted(value: unknown): Scalar {
  const scalar = new Scalar(String(value));
  scalar.type = 'QUOTE_SINGLE';
  return scalar;
}

/** A list of the citations of these passages. */
export function citesOf(passages: readonly Passage[]): YAMLSeq {
  return listOf(passages.map((passage) => [flowMap({ ...passage.cite }, linesOf(passage))]));
}

/** `line 12` or `lines 12 to 14`, in the author's own text. */
export function linesOf({ fromLine, toLine }: Pick<Passage, 'fromLine' | 'toLine'>): string {
  return fromLine === toLine ? `line ${fromLine}` : `lines ${fromLine} to ${toLine}`;
}

/** The file's text, with `head` as the comment at its top. */
export function fileOf(head: readonly string[], contents: YAMLMap): string {
  const document = new Document(contents);
  document.commentBefore = asComment(head);
  return document.toString({ lineWidth: 0, singleQuote: true }).replace(/^((?:#.*\n)+)\n/u, '$1');
}

const asComment = (lines: readonly string[]): string => lines.map((line) => ` ${line}`).join('\n');
