import { day, withDays } from './shared.ts';

/** What the calculators say: they know no patient. */
export const CALCULATORS = {
  title: 'Calculators',
  about: 'Without a patient: nothing is kept. What is typed stands in the address, so that a link shows the same.',
  all: 'All calculators',
  copy: 'Copy link',
  copied: 'The link is copied. It holds what was typed here, and nobody’s name.',
  notCopied: 'The browser did not allow it: copy the address of this window.',
  clear: 'Clear',
  asked: 'What is asked',
  answer: 'Answer',
  waiting: 'The answer appears here once the fields are filled in.',
  cautions: 'To know before relying on it',
  sources: (count: number) => (count === 1 ? '1 source' : `${String(count)} sources`),
  list: {
    grade: { title: 'Grade CRS and ICANS', about: 'From what is found at the bedside; the ICE score is guided' },
    restart: { title: 'Restart after a delay', about: 'Does the schedule go on, or is the step-up given again' },
    calendar: { title: 'Calendar', about: 'Every dose from a first day on, as picture, list and calendar file' },
    preparation: { title: 'Preparation', about: 'Volumes, sums and clocks of a bag' },
    ndc: { title: 'Package number', about: 'NDC of 10 digits and of 11, and how a claim writes it' },
    mac: { title: 'Medicare contractor', about: 'The MAC of the place where the drug is given' },
  },
} as const;

export const GRADE = {
  names: { crs: 'Cytokine release syndrome', icans: 'Neurotoxicity (ICANS)' },
  grade: (grade: number, exact: boolean) =>
    grade === 0 && exact ? 'None: grade 0' : exact ? `Grade ${String(grade)}` : `Grade ${String(grade)} at least`,
  level: (grade: number, text: string) => `Grade ${String(grade)}: ${text}`,
  needed: 'A higher grade is not excluded. Still to be looked at:',
  nothing: 'Nothing is found yet.',
  celsius: 'Highest temperature of this episode, °C',
} as const;

export const RESTART = {
  last: 'Dose given last, in full',
  choose: 'Choose',
  dose: (dose: string, mg: number) => `${dose}, ${String(mg)} mg`,
  given: 'Day on which it was given',
  on: 'Day of the next dose',
  decisions: {
    resume: 'The schedule goes on',
    'step-up': 'The step-up is given again',
    'too-early': 'Not due yet',
    ask: 'The prescriber decides',
  },
  since: (days: number, dose: string) => `${String(days)} ${days === 1 ? 'day' : 'days'} since ${dose}`,
  limit: (days: number) => `The label goes on with the schedule through day ${String(days)}.`,
  noLimit: 'The label has no row for this dose.',
  due: (dose: string, on: string) => `${dose} is due from ${day(on)} on.`,
  scale: (days: number, due: number, limit: number | null) =>
    `Day ${String(days)} after the last dose; due on day ${String(due)}${limit === null ? '' : `, limit day ${String(limit)}`}`,
  lastDose: 'last dose',
  dueDay: (days: number) => `due, day ${String(days)}`,
  limitDay: (days: number) => `limit, day ${String(days)}`,
  columns: { dose: 'Dose', date: 'Day', mg: 'mg' },
  follows: 'What follows',
} as const;

const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export const CALENDAR = {
  start: 'Day of the first dose',
  cycles: 'Cycles',
  label: 'Label',
  inForce: 'The one in force on each day',
  version: (version: string) => `Version of ${version}`,
  file: 'Calendar file (.ics)',
  picture: 'Doses by day of the cycle',
  cycle: (cycle: number) => `Cycle ${String(cycle)}`,
  total: (doses: number, mg: number, units: number) =>
    `${String(doses)} doses, ${String(mg)} mg, ${String(units)} billing units`,
  by: (label: string) => `by the label version of ${label}`,
  weekday: (dayOfWeek: number) => WEEKDAYS[dayOfWeek] ?? '',
  columns: {
    dose: 'Dose',
    date: 'Day',
    mg: 'mg',
    units: 'Units',
    observe: 'Observe',
    labs: 'Tests before',
    medicines: 'Medicines',
  },
  observe: (least: number, most: number, from: string) => `${String(least)}–${String(most)} h from the ${from}`,
  none: 'none',
  everyDose: 'At every dose',
} as const;

export const PREPARATION = {
  dose: 'Dose',
  mg: (mg: number) => `${String(mg)} mg`,
  times: 'Times, as far as they are known',
  fields: {
    'vials-out': 'Vials left the refrigerator',
    reconstituted: 'Vial reconstituted',
    diluted: 'Drug went into the bag',
    refrigerated: 'Bag went into the refrigerator',
    'out-of-refrigerator': 'Bag came out again',
    'infusion-start': 'Infusion starts',
  },
  numbers: {
    water: 'Sterile water into the vial',
    saline: 'Saline out of the bag',
    stabilizer: 'Stabilizer into the bag',
    drug: 'Drug into the bag',
    rate: 'Infusion',
  },
  ml: (ml: number) => `${String(ml)} mL`,
  perHour: (ml: number) => `${String(ml)} mL/h`,
  vial: (count: number, mg: number, ndc: string | null) =>
    `${String(count)} × ${String(mg)} mg${ndc === null ? '' : ` (NDC ${ndc})`}`,
  bag: (ml: number, fluid: string) => `Bag of ${String(ml)} mL ${fluid}`,
  clocks: 'Clocks',
  until: 'until',
  notStarted: 'not started',
  over: 'over',
  met: 'kept',
  left: (text: string) => `${text} left`,
  latest: 'Start the infusion by',
  sums: 'The sums',
  steps: 'The steps',
  refused: 'Not accepted',
} as const;

export const NDC = {
  number: 'Package number, with its hyphens as printed, or in 11 digits',
  example: 'as 00000-001-01, 5 digits, 3 and 2',
  wrong: (what: string) => `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
  eleven: 'The 11 digits of a claim',
  hyphens: 'With hyphens, 5-4-2',
  ten: 'As a package prints it, 10 digits',
  tens: 'As a package may print it: one of these',
  noTen: 'No package number of 10 digits becomes this one: none of its three parts begins with a zero.',
  claim: 'On a claim',
  x12: 'Electronic (837), loop 2410',
  paper: 'CMS-1500, shaded line of item 24',
  count: 'With unit and count, as the payer asks for them (UN1, or UN with more digits).',
  why: 'A zero goes in front of the part that is one digit short: 4-4-2, 5-3-2 and 5-4-1 all become 5-4-2. From ten digits in a row it cannot be told which part that is.',
} as const;

export const MAC = {
  state: 'State or territory',
  stateHint: 'postal code, as VA, or its name',
  county: 'County or independent city',
  countyHint: 'only where contractors share a state',
  city: 'City',
  cityHint: 'where the county is not at hand',
  place: (county: string | undefined, state: string) => (county === undefined ? state : `${county}, ${state}`),
  jurisdiction: (letter: string) => `Jurisdiction ${letter}`,
  several: 'One of these: the county decides',
  follows: 'The contractor follows the place where the drug is given, wherever the patient lives.',
  said: withDays,
} as const;
