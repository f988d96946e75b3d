import type { Citation } from '../values/citation.ts';
import type { Evidence, FactOrigin, FactRecord, FactValue } from '../values/fact.ts';
import type { Truth } from '../values/truth.ts';
import type { Trace } from './compile.ts';
import { truthOf } from './kinds/code.ts';
import { childrenOf, isFactNode, type Criterion } from './node.ts';

/** One criterion with its truth, what it rests on and where it stands, as answers print it. */
export interface TracedCriterion {
  readonly id: string;
  readonly kind: Criterion['kind'];
  readonly text: string;
  readonly truth: Truth;
  /** False where a `when` does not apply to this patient, which is not the same as being met; left out elsewhere. */
  readonly applies?: false;
  readonly cite: readonly Citation[];
  readonly fact?: string;
  /** Null where the fact is unknown; left out where the criterion is on no fact. */
  readonly value?: FactValue | null;
  readonly origin?: FactOrigin;
  readonly evidence: readonly Evidence[];
  readonly children: readonly TracedCriterion[];
}

/** Writes out the trace of an evaluation over `facts` as a tree. */
export function writeOut(trace: Trace, facts: FactRecord): TracedCriterion {
  let position = 0;
  const write = (node: Criterion): TracedCriterion => {
    const code = trace.truths[position++];
    if (code === undefined) throw new Error(`The trace has no truth for criterion ${node.id}`);
    const children = childrenOf(node).map(write);
    const recorded = isFactNode(node) ? facts.get(node.fact) : undefined;
    return {
      id: node.id,
      kind: node.kind,
      text: node.text,
      truth: truthOf(code),
      ...(node.kind === 'when' && children[0]?.truth === 'not-met' ? { applies: false } : {}),
      cite: node.cite,
      ...(isFactNode(node) ? { fact: node.fact, value: recorded?.value ?? null } : {}),
      ...(recorded ? { origin: recorded.origin } : {}),
      evidence: recorded?.evidence ?? [],
      children,
    };
  };
  return write(trace.criteria.root);
}

/** The criterion and all below it, parents first. */
export function* walk(criterion: TracedCriterion): Generator<TracedCriterion> {
  yield criterion;
  for (const child of criterion.children) yield* walk(child);
}
