/** What the list of patients says. */
export const PATIENTS = {
  title: 'Patients',
  about: 'Courses of therapy of your organisation',
  search: 'Search by drug or the first letters of the id',
  none: 'No course is recorded yet',
  noneWhy: 'A course begins when it is opened, from the EHR or by the command line.',
  noneFound: (typed: string) => `Nothing is found for “${typed}”`,
  columns: { course: 'Course', born: 'Born', phase: 'Phase', last: 'Last dose', next: 'Next dose' },
  nothingNext: 'None',
  ended: (why: string) => `Ended: ${why}`,
  due: (dose: string, mg: number) => `${dose}, ${String(mg)} mg`,
  notPlaced: 'no day yet',
} as const;
