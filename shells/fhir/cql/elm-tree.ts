import { below, isTree } from '../../chart/elm.ts';

export { isTree };

/** A JSON object of ELM. */
export type Tree = Readonly<Record<string, unknown>>;

/** The list of objects below `tree` along `keys`, empty where there is none. */
export function listAt(tree: unknown, ...keys: readonly string[]): readonly Tree[] {
  const found = below(tree, ...keys);
  return Array.isArray(found) ? found.filter(isTree) : [];
}

/** The text below `tree` along `keys`, empty where there is none. */
export function textAt(tree: unknown, ...keys: readonly string[]): string {
  const found = below(tree, ...keys);
  return typeof found === 'string' ? found : '';
}
