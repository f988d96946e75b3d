/** What the frame of the page says: navigation, sign-in, notices. */
export const FRAME = {
  name: 'Stepwise',
  skip: 'Skip to the content',
  navigation: 'Screens',
  menu: 'Show the screens',
  loading: 'Loading …',
  /** Below a printed screen. */
  printed: (organisation: string, when: string, zone: string, by: string) =>
    `${organisation} · ${when}, times of ${zone.replaceAll('_', ' ').replace('/', ', ')} · printed by ${by}`,
  zone: (zone: string) => `Times of ${zone.replaceAll('_', ' ').replace('/', ', ')}`,
  dark: 'Use the dark colours',
  light: 'Use the light colours',
  keys: 'Keys',
  search: {
    label: 'Search patients and requests',
    button: 'Search',
    none: (typed: string) => `Nothing is found for “${typed}”.`,
    hint: 'Type a drug, a policy or the first letters of a record’s id.',
    patients: 'Patients',
    requests: 'Requests',
    screens: 'Screens',
  },
  account: {
    title: 'Signed in',
    as: 'Work as',
    organisation: 'Organisation',
    change: 'Change',
    signOut: 'Sign out',
    local: 'On this machine one person may work in every role. Nothing you typed as another role is shown here.',
  },
  signIn: {
    title: 'Sign in',
    provider: 'Sign in with your organisation',
    why: 'You will be sent to the sign-in page of your organisation, and come back here.',
    link: 'Open the link that was printed where the service was started. It signs in once.',
    again: 'It has been used? Stop the service with Ctrl-C and start it again: it prints a new one.',
    ended: 'Your session has ended. What you typed is kept in this tab.',
  },
  away: {
    title: 'The service cannot be reached.',
    text: 'What you see may be older than the record. What you type is kept; send it when the line is back.',
    back: 'The line is back. Everything was read anew.',
  },
  missing: {
    title: 'There is nothing here',
    text: 'The address may be of a record of another organisation, or mistyped.',
    home: 'Go to Today',
  },
  broken: {
    title: 'This screen met a fault of the program',
    text: 'Nothing that was recorded is lost. Load the page again; if it comes back, tell whoever looks after the service what you did last.',
    again: 'Load the page again',
  },
  closed: { title: 'This is not for your role', text: (role: string) => `You are signed in as ${role}.` },
  shortcuts: {
    title: 'Keys',
    then: (key: string) => `g then ${key}`,
    close: 'Close',
    list: [
      ['?', 'Show these keys'],
      ['/', 'Search'],
      ['Esc', 'Close what is open'],
    ],
  },
} as const;

/** Roles as people say them, by their ids of the service. */
export const ROLES: Readonly<Record<string, string>> = {
  'prior-authorization-specialist': 'Prior authorization specialist',
  prescriber: 'Prescriber',
  nurse: 'Nurse',
  pharmacist: 'Pharmacist',
  biller: 'Biller',
  reviewer: 'Reviewer',
  clinician: 'Clinician of the payer',
  'policy-author': 'Policy author',
  auditor: 'Auditor',
  administrator: 'Administrator',
  machine: 'Program',
};
