import { explainAll } from '../criteria/kinds/all.ts';
import { explainAny } from '../criteria/kinds/any.ts';
import { explainAtLeastOf } from '../criteria/kinds/at-least-of.ts';
import { explainCompare } from '../criteria/kinds/compare.ts';
import { explainIn } from '../criteria/kinds/in.ts';
import { explainIs } from '../criteria/kinds/is.ts';
import { explainJudgement } from '../criteria/kinds/judgement.ts';
import { explainNot } from '../criteria/kinds/not.ts';
import { explainOneOf } from '../criteria/kinds/one-of.ts';
import { explainSameAs } from '../criteria/kinds/same-as.ts';
import type { Told } from '../criteria/kinds/told.ts';
import { explainWhen } from '../criteria/kinds/when.ts';
import { explainWithin } from '../criteria/kinds/within.ts';
import { childrenOf, type Criterion, type FactNode } from '../criteria/node.ts';
import type { TracedCriterion } from '../criteria/trace.ts';
import type { FactDefinition } from '../values/fact.ts';
import type { Truth } from '../values/truth.ts';

/** Why a criterion came to what it did, one plain sentence without its final stop, by the criterion in the trace. */
export type Whys = ReadonlyMap<TracedCriterion, string>;

/** What every explanation of one finding is told with. */
export interface Telling {
  readonly definitions: ReadonlyMap<string, FactDefinition>;
  /** The day of the request, YYYY-MM-DD; undefined where it is not recorded. */
  readonly on: string | undefined;
}

/**
 * Explains a criterion and all below it.
 * @param node the criterion as it is written
 * @param traced the same criterion with what it came to
 * @throws where the two are not the same criterion
 */
export function whys(node: Criterion, traced: TracedCriterion, telling: Telling): Whys {
  const found = new Map<TracedCriterion, string>();
  const explain = (written: Criterion, came: TracedCriterion): string => {
    if (written.id !== came.id || written.kind !== came.kind)
      throw new Error(`The trace and the criteria differ at ${came.id}`);
    const below = childrenOf(written).map((child, index) => {
      const next = came.children[index];
      if (next === undefined) throw new Error(`The trace tells nothing of ${child.id}`);
      return { truth: next.truth, why: explain(child, next) };
    });
    const said = why(written, came, below, telling);
    found.set(came, said);
    return said;
  };
  explain(node, traced);
  return found;
}

interface Below {
  readonly truth: Truth;
  readonly why: string;
}

function why(node: Criterion, traced: TracedCriterion, below: readonly Below[], telling: Telling): string {
  const truths = below.map(({ truth }) => truth);
  const [first, second] = below;
  switch (node.kind) {
    case 'all':
      return explainAll(truths);
    case 'any':
      return explainAny(truths);
    case 'at-least-of':
      return explainAtLeastOf(node, truths);
    case 'not':
      return explainNot(node, truthOf(first));
    case 'when':
      return explainWhen(node, truthOf(first), truthOf(second));
    case 'same-as':
      return explainSameAs(node, first?.why ?? '');
    case 'is':
      return explainIs(node, toldOf(node, traced, telling));
    case 'one-of':
      return explainOneOf(node, toldOf(node, traced, telling));
    case 'in':
      return explainIn(node, toldOf(node, traced, telling));
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return explainCompare(node, toldOf(node, traced, telling));
    case 'within':
      return explainWithin(node, toldOf(node, traced, telling));
    case 'judgement':
      return explainJudgement(node, toldOf(node, traced, telling), traced.truth);
    default:
      return node satisfies never;
  }
}

/** Every kind that asks this has the criterion below it, so that unknown stands for none. */
function truthOf(below: Below | undefined): Truth {
  return below?.truth ?? 'unknown';
}

function toldOf({ fact }: FactNode, { value, evidence }: TracedCriterion, { definitions, on }: Telling): Told {
  const definition = definitions.get(fact);
  return {
    name: definition?.name ?? fact,
    value: value ?? undefined,
    definition,
    by: evidence.find(({ kind }) => kind === 'attestation')?.display,
    on,
  };
}
