import type { Comparison, CompareNode, Criterion, WithinNode } from '../../../core/criteria/node.ts';
import { REQUEST_DATE } from '../../../core/criteria/node.ts';
import { answerName, definitionOf, roleName, signerName, type Definitions } from './fact-defines.ts';
import { cqlValue, listOf, literal, quoted, wholeNumber } from './words.ts';

/**
 * What one criterion says, in CQL: true for met, false for not met, null for unknown. `and`, `or`, `not` and `implies`
 * of CQL are Kleene's; where an operator of CQL would make null a yes or no, null is kept by hand.
 * @param refer the reference to the define of another criterion
 */
export function expressionOf(node: Criterion, refer: (node: Criterion) => string, definitions: Definitions): string {
  switch (node.kind) {
    case 'all':
      return joined(node.children.map(refer), 'and', 'true');
    case 'any':
      return joined(node.children.map(refer), 'or', 'false');
    case 'at-least-of':
      return atLeast(node.n, [...node.children.map(refer)]);
    case 'not':
      return `not ${refer(node.child)}`;
    case 'when':
      return `${refer(node.condition)} implies ${refer(node.then)}`;
    case 'same-as':
      return refer(node.child);
    case 'is':
      return `${quoted(node.fact)} = ${cqlValue(node.value, definitionOf(node.fact, definitions))}`;
    case 'one-of': {
      const definition = definitionOf(node.fact, definitions);
      return member(
        node.fact,
        node.values.map((value) => cqlValue(value, definition)),
      );
    }
    case 'in':
      return member(node.fact, node.codes.map(literal));
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return comparison(node);
    case 'within':
      return within(node);
    case 'judgement': {
      const signed = `${quoted(signerName(node.fact))} is not null`;
      const accepted = `${quoted(roleName(node.fact))} in ${listOf(node.attestedBy.map(literal))}`;
      return `if ${signed}\n    and ${accepted}\n  then ${quoted(answerName(node.fact))}\n  else null`;
    }
    default:
      return node satisfies never;
  }
}

function joined(parts: readonly string[], operator: string, empty: string): string {
  return parts.length === 0 ? empty : parts.join(`\n    ${operator} `);
}

/** Null where enough are met or unknown, but too few are met: aggregates leave null out, so both sides are counted. `all` counts equal ones apart. */
function atLeast(n: number, parts: readonly string[]): string {
  const all = listOf(parts);
  return [
    'case',
    `    when Count((${all}) C where C is true return all C) >= ${n} then true`,
    `    when Count((${all}) C where C is false return all C) > ${parts.length - n} then false`,
    '    else null',
    '  end',
  ].join('\n');
}

/** Whether a list that null is not on holds null is answered with "no", so null is asked for first. */
function member(fact: string, values: readonly string[]): string {
  return `if ${quoted(fact)} is null then null\n  else ${quoted(fact)} in ${listOf(values)}`;
}

const SIGNS: Readonly<Record<Comparison, string>> = {
  'at-least': '>=',
  'more-than': '>',
  'at-most': '<=',
  'less-than': '<',
};

/** Numbers of facts are whole, so a bound between two of them is as good as the next one on its side. */
function comparison({ kind, fact, value }: CompareNode): string {
  const bound = kind === 'at-least' || kind === 'less-than' ? Math.ceil(value) : Math.floor(value);
  return `${quoted(fact)} ${SIGNS[kind]} ${wholeNumber(bound)}`;
}

/** An interval without one of its ends would reach without end; two comparisons stay null. */
function within({ fact, period: { count, unit } }: WithinNode): string {
  const on = quoted(REQUEST_DATE);
  return `${quoted(fact)} >= ${on} - ${count} ${unit}\n    and ${quoted(fact)} <= ${on}`;
}
