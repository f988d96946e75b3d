import { anotherValue } from '../../../core/coverage/diff/another-value.ts';
import { withConsequences } from '../../../core/coverage/merge-facts.ts';
import { compile } from '../../../core/criteria/compile.ts';
import { daysTold } from '../../../core/criteria/days-told.ts';
import { MET, UNKNOWN, type Code } from '../../../core/criteria/kinds/code.ts';
import type { FactNode } from '../../../core/criteria/node.ts';
import type { FactDefinition, FactValue, RecordedFact } from '../../../core/values/fact.ts';
import { birthdaysTold, requestDays } from './days.ts';
import type { AnswerCell, AnswerSet } from './question.ts';
import { mentionedBy, thresholdsOf } from '../../../core/criteria/thresholds.ts';

type Definitions = ReadonlyMap<string, FactDefinition>;

/**
 * The truth that each criterion has on one answer to the question after a fact, those on facts that follow from it
 * included. A judgement is taken as signed.
 * @param on the day of the request, YYYY-MM-DD
 */
export function truthsOn(
  value: FactValue,
  fact: FactDefinition,
  criteria: readonly FactNode[],
  on: string,
): ReadonlyMap<FactNode, Code> {
  return new Map(
    criteria.map((node) => {
      const role = node.kind === 'judgement' ? node.attestedBy[0] : undefined;
      const recorded: RecordedFact = {
        value,
        origin: 'attested',
        evidence: [],
        by: 'Signer',
        ...(role ? { role } : {}),
      };
      // The definition of the asked fact stands in for that of the fact that follows: only its source is needed.
      const follows: Definitions = new Map([[node.fact, { ...fact, id: node.fact, derivedFrom: fact.id }]]);
      const merged = { facts: new Map([[fact.id, recorded]]), cautions: [] };
      const { facts } = withConsequences(merged, node.fact === fact.id ? new Map() : follows, on);
      return [node, compile(node).evaluate(facts).truths[0] ?? UNKNOWN];
    }),
  );
}

/** Divides the answers to the question after a fact into those that its criteria tell apart. */
export function answerCells(fact: FactDefinition, criteria: readonly FactNode[]): readonly AnswerCell[] {
  const { type } = fact;
  const closed = (values: readonly FactValue[]): readonly AnswerCell[] =>
    joined(
      fact,
      criteria,
      values.map((value) => ({ value, answers: { kind: 'values', values: [value] } })),
    );
  switch (type.kind) {
    case 'yes-no':
      return closed([true, false]);
    case 'one-of':
      return closed(type.choices.map(({ value }) => value));
    case 'integer': {
      const starts = startsOf(criteria, type.min, type.max ?? Number.MAX_SAFE_INTEGER);
      const ranges = starts.map((from, index) => ({
        from,
        to: (starts[index + 1] ?? (type.max ?? Number.MAX_SAFE_INTEGER) + 1) - 1,
      }));
      // Ranges stay apart even where criteria do not tell them apart: the diagram joins what makes no difference.
      return ranges.map((range) => ({
        answers: { kind: 'numbers', range },
        truths: truthsOn(range.from, fact, criteria, ANY_DAY),
      }));
    }
    case 'code':
    case 'text': {
      const mentioned = [...new Set(criteria.flatMap(mentionedBy))];
      const other = anotherValue(type, new Set(mentioned));
      const listed = mentioned.map((value) => ({ value, answers: { kind: 'values' as const, values: [value] } }));
      const rest = { kind: 'except' as const, values: mentioned };
      return joined(fact, criteria, other === undefined ? listed : [...listed, { value: other, answers: rest }]);
    }
    case 'date':
      return dayCells(fact, criteria);
    default:
      return type satisfies never;
  }
}

/** Any day will do where no criterion counts from the day of the request. */
export const ANY_DAY = '2026-01-01';

interface Tried {
  readonly value: FactValue;
  readonly answers: AnswerSet;
}

/** Joins the answers on which every criterion has the same truth. */
function joined(fact: FactDefinition, criteria: readonly FactNode[], tried: readonly Tried[]): readonly AnswerCell[] {
  const cells = new Map<string, AnswerCell>();
  for (const { value, answers } of tried) {
    const truths = truthsOn(value, fact, criteria, ANY_DAY);
    const key = [...truths.values()].join('');
    const held = cells.get(key);
    cells.set(key, { truths, answers: held ? together(held.answers, answers) : answers });
  }
  return [...cells.values()];
}

/** Both sets as one. What all but some values is joined with takes those values out of the exceptions. */
function together(a: AnswerSet, b: AnswerSet): AnswerSet {
  if (a.kind === 'values' && b.kind === 'values') return { kind: 'values', values: [...a.values, ...b.values] };
  if (a.kind === 'values' && b.kind === 'except')
    return { kind: 'except', values: b.values.filter((value) => !a.values.includes(value)) };
  throw new Error('Only listed values are joined, the rest of them last');
}

/** The first number of each stretch on which no criterion changes. */
function startsOf(criteria: readonly FactNode[], min: number, max: number): readonly number[] {
  const cuts = criteria.flatMap(thresholdsOf).filter((cut) => cut > min && cut <= max);
  return [...new Set([min, ...cuts])].sort((a, b) => a - b);
}

/** Which criteria on days can be met together, on whatever day the request is made; the evaluator says it. */
function dayCells(fact: FactDefinition, criteria: readonly FactNode[]): readonly AnswerCell[] {
  const cells = new Map<string, AnswerCell>();
  const named = criteria
    .filter((node) => node.fact === fact.id)
    .flatMap(mentionedBy)
    .filter((value) => typeof value === 'string');
  for (const on of requestDays(criteria, named)) {
    const told = criteria.flatMap((node) => (node.fact === fact.id ? daysTold(node, on) : birthdaysTold(node, on)));
    for (const day of new Set([...told, ...named, '1900-01-01'])) {
      const truths = truthsOn(day, fact, criteria, on);
      const met = criteria.filter((node) => truths.get(node) === MET);
      const key = [...truths.values()].join('');
      if (!cells.has(key)) cells.set(key, { truths, answers: { kind: 'days', met } });
    }
  }
  return [...cells.values()];
}
