/** What the queue of requests says. */
export const REQUESTS = {
  title: 'Requests',
  about: 'What is overdue first, then what is due next',
  filters: {
    status: 'Show',
    policy: 'Policy',
    anyPolicy: 'All policies',
    search: 'Words in the title',
    statuses: [
      { value: 'in-review,pended,with-clinician,under-appeal', label: 'Waiting for an answer' },
      { value: 'in-review', label: 'To be reviewed' },
      { value: 'with-clinician', label: 'With a clinician' },
      { value: 'pended', label: 'Waiting for information' },
      { value: 'under-appeal', label: 'Under appeal' },
      { value: 'approved,approved-in-part,denied,rescinded', label: 'Answered' },
      { value: '', label: 'All' },
    ],
  },
  none: 'No request is in this list.',
  noneWhy: 'Choose another one above.',
  clock: 'Time left',
  noLimit: 'No limit runs',
  noLimitWhy: 'none is held for this line of business, or it rests',
  left: (words: string) => `${words} left`,
  over: (words: string) => `Overdue by ${words}`,
  rests: 'Rests until the information is there',
  statuses: {
    draft: 'Draft',
    'in-review': 'To be reviewed',
    pended: 'Waits for information',
    'with-clinician': 'With a clinician',
    approved: 'Approved',
    'approved-in-part': 'Approved in part',
    denied: 'Denied by a clinician',
    'under-appeal': 'Under appeal',
    rescinded: 'Rescinded by a clinician',
    withdrawn: 'Withdrawn',
    expired: 'Approval has ended',
  } as Readonly<Record<string, string>>,
} as const;

const MINUTE = 60_000;

/** A span of milliseconds in words of two parts at most: 3 days 4 hours. */
export function span(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE);
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  const parts = [
    [days, 'day'],
    [hours, 'hour'],
    [rest, 'minute'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return 'less than a minute';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${String(count)} ${word}${count === 1 ? '' : 's'}`)
    .join(' ');
}
