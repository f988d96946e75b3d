import type { Prepared } from '../course/event.ts';
import type { Clearance, ClearanceAnswer } from '../regimen/clearance/answer.ts';
import type { Citation } from '../values/citation.ts';
import type { Block } from './worksheet.ts';

/** Whether the dose may be given on the day, as far as a preparation says it. */
export interface PreparedFor {
  readonly clearance: Clearance;
  readonly dose: string;
  /** Null after the end of the treatment. */
  readonly mg: number | null;
  readonly on: string;
  readonly due: string;
  readonly reasons: readonly string[];
  readonly needed: readonly { readonly fact: string; readonly ask: string }[];
}

export function preparedFor({ clearance, dose, mg, on, due, reasons, needed }: ClearanceAnswer): PreparedFor {
  return { clearance, dose, mg, on, due, reasons, needed: needed.map(({ fact, ask }) => ({ fact, ask })) };
}

export function isCleared({ clearance }: Pick<ClearanceAnswer, 'clearance'>): boolean {
  return clearance === 'give' || clearance === 'restart';
}

/**
 * Why no dose is prepared: it is not cleared on the day, other milligrams were asked for, or a bag stands in the record.
 * @param asked milligrams asked for; undefined where they are left to the schedule
 * @param recorded another bag of this dose, which is in the record
 */
export function clearanceBlocks(
  answer: ClearanceAnswer,
  asked: number | undefined,
  recorded: Prepared | undefined,
): readonly Block[] {
  const { dose, mg, on, clearance, reasons } = answer;
  const block = (id: string, what: string, mend: string, cite: readonly Citation[] = []): Block => ({
    id,
    about: 'clearance',
    what,
    mend,
    cite,
  });
  return [
    ...(isCleared(answer)
      ? []
      : [
          block(
            'not-cleared',
            `${dose} is not cleared on ${on} (${clearance.replace('-', ' ')}). ${reasons[0] ?? ''}`.trim(),
            'Prepare nothing until the visit clears the dose',
            citesAgainst(answer),
          ),
        ]),
    ...(asked === undefined || mg === null || asked === mg
      ? []
      : [
          block(
            'dose-differs',
            `${dose} is ${mg} mg; ${asked} mg is asked for.`,
            `Prepare ${mg} mg`,
            answer.cites.filter(({ rule }) => rule.startsWith('dose')),
          ),
        ]),
    ...(recorded === undefined
      ? []
      : [
          block(
            'prepared-already',
            `A bag for ${dose} stands in the record, reconstituted at ${recorded.reconstituted}, and is not discarded.`,
            'Use that bag, or record it as wasted with its milligrams and the reason',
          ),
        ]),
  ];
}

/** The passages of the checks that are not met. */
function citesAgainst({ checks, cites }: ClearanceAnswer): readonly Citation[] {
  const against = checks.filter(({ truth, applies }) => truth !== 'met' && applies !== false).map(({ id }) => id);
  return cites.filter(({ rule }) => against.includes(rule));
}
