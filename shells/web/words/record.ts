/** What stands on the record of a patient. */
export const RECORD = {
  chain: {
    title: 'The chain of entries',
    checking: 'The chain is being checked …',
    sound: (events: number) => `Every one of the ${events.toLocaleString('en-US')} entries is as it was written`,
    soundWhy: 'Nothing was changed, nothing is missing, nothing was put in between.',
    broken: 'The record is not as it was written',
    brokenAt: (sequence: number, what: string) =>
      `At entry ${String(sequence)}: ${what}. Tell your administrator before anything is decided on this record.`,
    hash: 'Hash of the newest entry',
    hashWhy: 'Noted down elsewhere, it shows at any later time that nothing up to here was changed.',
    again: 'Check again',
  },
  export: {
    title: 'Take the record along',
    pdf: 'To read and print (PDF)',
    fhir: 'For another program (FHIR)',
    json: 'Whole, with the hashes (JSON)',
    logged: 'That you took it is noted in the access log.',
  },
  entries: {
    title: 'Entries',
    about: 'All of them, the newest first. What was voided stays, struck through.',
    search: 'Search',
    type: 'Kind',
    allTypes: (count: number) => `All kinds (${count.toLocaleString('en-US')})`,
    typeOf: (name: string, count: number) => `${name} (${count.toLocaleString('en-US')})`,
    who: 'Written down by',
    anybody: 'Anybody',
    voidedOnly: 'Voided only',
    shown: (shown: number, of: number) =>
      shown === of
        ? `${of.toLocaleString('en-US')} entries`
        : `${shown.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} entries`,
    none: 'No entry is like that',
    noneWhy: 'Take a filter away to see more.',
    clear: 'Take all filters away',
    opened: 'Record opened',
    happened: (when: string) => `Happened ${when}`,
    recorded: (when: string) => `written down ${when}`,
    by: (who: string, role: string) => `by ${who} (${role})`,
    did: (who: string) => `done by ${who}`,
    number: (sequence: number) => `No. ${String(sequence)}`,
    voided: (by: number, reason: string) => `Voided by no. ${String(by)}: ${reason}`,
    voids: (of: number, what: string) => `Takes back no. ${String(of)}: ${what}`,
    whole: 'As it was written',
    wholeOf: (sequence: number) => `Entry no. ${String(sequence)} as it was written`,
    hash: 'Hash',
  },
  access: {
    title: 'Who has read this record',
    about: 'Every reading is noted, also yours.',
    columns: { when: 'When', who: 'Who', role: 'Role', what: 'For what' },
    none: 'Nobody has read it yet',
  },
} as const;

/** Roles as people say them. */
export function roleName(role: string): string {
  return role.replaceAll('-', ' ');
}
