/** What stands around every form whose content goes into the record of a patient. */
export const ENTERING = {
  record: 'Record',
  later: 'Close, keep the draft',
  recorded: (what: string) => `Recorded: ${what}`,
  takenBack: 'Taken back: the entry stays in the record and counts no more',
  notTakenBack: 'It could not be taken back. Void it in the list of what is recorded.',
  takenBackWhy: 'taken back right after it was recorded',
  replacedWhy: 'the same, recorded anew with what has become known since',
  writtenBy: (who: string, when: string) => `by ${who}, written ${when}`,
  whoRecords: 'Whoever is signed in stands in the record as the one who wrote it.',
  zone: (zone: string) => `by the clock of ${zone.replaceAll('_', ' ')}`,
  now: 'Now',
  nowOf: (label: string) => `${label}: now`,
  at: 'When',
  left: (minutes: number) => {
    const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
    if (days > 0) return `${String(days)} d ${String(hours)} h`;
    return hours > 0 ? `${String(hours)} h ${String(rest).padStart(2, '0')} min` : `${String(rest)} min`;
  },
} as const;
