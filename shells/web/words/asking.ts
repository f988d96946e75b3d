import { day } from './shared.ts';

/** What stands at the requests for a patient: drafting, sending, hearing, renewing, appealing. */
export const ASKING = {
  title: 'Requests to the payer',
  none: 'No request is drafted for this course.',
  draft: 'Draft a request',
  draftWhy: 'The finding above, with its chart and answers, is kept with it.',
  drafted: 'The request is drafted',
  open: 'Open the request',
  row: (kind: string, policy: string) => `${kind === 'renewal' ? 'Renewal' : 'Initial'} request, ${policy}`,
  statuses: {
    draft: 'Draft',
    'in-review': 'With the payer',
    pended: 'Waits for information',
    'with-clinician': 'With the payer’s clinician',
    approved: 'Approved',
    'approved-in-part': 'Approved in part',
    denied: 'Denied by the payer',
    'under-appeal': 'Under appeal',
    rescinded: 'Taken back by the payer',
    withdrawn: 'Withdrawn',
    expired: 'Approval has ended',
  } as Readonly<Record<string, string>>,
  approval: (number: string, from: string, to: string) => `${number}, ${day(from)} to ${day(to)}`,
  clock: (at: string, state: 'running' | 'paused' | 'missed' | 'answered') =>
    state === 'missed'
      ? `An answer was due ${at}, and has not come`
      : state === 'paused'
        ? `The limit rests until the information is there (else ${at})`
        : `An answer is due ${at}`,
  waitsFor: (what: string) => `Waits for: ${what}`,
  /** An entry of a request in a few words, by its type of the record. */
  entry: (type: string, by: string) => `${ENTRIES[type] ?? type}, by ${by}`,
  actions: {
    submitted: 'Hand in',
    'information-received': 'Information was sent',
    'answer-recorded': 'Record the payer’s answer',
    appealed: 'Appeal',
    withdrawn: 'Withdraw',
    expedited: 'Ask for haste',
    renew: 'Draft the renewal',
  },
  done: {
    submitted: 'Handed in',
    'information-received': 'Recorded that it was sent',
    'answer-recorded': 'The answer is recorded',
    appealed: 'The appeal is recorded',
    withdrawn: 'Withdrawn',
    expedited: 'Haste is asked for',
  },
  fields: {
    channel: 'How it is handed in',
    channels: { electronic: 'Electronically', portal: 'Portal', fax: 'Fax', phone: 'Telephone' },
    heard: 'How the answer came',
    heards: { electronic: 'Electronically', portal: 'Portal', fax: 'Fax', letter: 'Letter', phone: 'Telephone' },
    answer: 'What the payer answered',
    answers: {
      approved: 'Approved',
      'approved-in-part': 'Approved in part',
      denied: 'Denied by the payer',
      pended: 'Asks for information',
      rescinded: 'Taken back by the payer',
    },
    number: 'Authorization number',
    from: 'First day',
    to: 'Last day',
    units: 'Units (empty: no limit)',
    reason: 'Reason',
    what: 'What is asked for, separated by commas',
  },
} as const;

const ENTRIES: Readonly<Record<string, string>> = {
  drafted: 'Drafted',
  submitted: 'Handed in',
  expedited: 'Haste was asked for',
  determined: 'The program looked',
  'information-requested': 'Information was asked for',
  'information-received': 'Information was sent',
  referred: 'Referred to a clinician',
  approved: 'Approved',
  decided: 'Decided by a clinician',
  'answer-recorded': 'The payer’s answer was recorded',
  appealed: 'Appealed',
  'appeal-decided': 'The appeal was decided',
  withdrawn: 'Withdrawn',
};
