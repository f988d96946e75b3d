import { MET } from '../../../core/criteria/kinds/code.ts';
import { isLeaf, type Diagram } from '../../../core/coverage/diff/diagram.ts';
import type { Asked, Form } from './form.ts';
import { cellCount, type Question } from './question.ts';

/** Seconds to read one question. Our own estimate. */
const READING = 5;
/**
 * Seconds to answer one question that nothing is filled in for. The 5 seconds of an answer picked from a list are those
 * of the DTR guide; the others are our own estimate.
 */
const ANSWERING = { 'yes-no': 5, 'one-of': 5, integer: 10, date: 10, code: 15, text: 15, signer: 15 } as const;

/** How much a request asks of the person who fills it in. */
export interface Effort {
  readonly questions: number;
  readonly seconds: number;
}

function secondsFor(question: Question): number {
  return READING + ANSWERING[question.kind === 'signer' ? 'signer' : question.definition.type.kind];
}

/**
 * The effort for a patient who meets the criteria, answered the shortest way, every question that is asked being
 * answered; where nobody can meet them, that of all questions.
 */
export function effortOf(form: Form): Effort {
  const known = new Map<Diagram, Effort | undefined>();
  const shortest = (node: Diagram): Effort | undefined => {
    if (isLeaf(node)) return node.code === MET ? { questions: 0, seconds: 0 } : undefined;
    if (!known.has(node)) known.set(node, cheapest(node.branches, node.variable));
    return known.get(node);
  };
  const cheapest = (branches: readonly Diagram[], variable: number): Effort | undefined => {
    const question = form.asked[variable]?.question;
    if (question === undefined) throw new Error(`There is no question ${variable}`);
    const answered = branches.slice(0, cellCount(question)).map(shortest);
    const best = answered
      .filter((effort) => effort !== undefined)
      .reduce<Effort | undefined>(
        (least, effort) => (least && least.seconds <= effort.seconds ? least : effort),
        undefined,
      );
    return best && { questions: best.questions + 1, seconds: best.seconds + secondsFor(question) };
  };
  const whatever = form.asked.filter(
    (one, position) => one.when.kind === 'always' && !isDecidedOn(form.diagram, position),
  );
  const decided = shortest(form.diagram);
  const rest = sum(decided ? whatever : form.asked.filter(({ when }) => when.kind !== 'never'));
  return decided ? { questions: decided.questions + rest.questions, seconds: decided.seconds + rest.seconds } : rest;
}

/** True where the diagram begins with the question; only the first question is asked whatever the diagram says. */
function isDecidedOn(diagram: Diagram, position: number): boolean {
  return !isLeaf(diagram) && diagram.variable === position;
}

function sum(asked: readonly Asked[]): Effort {
  return {
    questions: asked.length,
    seconds: asked.reduce((total, { question }) => total + secondsFor(question), 0),
  };
}

/** The code of the DTR guide for a time: a form of exactly one minute is no longer under one minute. */
export function timeCode(seconds: number): 'under-1min' | 'under-3min' | 'under-5min' | 'over-5min' {
  if (seconds < 60) return 'under-1min';
  if (seconds < 180) return 'under-3min';
  return seconds < 300 ? 'under-5min' : 'over-5min';
}
