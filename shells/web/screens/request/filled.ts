import type { TracedCriterion } from '../../../../core/criteria/trace.ts';
import { failing } from '../../../../core/explain/say.ts';
import { isNpi } from '../../../../core/values/npi.ts';
import type { RequestState } from '../../../../core/requests/state.ts';
import type { Desk } from '../../api/desk.ts';
import type { KeptFinding } from '../../api/review.ts';
import { REQUEST } from '../../words/request.ts';
import { approves, type Decision, type ReviewAct } from './acts.ts';

/** What is filled in of an act, as it is typed. */
export interface Filled {
  /** Ids of facts or documents that are asked for, or that have come. */
  readonly what: readonly string[];
  /** More of them, one a line. */
  readonly more: string;
  readonly reason: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly units: string;
  readonly decision: Decision | '';
  /** Ids of the criteria that a decision rests on; `other` for what only the reason says. */
  readonly grounds: readonly string[];
  readonly name: string;
  readonly npi: string;
  readonly specialty: string;
  readonly independent: boolean;
}

/**
 * What stands in the fields before anything is typed: the days and units of a finding that the criteria are met, and who
 * is signed in. No decision is among it.
 */
export function emptyOf(type: ReviewAct, finding: KeptFinding | undefined, caller: Desk['caller']): Filled {
  const would = finding?.found.authorization ?? null;
  const approval = type === 'approved' && would !== null ? would : null;
  return {
    ...{ what: [], more: '', reason: '', number: '', decision: '', grounds: [], specialty: '', independent: false },
    ...{ from: approval?.from ?? '', to: approval?.to ?? '' },
    ...{ units: approval?.units === null || approval === null ? '' : String(approval.units) },
    ...{ name: caller.name, npi: caller.npi ?? '' },
  };
}

/** Criteria that a decision against a request can rest on: those that are not met, and those that are unknown. */
export function groundsOf(finding: KeptFinding | undefined): readonly TracedCriterion[] {
  const criteria = finding?.found.criteria ?? null;
  if (criteria === null) return [];
  return [...failing(criteria), ...failing(criteria, 'unknown')];
}

/** The reason as it is signed: what it rests on, then the words of whoever signs. */
export function signedReason(filled: Filled, grounds: readonly TracedCriterion[]): string {
  const texts = grounds.filter(({ id }) => filled.grounds.includes(id)).map(({ id, text }) => `${text} (${id})`);
  const reason = filled.reason.trim();
  return texts.length === 0 ? reason : `${REQUEST.decide.rests(texts.join('; '))} ${reason}`;
}

/** What keeps a decision from being read over and signed; empty where nothing does. */
export function missing(filled: Filled): readonly string[] {
  const { decision, grounds, npi } = filled;
  const words = REQUEST.decide;
  return [
    ...(decision === '' ? [words.choose] : []),
    ...(decision !== '' && !approves(decision) && grounds.length === 0 ? [words.chooseGround] : []),
    ...(isNpi(npi) ? [] : [words.npiWrong]),
  ];
}

/** The entry that is sent for an act. */
export function entryOf(
  type: ReviewAct,
  filled: Filled,
  { open }: RequestState,
  grounds: readonly TracedCriterion[],
): Readonly<Record<string, unknown>> {
  const { decision, name, npi, specialty } = filled;
  const signed = (): Readonly<Record<string, unknown>> => ({
    ...(approves(decision) ? { approval: approvalOf(filled) } : {}),
    signature: {
      name: name.trim(),
      npi: npi.trim(),
      specialty: specialty.trim(),
      reason: signedReason(filled, grounds),
    },
  });
  switch (type) {
    case 'information-requested':
      return { type, what: [...filled.what, ...linesOf(filled.more)] };
    case 'information-received':
      return { type, what: open.filter((one) => filled.what.includes(one)) };
    case 'referred':
      return { type, reason: filled.reason.trim() };
    case 'approved':
      return { type, approval: approvalOf(filled) };
    case 'decided':
      return { type, decision, ...signed() };
    case 'appeal-decided':
      return { type, decision, ...signed(), notSubordinate: filled.independent };
    default:
      return type satisfies never;
  }
}

function approvalOf({ number, from, to, units }: Filled): Readonly<Record<string, unknown>> {
  return { number: number.trim(), from, to, units: units.trim() === '' ? null : Number(units) };
}

export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
