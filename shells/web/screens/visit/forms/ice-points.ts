import { FORMS } from '../../../words/visit.ts';

/** One question of the ICE score, worth one point. */
export interface IceQuestion {
  readonly task: string;
  readonly ask: string;
}

/** The ten questions in their order. */
export const QUESTIONS: readonly IceQuestion[] = Object.entries(FORMS.ice.questions).flatMap(([task, asks]) =>
  asks.map((ask) => ({ task, ask })),
);

/**
 * The points of what is typed: `7`, or one sign for each question that was asked, as `++-+`.
 * @returns undefined while not all ten are asked
 */
export function iceOf(text: string): number | undefined {
  if (/^\d{1,2}$/u.test(text)) return Number(text);
  return text.length === QUESTIONS.length ? pointsOf(text) : undefined;
}

/** The points of the questions that were asked so far. */
export function pointsOf(signs: string): number {
  return signs.replaceAll(WRONG, '').length;
}

export const RIGHT = '+';
export const WRONG = '-';
