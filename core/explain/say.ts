import { LONGEST, type Allowed } from '../criteria/allowed.ts';
import type { TracedCriterion } from '../criteria/trace.ts';
import type { Determination, Outcome } from '../coverage/determination.ts';
import type { Citation } from '../values/citation.ts';
import type { FactDefinition } from '../values/fact.ts';
import type { PeriodUnit } from '../values/period.ts';
import { sayValue } from '../values/say-value.ts';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  'criteria-met': 'Criteria met',
  'information-needed': 'Information needed',
  'criteria-not-met': 'Criteria not met',
  'policy-not-applicable': 'Policy not applicable',
};

/** The outcome as a heading. */
export function sayOutcome(outcome: Outcome): string {
  return OUTCOMES[outcome];
}

/** The answers that would do: "yes", "1 or more", "Complete response or Partial response". */
export function sayAllowed(allowed: Allowed, definition?: FactDefinition): string {
  switch (allowed.kind) {
    case 'values': {
      const words = allowed.values.map((value) => sayValue(value, definition)).join(' or ');
      return allowed.roles ? `${words}, said by ${allowed.roles.join(' or ')}` : words;
    }
    case 'except':
      return allowed.values.length === 0 ? 'any answer' : `anything but ${allowed.values.join(' or ')}`;
    case 'range': {
      if (allowed.before !== undefined) return sayElapsed(allowed.min, allowed.max, allowed.before);
      const type = definition?.type;
      const top = type?.kind === 'integer' ? type.max : undefined;
      const bottom = type?.kind === 'integer' ? type.min : undefined;
      if (allowed.min === allowed.max) return String(allowed.min);
      if (allowed.max === (top ?? Number.MAX_SAFE_INTEGER)) return `${allowed.min} or more`;
      return allowed.min === bottom ? `${allowed.max} or less` : `${allowed.min} to ${allowed.max}`;
    }
    default:
      return allowed satisfies never;
  }
}

/** A day by what has elapsed from it to the day of the request. */
function sayElapsed(min: number, max: number, unit: PeriodUnit): string {
  if (max < 0) return 'a day after the request';
  if (max === LONGEST) return `a day more than ${min - 1} ${unit} before the request`;
  return `a day in the ${max} ${unit} before the request, or its day`;
}

/** Where a rule stands: document and section, or how it is known where it stands in none. */
export function sayCite(cite: Citation): string {
  switch (cite.basis) {
    case 'document':
      return `${cite.source} § ${cite.section}`;
    case 'secondary':
      return `secondary: ${cite.address}, read ${cite.read}`;
    case 'unconfirmed':
      return `unconfirmed: ${cite.note}`;
    default:
      return cite satisfies never;
  }
}

/** The criteria on facts that keep the whole from being met: those without which nothing above them fails. */
export function failing(
  criterion: TracedCriterion,
  fails: TracedCriterion['truth'] = 'not-met',
): readonly TracedCriterion[] {
  if (criterion.truth !== fails) return [];
  if (criterion.children.length === 0) return [criterion];
  const opposite = fails === 'met' ? 'not-met' : 'met';
  const [first, ...rest] = criterion.children;
  if (criterion.kind === 'not') return first ? failing(first, opposite) : [];
  if (criterion.kind === 'when') return rest.flatMap((child) => failing(child, fails));
  return criterion.children.flatMap((child) => failing(child, fails));
}

/** Why the outcome is what it is, in one sentence without its final stop. */
export function sayBecause(determination: Determination): string {
  const { outcome, reason, needed, criteria, authorization } = determination;
  switch (outcome) {
    case 'criteria-met':
      if (authorization === null) return 'Every criterion is met';
      return authorization.to === null
        ? `Authorization from ${authorization.from}; its length is not stated`
        : `Authorization for ${authorization.months ?? '?'} months, ${authorization.from} to ${authorization.to}`;
    case 'information-needed':
      if (reason !== undefined) return capitalized(reason);
      return needed.length === 1 ? 'One answer is missing' : `${needed.length} answers are missing`;
    case 'criteria-not-met': {
      const texts = criteria ? failing(criteria).map((item) => item.text) : [];
      return `Not met: ${texts.join('; ')}`;
    }
    case 'policy-not-applicable':
      return capitalized(reason ?? 'The policy does not apply');
    default:
      return outcome satisfies never;
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
