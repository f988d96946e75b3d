/** A JSON object whose shape is not known yet. */
type Tree = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object (not null, not a list). */
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value below `tree` along `keys`, undefined where a step is missing. */
export function below(tree: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), tree);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The define or code that a line of CQL belongs to: the last one opened at or above it. */
function enclosingName(cql: string, line: number): string | null {
  const opened = /^(?:define (?:function )?|code |codesystem |parameter )"?([^":(]+)"?/u;
  const names = cql.split('\n').slice(0, line);
  for (const candidate of names.reverse()) {
    const name = opened.exec(candidate)?.[1];
    if (name !== undefined) return name.trim();
  }
  return null;
}

/**
 * The translator's errors as lines of text, `file:line:column: in "define": message`, or null where there are none.
 * `elm` is the translator's JSON, `cql` the source it was made from, `file` its name for the message.
 */
export function compileFailure(elm: unknown, cql: string, file: string): string | null {
  const errors = list(below(elm, 'library', 'annotation')).filter((note) => below(note, 'errorSeverity') === 'error');
  // An error in one define makes every define that refers to it fail too: those say nothing new.
  const own = errors.filter((error) => !text(below(error, 'message')).startsWith('Could not validate reference'));
  const shown = own.length > 0 ? own : errors;
  if (shown.length === 0) return null;
  return shown
    .map((error) => {
      const line = Number(below(error, 'startLine'));
      const name = enclosingName(cql, line);
      const place = `${file}:${line}:${Number(below(error, 'startChar'))}`;
      return `${place}: ${name === null ? '' : `in "${name}": `}${text(below(error, 'message'))}`;
    })
    .join('\n');
}

/** Lists that the translator writes on every node, nearly always empty; two thirds of the file. */
const DROPPED_WHEN_EMPTY: ReadonlySet<string> = new Set([
  'annotation',
  'signature',
  'include',
  'codeFilter',
  'dateFilter',
  'otherFilter',
]);

/**
 * The same ELM with `[X: code in "Codes"]` taking the list of codes as it is. The translator wraps it in a list once
 * more unless FHIRHelpers is at hand to resolve the membership, and a list in a list matches nothing.
 */
export function withFlatCodeLists(elm: unknown): unknown {
  if (Array.isArray(elm)) return elm.map(withFlatCodeLists);
  if (!isTree(elm)) return elm;
  const kept = Object.entries(elm).filter(([key, value]) => !(DROPPED_WHEN_EMPTY.has(key) && list(value).length === 0));
  const copy = Object.fromEntries(kept.map(([key, value]) => [key, withFlatCodeLists(value)]));
  if (copy['type'] !== 'Retrieve' || below(copy, 'codes', 'type') !== 'ToList') return copy;
  const wrapped = below(copy, 'codes', 'operand');
  return below(wrapped, 'type') === 'CodeRef' ? copy : { ...copy, codes: wrapped };
}

/** Every object in the ELM whose `type` is the one named. */
export function nodesOfType(elm: unknown, type: string): readonly Tree[] {
  if (Array.isArray(elm)) return elm.flatMap((item: unknown) => nodesOfType(item, type));
  if (!isTree(elm)) return [];
  const inside = Object.values(elm).flatMap((value) => nodesOfType(value, type));
  return elm['type'] === type ? [elm, ...inside] : inside;
}
