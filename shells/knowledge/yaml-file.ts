import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
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
  /** Where everything stands; looked for when a place is first asked for. */
  readonly #read: () => Places;
  /** The pairs of each map by their keys, made when a place in it is first asked for. */
  readonly #pairs = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

  private constructor(path: string, value: unknown, read: () => Places) {
    this.path = path;
    this.value = value;
    this.#read = read;
  }

  /**
   * @param largest characters; what is larger is not parsed
   * @returns the file, or its syntax faults with their places
   */
  static parse(path: string, text: string, largest = LARGEST): YamlFile | readonly InputFault[] {
    const lines = new LineCounter();
    const language = path.endsWith('.json') ? 'JSON' : 'YAML';
    const fault = (at: number, what: string, mend: string): InputFault => ({
      where: path,
      ...placeOf(lines, at),
      what,
      mend,
    });
    if (text.length > largest)
      return [
        fault(
          0,
          `the file is larger than ${largest / 1_000_000} MB and is not read`,
          'Split it, or see what went into it',
        ),
      ];
    const plain = path.endsWith('.json') ? asWritten(text) : undefined;
    if (plain !== undefined)
      return new YamlFile(
        path,
        plain.value,
        once(() => placesIn(text)),
      );
    try {
      // No tags: a file states values, and an unknown or exotic kind of value must not be read as nothing.
      const document = parseDocument(text, { ...OPTIONS, lineCounter: lines });
      const wrong = [...document.errors, ...document.warnings];
      if (wrong.some(({ message }) => OVERFLOW.test(message)))
        return [{ where: path, ...whereTooDeep(text), what: TOO_DEEP, mend: 'Flatten it' }];
      if (wrong.length > 0)
        return wrong.slice(0, MOST_FAULTS).map(({ code, message, pos }) => {
          if (code === 'MULTIPLE_DOCS') return fault(pos[0], 'the file holds more than one document', 'Keep one');
          const gap = /^Unresolved tag: !([a-z][a-z0-9-]*)$/u.exec(firstSentence(message))?.[1];
          if (gap === undefined) return fault(pos[0], firstSentence(message), `Correct the ${language} here`);
          const what = `still to be filled: ${gap.replaceAll('-', ' ')}`;
          return fault(pos[0], what, 'Write over it, the ! and the two quotes included');
        });
      const unused = unusedForms(document);
      if (unused.length > 0)
        return unused.slice(0, MOST_FAULTS).map(({ at, form }) => fault(at, ...UNUSED[form](language)));
      const value = document.toJS({ maxAliasCount: 0 }) as unknown;
      return new YamlFile(path, value, () => ({ document, lines }));
    } catch (error) {
      if (error instanceof RangeError)
        return [{ where: path, ...whereTooDeep(text), what: TOO_DEEP, mend: 'Flatten it' }];
      const what = error instanceof Error ? firstSentence(error.message) : 'The file cannot be read';
      return [fault(0, what, 'Write each value out; aliases are not used here')];
    }
  }

  /** Where the value at `path` stands; for a key of a map, the key itself. Falls back to the nearest part that exists. */
  place(path: KeyPath): Place {
    for (let length = path.length; length >= 0; length--) {
      const node = this.#nodeAt(path.slice(0, length));
      if (node?.range) return placeOf(this.#read().lines, node.range[0]);
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
    let node: unknown = this.#read().document.contents;
    for (const [depth, key] of path.entries()) {
      if (isMap(node)) {
        const pair = this.#pairsOf(node).get(key);
        node = depth === path.length - 1 ? pair?.key : pair?.value;
      } else node = isSeq(node) ? node.items[Number(key)] : undefined;
    }
    return isNode(node) ? node : undefined;
  }

  #pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
    const held = this.#pairs.get(map);
    if (held !== undefined) return held;
    const made = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]));
    this.#pairs.set(map, made);
    return made;
  }
}

interface Places {
  readonly document: Document;
  readonly lines: LineCounter;
}

const OPTIONS = {
  prettyErrors: false,
  // Looked at after parsing: the parser compares each key with all before it.
  uniqueKeys: false,
  strict: true,
  resolveKnownTags: false,
} as const;

/**
 * The value of a JSON text that is exactly what a program writes for it: no key stands in it twice, no number is cut, and
 * it nests no deeper than a file does. Such a text needs no reader of YAML, which takes many times as long.
 */
function asWritten(text: string): { readonly value: unknown } | undefined {
  // A key that means something to the language is read like any other only by the other reader.
  if (!/^[[{]/u.test(text) || text.includes('__proto__')) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    return JSON.stringify(value) === text && !nestsBelow(value, DEEP) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

function nestsBelow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => nestsBelow(part, levels - 1));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The same text, read for its places; of one that only a program could have written, none is looked for. */
function placesIn(text: string): Places {
  const lines = new LineCounter();
  if (text.length > LARGEST) return { document: parseDocument('', OPTIONS), lines };
  return { document: parseDocument(text, { ...OPTIONS, lineCounter: lines }), lines };
}

/** Many times what the largest file of knowledge, of answers or of a course holds (characters). */
const LARGEST = 1_000_000;
/** Nobody reads more of one file; the rest is found after these are mended. */
const MOST_FAULTS = 1_000;
const TOO_DEEP = 'the file nests too deeply to be read';
const OVERFLOW = /call stack|Stack overflow/iu;

type UnusedForm = 'alias' | 'key' | 'twice';

/** What is wrong with forms that YAML has and knowledge does not use. */
const UNUSED: Readonly<Record<UnusedForm, (language: string) => readonly [what: string, mend: string]>> = {
  alias: () => ['this stands for what is written elsewhere', 'Write each value out; aliases are not used here'],
  key: () => ['a key has to be a plain text', 'Write one word or one quoted text before the colon'],
  twice: (language) => ['Map keys must be unique', `Correct the ${language} here`],
};

/** Where aliases stand, keys that are a list or a map, and keys that their map has already. */
function unusedForms(document: Document): readonly { readonly at: number; readonly form: UnusedForm }[] {
  const found: { at: number; form: UnusedForm }[] = [];
  const add = (node: unknown, form: UnusedForm): void => {
    found.push({ at: isNode(node) ? (node.range?.[0] ?? 0) : 0, form });
  };
  visit(document, {
    Alias: (_key, alias) => {
      add(alias, 'alias');
    },
    Map: (_key, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) add(key, 'key');
        else if (seen.has(key.value)) add(key, 'twice');
        else seen.add(key.value);
      }
    },
  });
  return found;
}

/** No file nests so deeply by intent. */
const DEEP = 100;

/** Where a file that overflowed the parser nests too deeply: about, by open brackets, indentation and dashes of a line. */
function whereTooDeep(text: string): Place {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    let inLine = /^ */u.exec(line)?.[0].length ?? 0;
    for (let at = 0; at < line.length; at++) {
      const sign = line.charAt(at);
      if (sign === '[' || sign === '{') open++;
      else if (sign === ']' || sign === '}') open--;
      else if (sign === '-' || sign === '?' || sign === ':') inLine++;
      if (open + inLine > DEEP) return { line: index + 1, column: at + 1 };
    }
  }
  return { line: 1, column: 1 };
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
