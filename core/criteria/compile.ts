import type { FactRecord } from '../values/fact.ts';
import { compileAll } from './kinds/all.ts';
import { compileAny } from './kinds/any.ts';
import { compileAtLeastOf } from './kinds/at-least-of.ts';
import type { Code, Evaluate } from './kinds/code.ts';
import { compileCompare } from './kinds/compare.ts';
import { compileIn } from './kinds/in.ts';
import { compileIs } from './kinds/is.ts';
import { compileJudgement } from './kinds/judgement.ts';
import { compileNot } from './kinds/not.ts';
import { compileOneOf } from './kinds/one-of.ts';
import { compileSameAs } from './kinds/same-as.ts';
import { compileWhen } from './kinds/when.ts';
import { compileWithin } from './kinds/within.ts';
import type { Criterion } from './node.ts';

/** The outcome of one evaluation: the truth of every criterion, at its position in reading order. */
export interface Trace {
  readonly criteria: CompiledCriteria;
  readonly truths: readonly Code[];
}

/** A criteria tree made ready to be evaluated many times. Position 0 is the root; parents stand before children. */
export interface CompiledCriteria {
  readonly root: Criterion;
  readonly size: number;
  /** One truth a node, none skipped, so that the trace explains itself. */
  readonly evaluate: (facts: FactRecord) => Trace;
}

export function compile(root: Criterion): CompiledCriteria {
  let size = 0;
  const compileNode = (node: Criterion): Evaluate => {
    const position = size++;
    switch (node.kind) {
      case 'all':
        return compileAll(position, node.children.map(compileNode));
      case 'any':
        return compileAny(position, node.children.map(compileNode));
      case 'at-least-of':
        return compileAtLeastOf(position, node.n, node.children.map(compileNode));
      case 'not':
        return compileNot(position, compileNode(node.child));
      case 'when': {
        const condition = compileNode(node.condition);
        return compileWhen(position, condition, compileNode(node.then));
      }
      case 'same-as':
        return compileSameAs(position, compileNode(node.child));
      case 'is':
        return compileIs(position, node);
      case 'one-of':
        return compileOneOf(position, node);
      case 'in':
        return compileIn(position, node);
      case 'at-least':
      case 'more-than':
      case 'at-most':
      case 'less-than':
        return compileCompare(position, node);
      case 'within':
        return compileWithin(position, node);
      case 'judgement':
        return compileJudgement(position, node);
      default:
        return node satisfies never;
    }
  };
  const run = compileNode(root);
  const criteria: CompiledCriteria = {
    root,
    size,
    evaluate: (facts) => {
      const truths = new Array<Code>(size);
      run(facts, truths);
      return { criteria, truths };
    },
  };
  return criteria;
}
