import { MET, NOT_MET, type Code } from '../../criteria/kinds/code.ts';

/** A truth that depends on no further fact. */
export interface Leaf {
  readonly id: number;
  readonly code: Code;
}

/** A truth that depends on the cell of one variable: one branch a cell, later variables below earlier ones. */
export interface Decision {
  readonly id: number;
  readonly variable: number;
  readonly branches: readonly Diagram[];
}

/**
 * What a criterion is on every complete patient: a reduced ordered decision diagram with several branches and three
 * truths. Made by one table, two diagrams are the same object if and only if they are the same function.
 */
export type Diagram = Leaf | Decision;

export const isLeaf = (diagram: Diagram): diagram is Leaf => 'code' in diagram;

type Pick = 'min' | 'max';

/** Makes diagrams, each only once, and joins them. It lives as long as one comparison. */
export class DiagramTable {
  readonly #leaves = [0, 1, 2].map((code, id): Leaf => ({ id, code: code as Code }));
  readonly #decisions = new Map<string, Decision>();
  readonly #results = new Map<string, Diagram>();

  leaf(code: Code): Diagram {
    const leaf = this.#leaves[code];
    if (leaf === undefined) throw new Error(`There is no truth ${code}`);
    return leaf;
  }

  /** The branch itself where all are the same: the variable does not matter. */
  decide(variable: number, branches: readonly Diagram[]): Diagram {
    const [first] = branches;
    if (first === undefined) throw new Error('A variable has at least one cell');
    if (branches.every((branch) => branch === first)) return first;
    const key = `${variable}:${branches.map(({ id }) => id).join()}`;
    const held = this.#decisions.get(key);
    if (held) return held;
    const made: Decision = { id: this.#leaves.length + this.#decisions.size, variable, branches };
    this.#decisions.set(key, made);
    return made;
  }

  /** The lesser truth of all: each of them holds. */
  all(diagrams: readonly Diagram[]): Diagram {
    return diagrams.reduce((joined, next) => this.#join('min', joined, next), this.leaf(MET));
  }

  /** The greater truth of all: any of them holds. */
  any(diagrams: readonly Diagram[]): Diagram {
    return diagrams.reduce((joined, next) => this.#join('max', joined, next), this.leaf(NOT_MET));
  }

  /** The n-th greatest truth: at least `n` of them hold. */
  atLeast(n: number, diagrams: readonly Diagram[]): Diagram {
    // reached[k]: at least k of the diagrams so far; none are always reached.
    const none = [this.leaf(MET), ...Array.from({ length: n }, () => this.leaf(NOT_MET))];
    const reached = diagrams.reduce<readonly Diagram[]>(
      (before, next) =>
        before.map((held, k) => {
          const one = before[k - 1];
          return one === undefined ? held : this.any([held, this.all([one, next])]);
        }),
      none,
    );
    return reached[n] ?? this.leaf(NOT_MET);
  }

  not(diagram: Diagram): Diagram {
    return this.#map('not', (code) => (MET - code) as Code, diagram);
  }

  /** Met where it is met, and not met where it is not met or unknown. */
  onlyMet(diagram: Diagram): Diagram {
    return this.#map('only', (code) => (code === MET ? MET : NOT_MET), diagram);
  }

  #join(pick: Pick, a: Diagram, b: Diagram): Diagram {
    if (a === b) return a;
    const [weak, strong] = pick === 'min' ? [MET, NOT_MET] : [NOT_MET, MET];
    for (const [one, other] of [[a, b] as const, [b, a] as const]) {
      if (!isLeaf(one)) continue;
      if (one.code === strong) return one;
      if (one.code === weak) return other;
    }
    if (isLeaf(a) && isLeaf(b)) return this.leaf((pick === 'min' ? Math.min : Math.max)(a.code, b.code) as Code);
    const [low, high] = a.id < b.id ? [a, b] : [b, a];
    return this.#once(`${pick} ${low.id} ${high.id}`, () => {
      const variable = Math.min(variableOf(low), variableOf(high));
      const width = Math.max(widthAt(low, variable), widthAt(high, variable));
      const branches = Array.from({ length: width }, (_, cell) =>
        this.#join(pick, branchOf(low, variable, cell), branchOf(high, variable, cell)),
      );
      return this.decide(variable, branches);
    });
  }

  #map(name: string, change: (code: Code) => Code, diagram: Diagram): Diagram {
    if (isLeaf(diagram)) return this.leaf(change(diagram.code));
    return this.#once(`${name} ${diagram.id}`, () =>
      this.decide(
        diagram.variable,
        diagram.branches.map((branch) => this.#map(name, change, branch)),
      ),
    );
  }

  #once(key: string, make: () => Diagram): Diagram {
    const held = this.#results.get(key);
    if (held) return held;
    const made = make();
    this.#results.set(key, made);
    return made;
  }
}

const variableOf = (diagram: Diagram): number => (isLeaf(diagram) ? Infinity : diagram.variable);

const widthAt = (diagram: Diagram, variable: number): number =>
  !isLeaf(diagram) && diagram.variable === variable ? diagram.branches.length : 0;

/** What is left of the diagram once the variable has the cell; no variable of it stands before that one. */
function branchOf(diagram: Diagram, variable: number, cell: number): Diagram {
  if (isLeaf(diagram) || diagram.variable !== variable) return diagram;
  return diagram.branches[cell] ?? diagram;
}
