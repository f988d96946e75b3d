import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import type { InputFault } from '../input/input-error.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

type KeyPath = readonly PropertyKey[];

/** A parsed YAML (or JSON) file that still knows where each of its parts stands. */
export class YamlFile {
  readonly path: string;
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;

  private constructor(path: string, document: Document, lines: LineCounter) {
    this.path = path;
    this.#document = document;
    this.#lines = lines;
    this.value = document.toJS({ maxAliasCount: 0 }) as unknown;
  }

  /** @returns the file, or its syntax faults with their places */
  static parse(path: string, text: string): YamlFile | readonly InputFault[] {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, strict: true });
    const faults: InputFault[] = [...document.errors, ...document.warnings].map((error) => ({
      where: path,
      ...placeOf(lines, error.pos[0]),
      what: firstSentence(error.message),
      mend: 'Correct the YAML here',
    }));
    if (faults.length > 0) return faults;
    try {
      return new YamlFile(path, document, lines);
    } catch (error) {
      const what = error instanceof Error ? firstSentence(error.message) : 'The file cannot be read';
      return [{ where: path, line: 1, column: 1, what, mend: 'Write each value out; aliases are not used here' }];
    }
  }

  /** Where the value at `path` stands; for a key of a map, the key itself. Falls back to the nearest part that exists. */
  place(path: KeyPath): Place {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length));
      if (node?.range) return placeOf(this.#lines, node.range[0]);
    }
    return { line: 1, column: 1 };
  }

  fault(path: KeyPath, what: string, mend: string): InputFault {
    return { where: this.path, ...this.place(path), what, mend };
  }

  #nodeAt(path: KeyPath): Node | undefined {
    if (path.length === 0) return this.#document.contents ?? undefined;
    const parent: unknown = path.length === 1 ? this.#document.contents : this.#document.getIn(path.slice(0, -1), true);
    const key = path.at(-1);
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      return isScalar(pair?.key) ? pair.key : undefined;
    }
    return this.#document.getIn(path, true) as Node | undefined;
  }
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/[.:]\s*$/u, '');
}

function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** What a zod issue says, as faults with places: every issue, and every unknown key of one issue by itself. */
export function faultsOf(file: YamlFile, error: z.ZodError): InputFault[] {
  return error.issues.flatMap((issue): InputFault[] => {
    const [what, mend] = splitMend(issue.message);
    const inside = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    if (issue.code !== 'unrecognized_keys') return [file.fault(issue.path, `${inside}${what}`, mend)];
    return issue.keys.map((key) =>
      file.fault([...issue.path, key], `${inside}the key "${key}" is not known here`, mendFor(key, mend)),
    );
  });
}

/** Schema messages may carry their own mend behind a `|`. */
function splitMend(message: string): [string, string] {
  const [what = message, mend] = message.split('|', 2);
  return [what.trim(), mend?.trim() ?? 'Write it as the schema of this file says'];
}

function mendFor(key: string, known: string): string {
  const names = known.startsWith('known: ') ? known.slice('known: '.length).split(', ') : [];
  const near = nearest(key, names);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return names.length > 0 ? `Use one of: ${names.join(', ')}` : known;
}

/** The name that most likely was meant: at most two edits away, or a third of its length for long ones. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
