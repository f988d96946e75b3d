import { inReadingOrder, type Criterion } from '../../../core/criteria/node.ts';

/** The name of the define of each criterion. */
export interface CriterionNames {
  /** @throws where the criterion is not below one of the roots that names were given for */
  readonly of: (node: Criterion) => string;
  /** Each criterion that has a define of its own, parents first. */
  readonly defined: readonly Criterion[];
}

/**
 * Gives each criterion its id as a name; where that is taken, a number behind it. A criterion that is written down twice
 * (the target of a `same-as`) is one define.
 * @param taken names that the library uses otherwise
 */
export function nameCriteria(roots: readonly Criterion[], taken: Iterable<string>): CriterionNames {
  const used = new Set(taken);
  const names = new Map<string, string>();
  const defined: Criterion[] = [];
  for (const node of roots.flatMap(inReadingOrder)) {
    const same = JSON.stringify(node);
    if (names.has(same)) continue;
    names.set(same, freeName(node.id, used));
    defined.push(node);
  }
  // Serializing a tree is much work to do again for each reference.
  const known = new Map<Criterion, string>();
  return {
    defined,
    of: (node) => {
      const name = known.get(node) ?? names.get(JSON.stringify(node));
      if (name === undefined) throw new Error(`Criterion ${node.id} has no define`);
      known.set(node, name);
      return name;
    },
  };
}

function freeName(wanted: string, used: Set<string>): string {
  let name = wanted;
  for (let number = 2; used.has(name); number++) name = `${wanted} (${number})`;
  used.add(name);
  return name;
}
