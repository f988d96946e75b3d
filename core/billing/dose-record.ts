import { printDoseName } from '../course/dose-name.ts';
import { lineOfBusinessOn, type GivenDose } from '../course/doses.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import type { LineOfBusiness, Setting } from '../course/event.ts';
import type { UsedRule } from '../regimen/cited.ts';
import { authorizationOn } from './authorization-on.ts';
import type { Billing, PlaceOfService } from './billing.ts';
import type { ClaimEncounter } from './claim-answer.ts';
import { claimDiagnoses, type ClaimDiagnoses } from './diagnoses.ts';
import type { Question } from './question.ts';

/** What one dose given has in common on all its lines. */
export interface DoseRecord {
  readonly name: string;
  readonly dose: GivenDose;
  readonly dateOfService: string;
  readonly setting: Setting | undefined;
  readonly line: LineOfBusiness | undefined;
  readonly place: PlaceOfService | undefined;
  readonly diagnoses: ClaimDiagnoses;
  readonly authorization: string | null;
  /** About diagnoses and authorization. */
  readonly questions: readonly Question[];
  readonly used: readonly UsedRule[];
}

export function doseRecord(timeline: Timeline, dose: GivenDose, billing: Billing): DoseRecord {
  const dateOfService = dose.date.toString();
  const { setting } = dose.entry;
  const line = lineOfBusinessOn(timeline, dose.date);
  const place =
    setting === undefined ? undefined : billing.placesOfService.find(({ settings }) => settings.includes(setting));
  const reactions = reactionsOf(timeline, dose);
  const diagnoses = claimDiagnoses(timeline.course, reactions, billing);
  const authorization = authorizationOn(timeline, dateOfService, line, billing);
  return {
    name: printDoseName(dose.name),
    dose,
    dateOfService,
    setting,
    line,
    place,
    diagnoses,
    authorization: authorization.number,
    questions: [...diagnoses.questions, ...authorization.questions],
    used: [
      ...diagnoses.used,
      ...(place === undefined ? [] : [{ rule: 'place of service', cite: place.cite }]),
      ...authorization.used,
    ],
  };
}

/** What stands on every line of the dose. */
export function onEachLine({ name, dateOfService, diagnoses, place, authorization }: DoseRecord): Pick<
  ClaimEncounter,
  'dose' | 'dateOfService' | 'diagnoses' | 'placeOfService' | 'authorization'
> & {
  readonly diagnosisPointers: readonly number[];
} {
  return {
    dose: name,
    dateOfService,
    diagnoses: diagnoses.codes,
    diagnosisPointers: diagnoses.pointers,
    placeOfService: place?.code ?? null,
    authorization,
  };
}

export function encounterOf(record: DoseRecord): ClaimEncounter {
  const { dose, dateOfService, diagnoses, placeOfService, authorization } = onEachLine(record);
  const { setting, place, line } = record;
  return {
    dose,
    dateOfService,
    setting: setting ?? null,
    placeOfService,
    ...(place?.facility === undefined ? {} : { facilityType: place.facility }),
    coverage: line ?? null,
    authorization,
    diagnoses,
  };
}

/**
 * True for what belongs to the visit of a dose: on the day of the dose, or up to the end of an observation that began
 * with it.
 */
export function isOfVisit(timeline: Timeline, dose: GivenDose, when: string): boolean {
  const day = dose.date.toString();
  if (timeline.dayOf(when) === day) return true;
  const start = dose.entry.start ?? dose.entry.at;
  // A day without its hour is counted to the visit where the observation still lasts on that day.
  return observationsOf(timeline, dose).some(({ end }) => {
    if (end === undefined) return false;
    if (when.length === DAY_LENGTH) return day <= when && when <= timeline.dayOf(end);
    const at = instantOf(when);
    return compareInstants(instantOf(start), at) <= 0 && compareInstants(at, instantOf(end)) <= 0;
  });
}

const DAY_LENGTH = 10;

/** The observations that began on the day of the dose. */
export function observationsOf(timeline: Timeline, { date }: GivenDose): ReturnType<typeof observations> {
  return observations(timeline).filter(({ start }) => timeline.dayOf(start) === date.toString());
}

const observations = (timeline: Timeline) => entries(timeline, 'observation');

/** Reactions that began during the visit. */
function reactionsOf(timeline: Timeline, dose: GivenDose): Parameters<typeof claimDiagnoses>[1] {
  return entries(timeline, 'adverse-event').filter(({ onset }) => isOfVisit(timeline, dose, onset));
}
