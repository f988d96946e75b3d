import type { CourseEvent } from '../../../core/course/event.ts';
import { ENDS, TOXICITIES } from './course.ts';
import { moment } from './shared.ts';

/** Types of entries as people say them. */
export const ENTRIES: Readonly<Record<CourseEvent['type'], string>> = {
  authorization: 'Authorization',
  'dose-given': 'Dose given',
  'infusion-stopped': 'Infusion stopped',
  'adverse-event': 'Toxicity',
  'lab-resulted': 'Laboratory result',
  prepared: 'Prepared',
  wasted: 'Discarded',
  assessed: 'Response assessed',
  'pre-dose-assessment': 'Assessment before the dose',
  'medication-given': 'Medicine given',
  observation: 'Observation',
  'prescriber-choice': 'Choice of the prescriber',
  deviation: 'Answered for',
  'coverage-changed': 'Coverage changed',
  held: 'Held',
  discontinued: 'Treatment ended',
  claimed: 'Claimed',
  remitted: 'Remitted',
  'claim-denied': 'Claim denied by the payer',
  voided: 'Voided',
};

/** Panels of laboratory values. */
export const PANELS = { cbc: 'Blood count', liver: 'Liver enzymes', bilirubin: 'Bilirubin' } as const;

/** Reasons for a hold. */
export const HOLDS = {
  toxicity: 'toxicity',
  infection: 'infection',
  patient: 'the patient’s wish',
  holiday: 'a holiday',
  weather: 'the weather',
  site: 'the site',
  supply: 'supply of the drug',
  authorization: 'authorization',
} as const;

type WithoutId<E> = E extends CourseEvent ? Omit<E, 'id'> : never;

/** An entry in one line: what it is, and what it says. */
export function sayEntry(entry: CourseEvent | WithoutId<CourseEvent>): string {
  const about = detail(entry);
  return about === '' ? ENTRIES[entry.type] : `${ENTRIES[entry.type]}: ${about}`;
}

function detail(entry: CourseEvent | WithoutId<CourseEvent>): string {
  switch (entry.type) {
    case 'dose-given':
      return list([entry.dose, `${String(entry.mg)} mg`, span(entry.start, entry.end)]);
    case 'infusion-stopped':
      return list([entry.dose, entry.reason]);
    case 'adverse-event':
      return list([
        `${TOXICITIES[entry.kind] ?? entry.kind} grade ${String(entry.grade)}`,
        entry.gradeNow === undefined ? undefined : `now ${String(entry.gradeNow)}`,
        `since ${moment(entry.onset)}`,
        entry.resolved === undefined ? undefined : `over ${moment(entry.resolved)}`,
      ]);
    case 'lab-resulted':
      return `${PANELS[entry.panel]}: ${list(Object.entries(entry.values).map(([name, { value, unit }]) => `${name} ${String(value)} ${unit}`))}`;
    case 'prepared':
      return list([entry.dose, entry.bag?.id, `checked by ${entry.checkedBy.join(' and ')}`]);
    case 'wasted':
      return list([entry.dose, `${String(entry.mg)} mg`, entry.reason]);
    case 'pre-dose-assessment':
      return list([
        entry.ice === undefined ? undefined : `ICE ${String(entry.ice)}`,
        entry.infection === undefined ? undefined : `infection ${String(entry.infection)}`,
        entry.hydrated === undefined ? undefined : entry.hydrated ? 'hydrated' : 'not hydrated',
        entry.newNeurologicSigns === true ? 'new neurologic signs' : undefined,
      ]);
    case 'observation':
      return entry.end === undefined ? `begun ${moment(entry.start)}` : span(entry.start, entry.end);
    case 'prescriber-choice':
      return list([entry.chosen, entry.reason]);
    case 'held':
      return HOLDS[entry.reason];
    case 'discontinued':
      return ENDS[entry.reason] ?? entry.reason;
    case 'voided':
    case 'deviation':
      return entry.reason;
    case 'authorization':
      return entry.number;
    case 'medication-given':
      return list([entry.code, entry.dose]);
    case 'assessed':
      return entry.response;
    case 'claimed':
      return entry.dose;
    case 'remitted':
    case 'claim-denied':
      return entry.claim;
    case 'coverage-changed':
      return `from ${entry.from}`;
    default:
      return entry satisfies never;
  }
}

const list = (parts: readonly (string | undefined)[]): string =>
  parts.filter((one) => one !== undefined && one !== '').join(', ');

function span(start: string | undefined, end: string | undefined): string {
  return list([
    start === undefined ? undefined : `from ${moment(start)}`,
    end === undefined ? undefined : `to ${moment(end)}`,
  ]);
}
