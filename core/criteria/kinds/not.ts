import type { Truth } from '../../values/truth.ts';
import type { NotNode } from '../node.ts';
import { MET, type Code, type Evaluate } from './code.ts';

/** The child must not be met; unknown stays unknown. */
export function compileNot(position: number, child: Evaluate): Evaluate {
  return (facts, truths) => (truths[position] = (MET - child(facts, truths)) as Code);
}

/** Says of the criterion below whether it holds, which is the opposite of what this one came to. */
export function explainNot({ child }: NotNode, below: Truth): string {
  switch (below) {
    case 'met':
      return `This holds and must not: ${child.text}`;
    case 'not-met':
      return `This does not hold, as is wanted: ${child.text}`;
    case 'unknown':
      return `It is open whether this holds, and it must not: ${child.text}`;
    default:
      return below satisfies never;
  }
}
