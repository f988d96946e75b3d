import type { AdverseEvent, Course } from '../course/event.ts';
import type { UsedRule } from '../regimen/cited.ts';
import type { Caution } from '../values/caution.ts';
import type { Billing } from './billing.ts';
import type { Question } from './question.ts';

export interface ClaimDiagnoses {
  readonly codes: readonly string[];
  /** Positions in `codes`, from 1, of what the visit was for: the encounter and the malignancy; four at most. */
  readonly pointers: readonly number[];
  /** The codes among them that state the malignancy treated. */
  readonly primary: readonly string[];
  readonly questions: readonly Question[];
  readonly used: readonly UsedRule[];
  readonly cautions: readonly Caution[];
}

/**
 * R29: the encounter first, then the malignancy treated, its secondary sites, the reactions of the visit by their grade,
 * and the others; each code once.
 * @param reactions those that began during the visit
 */
export function claimDiagnoses(
  { patient }: Course,
  reactions: readonly AdverseEvent[],
  { diagnoses }: Billing,
): ClaimDiagnoses {
  const recorded = (patient.diagnoses ?? []).filter((code) => code !== diagnoses.first);
  const [malignancy, secondary] = [diagnoses.malignancy, diagnoses.secondary].map(
    (pattern) => new RegExp(pattern, 'u'),
  );
  const isSecondary = (code: string): boolean => secondary?.test(code) === true;
  const isPrimary = (code: string): boolean => malignancy?.test(code) === true && !isSecondary(code);
  const primary = recorded.filter(isPrimary);
  const rest = recorded.filter((code) => !isPrimary(code) && !isSecondary(code));
  const ofReactions = reactionCodes(reactions, diagnoses);
  const ask = recorded.some(isSecondary)
    ? 'Only secondary malignancies are recorded. Which ICD-10-CM code states the primary malignancy treated?'
    : 'Which ICD-10-CM code states the malignancy treated?';
  const { text, cite } = diagnoses.reactions;
  const treated = [...new Set([diagnoses.first, ...primary, ...recorded.filter(isSecondary)])];
  return {
    codes: [...new Set([...treated, ...ofReactions, ...rest])],
    pointers: treated.slice(0, MOST_POINTERS).map((_, index) => index + 1),
    primary,
    questions: primary.length === 0 ? [{ fact: 'diagnoses', ask }] : [],
    used: [
      { rule: 'order of diagnoses', cite: diagnoses.cite },
      ...(ofReactions.length === 0 ? [] : [{ rule: 'codes of reactions', cite }]),
    ],
    cautions: [
      { id: 'order-of-diagnoses', text: diagnoses.text, cite: diagnoses.cite },
      ...(ofReactions.length === 0
        ? []
        : [{ id: 'codes-of-reactions', text: `${ofReactions.join(', ')}: ${text}`, cite }]),
    ],
  };
}

/** A line of a claim form points to four diagnoses. */
const MOST_POINTERS = 4;

/** One code a kind of reaction, that of its highest grade. */
function reactionCodes(reactions: readonly AdverseEvent[], { reactions: rules }: Billing['diagnoses']): string[] {
  return rules.kinds.flatMap(({ kind, codes }) => {
    const grades = reactions.filter((one) => one.kind === kind).map(({ grade }) => grade);
    return codes[Math.max(0, ...grades) - 1] ?? [];
  });
}
