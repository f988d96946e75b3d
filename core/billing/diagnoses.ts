import type { Course } from '../course/event.ts';
import type { Billing } from './billing.ts';
import type { Question } from './dose-lines.ts';

export interface ClaimDiagnoses {
  readonly codes: readonly string[];
  readonly questions: readonly Question[];
}

/** R29: the encounter first, then the malignancy treated, its secondary sites, and the others; each code once. */
export function claimDiagnoses({ patient }: Course, { diagnoses }: Billing): ClaimDiagnoses {
  const recorded = (patient.diagnoses ?? []).filter((code) => code !== diagnoses.first);
  const [malignancy, secondary] = [diagnoses.malignancy, diagnoses.secondary].map(
    (pattern) => new RegExp(pattern, 'u'),
  );
  const isSecondary = (code: string): boolean => secondary?.test(code) === true;
  const isPrimary = (code: string): boolean => malignancy?.test(code) === true && !isSecondary(code);
  const primary = recorded.filter(isPrimary);
  const rest = recorded.filter((code) => !isPrimary(code) && !isSecondary(code));
  const ask = recorded.some(isSecondary)
    ? 'Only secondary malignancies are recorded. Which ICD-10-CM code states the primary malignancy treated?'
    : 'Which ICD-10-CM code states the malignancy treated?';
  return {
    codes: [...new Set([diagnoses.first, ...primary, ...recorded.filter(isSecondary), ...rest])],
    questions: primary.length === 0 ? [{ fact: 'diagnoses', ask }] : [],
  };
}
