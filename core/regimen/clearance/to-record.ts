import type { LabResulted } from '../../course/event.ts';
import { SIGN_PATHS } from '../visit-facts-choices.ts';
import type { ToRecord } from './answer.ts';
import type { Path } from './check.ts';

type Panel = LabResulted['panel'];

/** What is measured in which panel of the course format. */
const PANEL_OF: Readonly<Record<string, Panel>> = {
  cbc: 'cbc',
  neutrophils: 'cbc',
  platelets: 'cbc',
  hemoglobin: 'cbc',
  liver: 'liver',
  alt: 'liver',
  ast: 'liver',
  transaminase: 'liver',
  bilirubin: 'bilirubin',
};

/** Keys of a pre-dose assessment, by what the facts of a visit are called after `assessment.`. */
const KEYS: Readonly<Record<string, string>> = {
  'infection-grade': 'infection',
  hydrated: 'hydrated',
  'new-neurologic-signs': 'newNeurologicSigns',
  ice: 'ice',
  'premedication-available': 'premedicationAvailable',
  'pregnancy-test': 'pregnancyTest',
};

/** What the words depend on. */
export interface RecordingDay {
  /** YYYY-MM-DD. */
  readonly on: string;
  /** The day of the last dose given; undefined before the first. */
  readonly lastDose: string | undefined;
  /** A pre-dose assessment of the day is on record. */
  readonly assessed: boolean;
  /** Panels with a result that counts for the dose. */
  readonly current: readonly string[];
}

/**
 * The entry of the course that would make an unknown fact of a visit known.
 * @param paths of the check that asks, where it asks for a choice
 * @returns null where the fact is worked out and no single entry would settle it
 */
export function toRecord(fact: string, day: RecordingDay, paths: readonly Path[] = []): ToRecord | null {
  const [kind = '', about = '', part = ''] = fact.split('.');
  switch (kind) {
    case 'assessment':
      return assessment(day, KEYS[about]);
    case 'labs':
      return result(PANEL_OF[about], about, day);
    case 'toxicity':
      return part === 'sign-needs-judgement' && day.assessed ? SIGN : assessment(day);
    case 'cytopenia':
      return part === 'end-recorded' && day.assessed ? closed(about) : assessment(day);
    case 'choice':
      return choice(paths.map(({ id }) => id));
    case 'judgement':
      return JUDGED;
    case 'patient':
      return patient(about, day);
    default:
      return null;
  }
}

const SIGN: ToRecord = {
  event: 'adverse-event',
  text: 'Record which sign it is ("sign") in the "adverse-event" that is open.',
};

/** Which word says what: the names alone would leave the prescriber to guess. */
const JUDGED: ToRecord = {
  event: 'prescriber-choice',
  text:
    `The prescriber judges the open signs: record a "prescriber-choice" between "${SIGN_PATHS[0]}" and "${SIGN_PATHS[1]}", ` +
    `with "chosen": "${SIGN_PATHS[0]}" where they are not consistent with ICANS, or "chosen": "${SIGN_PATHS[1]}" where they are, ` +
    'and with "reason" and "by". Where they are, record the "adverse-event" of kind "icans" with its grade as well.',
};

/** Of a low count that is open on record and over by a later count. */
function closed(kind: string): ToRecord {
  const text = `Say how the ${kind} on record went on: record an "adverse-event" of the same onset with "gradeNow", dated the day on which the count was back, or with "resolved".`;
  return { event: 'adverse-event', text };
}

function assessment({ on, assessed }: RecordingDay, key?: string): ToRecord {
  if (!assessed)
    return {
      event: 'pre-dose-assessment',
      text: `Assess the patient and record a "pre-dose-assessment" of ${on}, with all that it asks for.`,
    };
  const what = key === undefined ? '' : ` with "${key}"`;
  return {
    event: 'pre-dose-assessment',
    text: `Complete the assessment: record a "pre-dose-assessment" of ${on}${what}.`,
  };
}

function result(panel: Panel | undefined, value: string, { on, lastDose, current }: RecordingDay): ToRecord | null {
  if (panel === undefined) return null;
  if (current.includes(panel)) {
    const text = `Complete the result of panel "${panel}": record the "lab-resulted" with ${value}, its unit and the limits of the laboratory.`;
    return { event: 'lab-resulted', text };
  }
  const when = lastDose === undefined ? `by ${on}` : `after the last dose (${lastDose}), by ${on}`;
  const text = `Record a "lab-resulted" of panel "${panel}", drawn ${when}: each value with its unit and the limits of the laboratory.`;
  return { event: 'lab-resulted', text };
}

/** A choice between paths, by their ids. */
export function choice(paths: readonly string[]): ToRecord {
  const text = `The prescriber chooses: record a "prescriber-choice" between ${paths.map((id) => `"${id}"`).join(' and ')}.`;
  return { event: 'prescriber-choice', text };
}

function patient(about: string, day: RecordingDay): ToRecord {
  if (about === 'pregnancy' || about === 'reproductive-potential')
    return {
      event: 'pre-dose-assessment',
      text: `Record a "pre-dose-assessment" of ${day.on} with "pregnancyTest", or the "pregnancyStatus" of the patient in the course.`,
    };
  return { event: 'patient', text: 'Complete what the course says of the patient.' };
}
