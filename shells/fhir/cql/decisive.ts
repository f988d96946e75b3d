import { childrenOf, isFactNode, type Criterion, type FactNode } from '../../../core/criteria/node.ts';
import { literal } from './words.ts';

type Refer = (node: Criterion) => string;

/**
 * A list of the names of the criteria that make the finding what it is: those below which every group up to the root
 * has the root's truth, turned round below a `not` and in the condition of a `when`. In the order in which each first
 * stands; one that stands in several places is named where it decides in any of them.
 * @param name what the list calls a criterion
 */
export function decidingList(root: Criterion, refer: Refer, name: (node: FactNode) => string): string {
  const places = new Map<string, { readonly node: FactNode; readonly paths: string[][] }>();
  const walk = (node: Criterion, turned: boolean, above: readonly string[]): void => {
    const truth = turned ? `(not ${refer(root)})` : refer(root);
    const path = node === root ? [] : [...above, `${refer(node)} ~ ${truth}`];
    if (isFactNode(node)) {
      const held = places.get(refer(node));
      if (held === undefined) places.set(refer(node), { node, paths: [path] });
      else held.paths.push(path);
    }
    childrenOf(node).forEach((child, index) => {
      const turns = node.kind === 'not' || (node.kind === 'when' && index === 0);
      walk(child, turns ? !turned : turned, path);
    });
  };
  walk(root, false, []);
  return known([...places.values()].map(({ node, paths }) => namedIf(paths, name(node))));
}

/**
 * A list of the facts that keep the criteria open: those of unknown criteria below nothing but unknown ones; of a `when`
 * what it asks only where it applies.
 * @param fact the fact that a person is asked for
 */
export function neededList(
  root: Criterion,
  refer: Refer,
  fact: (node: FactNode) => string,
  first: readonly string[],
): string {
  const entries = [...first];
  const walk = (node: Criterion, above: readonly string[]): void => {
    const path = [...above, `${refer(node)} is null`];
    if (isFactNode(node)) entries.push(namedIf([path], fact(node)));
    if (node.kind === 'when') {
      walk(node.condition, path);
      walk(node.then, [...path, refer(node.condition)]);
    } else for (const child of childrenOf(node)) walk(child, path);
  };
  walk(root, []);
  return known(entries);
}

/**
 * The texts that the lists hold are names of defines as well, which translators take for a slip. So they are marked,
 * and the mark is taken off here.
 */
export const NAMES_FUNCTION = `define function Names(marked List<String>):
  distinct (marked M where M is not null return all Substring(M, 1))`;

/** Names a text where all conditions of one of the paths hold, else null. */
export function namedIf(paths: readonly (readonly string[])[], text: string): string {
  const marked = literal(`#${text}`);
  const [only] = paths;
  if (only === undefined || paths.some((path) => path.length === 0)) return marked;
  const ways = paths.length === 1 ? wrapped(only) : paths.map((path) => `(${wrapped(path)})`).join('\n      or ');
  return `if ${ways} then ${marked} else null`;
}

/** Two conditions a line, so that long paths can be read. */
function wrapped(conditions: readonly string[]): string {
  const line = conditions.join(' and ');
  if (line.length <= 80) return line;
  const pairs = conditions.flatMap((_one, index) =>
    index % 2 === 0 ? [conditions.slice(index, index + 2).join(' and ')] : [],
  );
  return pairs.join('\n        and ');
}

function known(entries: readonly string[]): string {
  if (entries.length === 0) return 'List<String>{}';
  return `Names({\n${entries.map((one) => `    ${one}`).join(',\n')}\n  })`;
}
