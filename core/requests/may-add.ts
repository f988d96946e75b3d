import type { Fault } from '../course/fault.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { isNpi } from '../values/npi.ts';
import type { Approval, DeskRole, RequestEntry, Signature } from './entry.ts';
import { OPEN, type RequestState, type RequestStatus } from './state.ts';

/** What the payer of a request lets the program do alone. */
export interface PayerRules {
  /** The program may approve what meets all criteria; no, where the payer's file does not say so (R10). */
  readonly approvesAlone: boolean;
}

/** Decisions that somebody else may see as the end of the matter. */
const AFTER_ANSWER: readonly RequestStatus[] = ['approved', 'approved-in-part'];
const LESS: readonly RequestStatus[] = ['approved-in-part', 'denied', 'rescinded'];

/** For each entry: in which statuses it may be added, by whom, and on whose side. */
interface Rule {
  readonly from: readonly RequestStatus[];
  readonly by: readonly (DeskRole | 'program')[];
  readonly side?: 'practice' | 'payer';
}

const PRACTICE: readonly DeskRole[] = ['prior-authorization-specialist', 'prescriber', 'nurse', 'pharmacist', 'biller'];
const REVIEW: readonly DeskRole[] = ['reviewer', 'clinician'];

const RULES: Readonly<Record<Exclude<RequestEntry['type'], 'drafted'>, Rule>> = {
  submitted: { from: ['draft'], by: PRACTICE },
  expedited: { from: ['draft', ...OPEN], by: ['prescriber'] },
  determined: { from: ['draft', ...OPEN, 'under-appeal'], by: ['program'] },
  'information-requested': { from: OPEN, by: ['program', ...REVIEW], side: 'payer' },
  'information-received': { from: ['pended'], by: [...PRACTICE, ...REVIEW] },
  referred: { from: OPEN, by: ['program', ...REVIEW], side: 'payer' },
  approved: { from: OPEN, by: ['program', ...REVIEW], side: 'payer' },
  decided: { from: [...OPEN, ...AFTER_ANSWER], by: ['clinician'], side: 'payer' },
  'answer-recorded': { from: [...OPEN, ...AFTER_ANSWER, 'under-appeal'], by: PRACTICE, side: 'practice' },
  appealed: { from: LESS, by: PRACTICE },
  'appeal-decided': { from: ['under-appeal'], by: ['clinician'], side: 'payer' },
  withdrawn: { from: ['draft', ...OPEN, ...AFTER_ANSWER], by: PRACTICE },
};

/**
 * Why an entry may not be added to a request; empty where it may. Fields are those of the entry. What follows from it is
 * `next(state, entry)`. No rule looks at a clock: a limit that has passed neither approves nor decides.
 */
export function mayAdd(state: RequestState, entry: RequestEntry, payer: PayerRules): readonly Fault[] {
  if (entry.type === 'drafted')
    return [fault('type', 'the request is drafted already', 'Draft another request, and name this one under `of`')];
  const rule = RULES[entry.type];
  return [...placed(state, entry, rule), ...allowed(state, entry, payer)];
}

function placed(state: RequestState, entry: RequestEntry, rule: Rule): readonly Fault[] {
  const role = entry.by === 'program' ? 'program' : entry.by.role;
  const { status, drafted } = state;
  return [
    ...(rule.from.includes(status)
      ? []
      : [fault('type', `the request is ${status}`, `This can be added where it is ${rule.from.join(', ')}`)]),
    ...(rule.by.includes(role) ? [] : [fault('by', `it is not for the ${role}`, `It is for: ${rule.by.join(', ')}`)]),
    ...(rule.side === undefined || rule.side === drafted.side
      ? []
      : [fault('type', `the request is kept by the ${drafted.side}`, `It is an entry of the ${rule.side}`)]),
    ...(isBefore(entry.at, drafted.at)
      ? [fault('at', `it lies before the draft, ${drafted.at}`, 'Correct the time')]
      : []),
  ];
}

