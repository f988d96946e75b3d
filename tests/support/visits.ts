import { visit, type VisitAnswer } from '../../core/foresight/visit.ts';
import type {
  AdverseEvent,
  AdverseEventKind,
  Course,
  CourseEvent,
  CoursePatient,
  DoseGiven,
  Grade,
  LabResulted,
  LabValue,
  PreDoseAssessment,
  PrescriberChoice,
} from '../../core/course/event.ts';
import type { Site } from '../../core/regimen/site.ts';
import { knowledge } from './knowledge.ts';

/** Noon in New York, winter and summer: the day of the answer in every zone of the tests. */
const noon = (day: string): string => `${day}T16:00Z`;

export function given(dose: string, day: string, mg = /^(?:C1|R\d)D1$/u.test(dose) ? 1 : 10): DoseGiven {
  return {
    type: 'dose-given',
    id: `dose-${dose.toLowerCase()}-${day}`,
    at: noon(day),
    start: noon(day),
    end: `${day}T17:00Z`,
    dose,
    mg,
  };
}

/** The first doses of the schedule, each on its day when nothing is delayed: seven days apart in cycle 1, then fourteen. */
export function givenOn(...days: readonly string[]): readonly DoseGiven[] {
  const names = ['C1D1', 'C1D8', 'C1D15', 'C2D1', 'C2D15', 'C3D1', 'C3D15', 'C4D1', 'C4D15', 'C5D1', 'C5D15', 'C6D1'];
  return days.map((day, index) => given(names[index] ?? '', day));
}

type Values = Readonly<Record<string, LabValue>>;

const NORMAL: Readonly<Record<LabResulted['panel'], Values>> = {
  cbc: {
    neutrophils: { value: 4.1, unit: '10*9/L', lln: 1.8, uln: 7.5 },
    platelets: { value: 220, unit: '10*9/L', lln: 150, uln: 400 },
    hemoglobin: { value: 12.4, unit: 'g/dL', lln: 12, uln: 15.5 },
  },
  liver: {
    alt: { value: 22, unit: 'U/L', uln: 35 },
    ast: { value: 24, unit: 'U/L', uln: 35 },
  },
  bilirubin: { bilirubin: { value: 0.6, unit: 'mg/dL', uln: 1.2 } },
};

/** All three panels, drawn in the morning; `changed` takes the place of normal values of the same name. */
export function labs(day: string, changed: Values = {}): readonly LabResulted[] {
  return (['cbc', 'liver', 'bilirubin'] as const).map((panel) => ({
    type: 'lab-resulted',
    id: `lab-${panel}-${day}`,
    at: `${day}T12:00Z`,
    panel,
    values: Object.fromEntries(Object.entries(NORMAL[panel]).map(([name, value]) => [name, changed[name] ?? value])),
  }));
}

/** A complete assessment that finds nothing; `changed` says otherwise. */
export function assessed(day: string, changed: Partial<PreDoseAssessment> = {}): PreDoseAssessment {
  return {
    type: 'pre-dose-assessment',
    id: `assessment-${day}`,
    at: `${day}T13:00Z`,
    infection: 'none',
    hydrated: true,
    newNeurologicSigns: false,
    ice: 10,
    premedicationAvailable: true,
    by: 'N. Example, RN',
    ...changed,
  };
}

export function toxicity(
  kind: AdverseEventKind,
  grade: Grade,
  onset: string,
  resolved?: string,
  more: Partial<AdverseEvent> = {},
): AdverseEvent {
  return {
    type: 'adverse-event',
    id: `${kind}-${onset}`,
    at: noon(onset),
    kind,
    grade,
    onset,
    ...(resolved === undefined ? {} : { resolved }),
    ...more,
  };
}

export function choice(day: string, between: readonly string[], chosen: string): PrescriberChoice {
  return {
    type: 'prescriber-choice',
    id: `choice-${chosen}-${day}`,
    at: `${day}T13:30Z`,
    between,
    chosen,
    reason: 'an example',
    by: 'Dr. Example',
  };
}

/** A man of 68 years, on whom pregnancy is not asked. */
export function courseOf(events: readonly CourseEvent[], patient: Partial<CoursePatient> = {}): Course {
  return {
    drug: 'tarlatamab',
    timeZone: 'America/New_York',
    patient: { birthDate: '1958-03-09', sex: 'male', ...patient },
    events,
  };
}

/** The answer of one visit by all labels that are held. */
export function visitOn(course: Course, on: string, site: Site = { labWindowDays: 7 }): VisitAnswer {
  const held = knowledge();
  const drug = held.drugs.get(course.drug);
  if (drug === undefined) throw new Error(course.drug);
  const { labels, billing } = drug;
  const outcome = visit({ course, on, site, labels, billing, definitions: held.visitFacts, scale: held.labGrading });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join('; '));
  return outcome.answer;
}

/** A visit for which everything is recorded and normal, unless what is added says otherwise. */
export function normalVisit(before: readonly CourseEvent[], on: string, patient?: Partial<CoursePatient>): VisitAnswer {
  return visitOn(courseOf([...before, ...labs(on), assessed(on)], patient), on);
}

/** Mondays, seven and then fourteen days apart. */
export const DAYS = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-30', '2026-04-13', '2026-04-27', '2026-05-11'];

/** So many doses on those days, each after a normal visit. */
export const uneventful = (doses: number): readonly CourseEvent[] =>
  DAYS.slice(0, doses).flatMap((day, index) => [
    ...labs(day),
    assessed(day),
    ...givenOn(...DAYS).slice(index, index + 1),
  ]);

export const notMet = ({ checks }: VisitAnswer): readonly string[] =>
  checks.filter(({ truth }) => truth === 'not-met').map(({ id }) => id);
export const unknown = ({ checks }: VisitAnswer): readonly string[] =>
  checks.filter(({ truth }) => truth === 'unknown').map(({ id }) => id);

/** The answer in short. */
export const word = ({ clearance, dose, mg }: VisitAnswer): readonly unknown[] => [clearance, dose, mg];
