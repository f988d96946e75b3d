/** Words that several screens say in the same way. */
export const SHARED = {
  truth: { met: 'Met', 'not-met': 'Not met', unknown: 'Unknown' },
  more: 'Show more',
  retry: 'Try again',
  failed: 'This could not be read',
  faults: 'What is wrong',
  mend: (mend: string) => `Mend it: ${mend}`,
  send: 'Send',
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  print: 'Print',
  draftKept: 'Not sent yet; kept in this tab',
  discard: 'Discard',
  conflict: {
    title: 'The record was changed meanwhile',
    text: 'Somebody wrote to it after you had read it. Nothing of yours was written. Look at both, then decide.',
    theirs: 'What was written meanwhile',
    mine: 'What you wanted to write',
    anyway: 'Write mine as well',
    leave: 'Leave it as it is now',
  },
  away: {
    title: 'The service cannot be reached',
    text: 'Your entry is kept. Send it again when the line is back: it is written once, however often it is sent.',
  },
  source: 'Source',
  unconfirmed: 'Not confirmed',
} as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-21` as it is said: Nov 21, 2026. What is no day is given back as it is. */
export function day(iso: string): string {
  const found = /^(\d{4})-(\d\d)-(\d\d)/u.exec(iso);
  if (found === null) return iso;
  const [, year = '', month = '', date = ''] = found;
  return `${MONTHS[Number(month) - 1] ?? month} ${String(Number(date))}, ${year}`;
}

/** `2026-11-21T14:05:00-05:00` as it is said: Nov 21, 2026, 14:05, by the clock that wrote it. */
export function moment(iso: string): string {
  const time = /T(\d\d:\d\d)/u.exec(iso)?.[1];
  return time === undefined ? day(iso) : `${day(iso)}, ${time}`;
}

/** A sentence with its days as they are said. */
export function withDays(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\d\b/gu, day);
}

/** `2026-11-21`: Nov 21, without its year. */
export function dayOfMonth(iso: string): string {
  return day(iso).replace(/, \d{4}$/u, '');
}

/** `2026-11-01`: Nov 2026. */
export function monthOf(iso: string): string {
  return day(iso).replace(/ \d+,/u, '');
}