function allowed(state: RequestState, entry: RequestEntry, payer: PayerRules): readonly Fault[] {
  switch (entry.type) {
    case 'information-requested':
      return nothingAsked(entry.what);
    case 'approved':
      return [...periodFaults(entry.approval), ...(entry.by === 'program' ? notAlone(state, payer) : [])];
    case 'decided':
      return [...signatureFaults(entry.signature), ...decisionFaults(state, entry.decision, entry.approval)];
    case 'answer-recorded':
      if (entry.answer === 'pended') return nothingAsked(entry.what ?? []);
      return decisionFaults(state, entry.answer, entry.approval);
    case 'appeal-decided':
      return [
        ...signatureFaults(entry.signature),
        ...otherClinician(state, entry.signature, entry.notSubordinate),
        ...decisionFaults(state, entry.decision === 'overturned' ? 'approved' : 'denied', entry.approval),
      ];
    default:
      return [];
  }
}

function nothingAsked(what: readonly string[]): readonly Fault[] {
  return what.length > 0 ? [] : [fault('what', 'nothing is asked for', 'Name the facts or documents that are missing')];
}

/** R10: what has to hold before the program approves without a person. */
function notAlone({ determined, referred }: RequestState, { approvesAlone }: PayerRules): readonly Fault[] {
  const mend = 'Refer the request to a person';
  if (!approvesAlone) return [fault('by', 'this payer does not let the program approve alone', mend)];
  if (referred) return [fault('by', 'a clinician has been asked to look at it', mend)];
  if (determined?.outcome !== 'criteria-met') return [fault('by', 'no finding says that the criteria are met', mend)];
  return determined.notEnough.map(({ fact, because }) => fault('by', `${fact} rests on too little: ${because}`, mend));
}

type Decision = 'approved' | 'approved-in-part' | 'denied' | 'rescinded';

function decisionFaults({ status }: RequestState, decision: Decision, approval?: Approval): readonly Fault[] {
  const approves = decision === 'approved' || decision === 'approved-in-part';
  const standing = AFTER_ANSWER.includes(status);
  return [
    ...(approves && approval === undefined
      ? [fault('approval', 'what is approved is missing', 'Give its number, first and last day, and units')]
      : []),
    ...(!approves && approval !== undefined
      ? [fault('approval', 'an approval stands beside a decision that gives none', 'Leave it out')]
      : []),
    ...(approval === undefined ? [] : periodFaults(approval)),
    ...(decision === 'rescinded' && !standing
      ? [fault('decision', 'nothing is approved that could be rescinded', 'Decide the request itself')]
      : []),
    ...(decision !== 'rescinded' && standing
      ? [fault('decision', `the request is ${status}`, 'An amendment is a request of its own')]
      : []),
  ];
}

function periodFaults({ from, to, number, units }: Approval): readonly Fault[] {
  return [
    ...(to < from ? [fault('approval.to', `${to} lies before ${from}`, 'Correct one of the two')] : []),
    ...(number.trim() === '' ? [fault('approval.number', 'the number is missing', 'Give the payer’s number')] : []),
    ...(units === null || (Number.isInteger(units) && units > 0)
      ? []
      : [fault('approval.units', `${units} is no number of units`, 'Give a whole number, or null for no limit')]),
  ];
}

function signatureFaults({ name, npi, specialty, reason }: Signature): readonly Fault[] {
  const missing = Object.entries({ name, specialty, reason }).filter(([, text]) => text.trim() === '');
  return [
    ...missing.map(([key]) => fault(`signature.${key}`, 'it is missing', 'A decision is signed in full')),
    ...(isNpi(npi) ? [] : [fault('signature.npi', `"${npi}" is no NPI`, 'Give the ten digits of the one who signs')]),
  ];
}

function otherClinician(state: RequestState, { npi }: Signature, notSubordinate: boolean): readonly Fault[] {
  const who = 'Another clinician decides an appeal, who does not work under the first';
  return [
    ...(npi === state.signature?.npi ? [fault('signature.npi', 'the same clinician decided before', who)] : []),
    ...(notSubordinate ? [] : [fault('notSubordinate', 'it is not said that the clinician is independent', who)]),
  ];
}

function isBefore(at: string, other: string): boolean {
  return compareInstants(instantOf(at), instantOf(other)) < 0;
}

function fault(field: string, what: string, mend: string): Fault {
  return { field, what, mend };
}
