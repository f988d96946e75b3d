import type { Trace } from '../../criteria/compile.ts';
import { writeOut, type TracedCriterion } from '../../criteria/trace.ts';
import { openQuestions } from '../../criteria/open-questions.ts';
import type { FactRecord } from '../../values/fact.ts';
import type { Truth } from '../../values/truth.ts';
import { selects, type Label } from '../label.ts';
import type { Position } from '../schedule.ts';
import type { VisitCheck } from './answer.ts';
import type { Check, Otherwise } from './check.ts';

/** A check of the label that is about the dose due, as it was found. */
export interface EvaluatedCheck {
  readonly check: Check;
  readonly trace: Trace;
  readonly shown: VisitCheck;
  /**
   * What it leads to: nothing where it is met, and nothing but a question where it is unknown; unless the dose is held
   * while the question is open.
   */
  readonly leadsTo: Otherwise | 'nothing' | 'unknown';
}

/** Evaluates every check that is about a dose of the schedule, in the order of the label's file. */
export function evaluateChecks(label: Label, { cycle, day }: Position, facts: FactRecord): readonly EvaluatedCheck[] {
  return label.clearance.checks
    .filter(({ doses }) => doses === undefined || selects(doses, cycle, day))
    .map((check) => evaluateCheck(check, facts));
}

function evaluateCheck(check: Check, facts: FactRecord): EvaluatedCheck {
  const trace = check.criteria.evaluate(facts);
  const criteria = writeOut(trace, facts);
  const { id, otherwise, meanwhile, until, paths } = check;
  const chosen = facts.get(choiceFact(id))?.value;
  const shown: VisitCheck = {
    id,
    text: criteria.text,
    truth: criteria.truth,
    ...(criteria.applies === false ? { applies: false } : {}),
    otherwise,
    ...(meanwhile === undefined ? {} : { meanwhile }),
    ...(until === undefined ? {} : { until }),
    criteria,
    ...(paths === undefined || criteria.applies === false ? {} : { paths }),
    ...(paths?.some((path) => path.id === chosen) === true ? { chosen: String(chosen) } : {}),
  };
  return { check, trace, shown, leadsTo: leadsTo(criteria.truth, check, trace) };
}

function leadsTo(truth: Truth, { otherwise, meanwhile }: Check, trace: Trace): EvaluatedCheck['leadsTo'] {
  if (truth === 'met') return 'nothing';
  if (truth === 'not-met') return otherwise;
  const open = openQuestions(trace);
  return meanwhile !== undefined && open.every(({ fact }) => isForPrescriber(fact)) ? meanwhile : 'unknown';
}

/** A choice or a judgement: no entry but the word of the prescriber settles it. */
export function isForPrescriber(fact: string): boolean {
  return fact.startsWith('choice.') || fact.startsWith('judgement.');
}

/** False where the check is about a condition that is not met, or not known to be. */
export function concerns({ criteria }: VisitCheck): boolean {
  return criteria.kind !== 'when' || criteria.children[0]?.truth === 'met';
}

/** The fact that holds the path chosen. */
function choiceFact(check: string): string {
  return `choice.${check}`;
}

/**
 * The criteria on facts that keep a check from being met. The condition of a `when` only says whom it concerns and is
 * not told.
 */
export function behind(
  criterion: TracedCriterion,
  truth: TracedCriterion['truth'] = criterion.truth,
): readonly TracedCriterion[] {
  if (criterion.truth !== truth || criterion.applies === false) return [];
  if (criterion.children.length === 0) return [criterion];
  const below = criterion.kind === 'when' ? criterion.children.slice(1) : criterion.children;
  const wanted = criterion.kind === 'not' ? opposite(truth) : truth;
  return below.flatMap((child) => behind(child, wanted));
}

function opposite(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'met' ? 'not-met' : 'met';
}
