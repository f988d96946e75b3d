/** What Today says. */
export const TODAY = {
  title: 'Today',
  about: (day: string) => `${day}: what is due, what is missing, and what runs out`,
  calm: 'Nothing waits for you.',
  calmWhy: 'No dose is due, no request waits, and no authorization runs out within its time.',
  since: (day: string) => `since ${day}`,
  others: 'What waits at other desks',
  nothing: 'nothing',
  count: (count: number) => (count === 1 ? '1 waits' : `${String(count)} wait`),
} as const;
