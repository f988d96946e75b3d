import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import type { InputFault } from '../input/input-error.ts';
import { nearest } from './nearest.ts';

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
    const language = path.endsWith('.json') ? 'JSON' : 'YAML';
    const fault = (at: number, what: string, mend: string): InputFault => ({
      where: path,
      ...placeOf(lines, at),
      what,
      mend,
    });
    try {
      // No tags: a file states values, and an unknown or exotic kind of value must not be read as nothing.
      const options = {
        lineCounter: lines,
        prettyErrors: false,
        uniqueKeys: true,
        strict: true,
        resolveKnownTags: false,
      };
      const document = parseDocument(text, options);
      const wrong = [...document.errors, ...document.warnings];
      if (wrong.some(({ message }) => OVERFLOW.test(message))) return [fault(0, TOO_DEEP, 'Flatten it')];
      if (wrong.length > 0)
        return wrong.map(({ code, message, pos }) =>
          code === 'MULTIPLE_DOCS'
            ? fault(pos[0], 'the file holds more than one document', 'Keep one')
            : fault(pos[0], firstSentence(message), `Correct the ${language} here`),
        );
      const key = strangeKey(document);
      if (key !== undefined)
        return [fault(key, 'a key has to be a plain text', 'Write one word or one quoted text before the colon')];
      return new YamlFile(path, document, lines);
    } catch (error) {
      if (error instanceof RangeError) return [fault(0, TOO_DEEP, 'Flatten it')];
      const what = error instanceof Error ? firstSentence(error.message) : 'The file cannot be read';
      return [fault(0, what, 'Write each value out; aliases are not used here')];
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

  /** A value at the top of the file, as it is written. */
  get(key: string): unknown {
    const { value } = this;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
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

const TOO_DEEP = 'the file nests too deeply to be read';
const OVERFLOW = /call stack|Stack overflow/iu;

/** Where a key stands that is a list or a map. */
function strangeKey(document: Document): number | undefined {
  let at: number | undefined;
  visit(document, {
    Pair: (_key, { key }) => {
      if (isScalar(key)) return undefined;
      at = isNode(key) ? (key.range?.[0] ?? 0) : 0;
      return visit.BREAK;
    },
  });
  return at;
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
