import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import { episodesOf, type Episode } from '../course/episodes.ts';
import type { Course, Discontinued, Held, MedicationGiven } from '../course/event.ts';
import { compareMoments, dayOf, type Moment } from '../course/moment.ts';
import { entries, momentOf, timelineOf, type Timeline } from '../course/timeline.ts';
import type { UsedRule } from '../regimen/cited.ts';
import { selects, type Label, type LabelCaution } from '../regimen/label.ts';
import { observationAnswer, observationOf, type ChosenObservation } from '../regimen/observation.ts';
import { place, type Plan } from '../regimen/place.ts';
import { afterWhat, type Placed } from '../regimen/placed.ts';
import type { RestartDecision } from '../regimen/restart.ts';
import { lastDose, watchAfter, type CardDose, type CardWatch } from './card-dose.ts';

export type CardToxicity = Pick<Episode, 'kind' | 'sign' | 'onset' | 'highest' | 'now'>;
export type CardMedicine = Pick<MedicationGiven, 'code' | 'dose' | 'for'> & { readonly at: string };

/** The next dose of the schedule, on the earliest day for it. */
export interface CardNext {
  readonly dose: string;
  readonly date: string;
  /** Its day has passed. */
  readonly late: boolean;
  /** What the label's restart table says on the day of the card; null before the first dose. */
  readonly decision: RestartDecision | null;
}

/** What the log records that a card has to say. Null is not recorded. */
export interface CardFacts {
  readonly birthDate: string;
  readonly lastDose: CardDose | null;
  readonly watch: CardWatch | null;
  readonly baselineIce: { readonly score: number; readonly at: string } | null;
  /** Not recorded as over, the worst first. */
  readonly open: readonly CardToxicity[];
  /** Given for cytokine release or neurotoxicity, the latest first. */
  readonly medicines: readonly CardMedicine[];
  readonly next: CardNext | null;
  readonly stopped: { readonly on: string; readonly reason: Discontinued['reason'] } | null;
  readonly held: { readonly on: string; readonly reason: Held['reason'] } | null;
}

/** The same with the rules it rests on, and what the label's file says of the day of the last dose. */
export interface FoundFacts {
  readonly facts: CardFacts;
  readonly timeline: Timeline;
  readonly used: readonly UsedRule[];
  readonly cautions: readonly LabelCaution[];
}

/**
 * What a course says at a moment; later entries are left out, and an infusion that begins later has not begun.
 * @param labels all held versions, or the one that was asked for
 */
export function cardFacts(course: Course, labels: readonly [Label, ...Label[]], now: Moment): FoundFacts {
  const timeline = timelineOf(courseAt(course, now));
  const on = dayOf(now).toString();
  const given = dosesGiven(timeline);
  const last = given.at(-1);
  const plan = planOf(timeline, labels, given, on);
  const placed = plan?.placed.findLast((dose) => dose.given !== undefined);
  const rule = placed && observationOf(placed.label, placed.position, afterWhat(placed));
  const stopped = entries(timeline, 'discontinued').at(-1);
  const dayOfEntry = ({ at }: { readonly at: string }): string => timeline.dayOf(at);
  return {
    timeline,
    facts: {
      birthDate: course.patient.birthDate,
      lastDose: last === undefined ? null : lastDose(timeline, last, placed, now),
      watch: rule && last ? watchAfter(timeline, last, observationAnswer(rule), now) : null,
      baselineIce: baselineIce(timeline, last, now),
      open: openEpisodes(timeline, on),
      medicines: medicinesFor(timeline),
      next: plan === undefined ? null : nextOf(plan, on),
      stopped: stopped === undefined ? null : { on: dayOfEntry(stopped), reason: stopped.reason },
      held: heldSince(timeline),
    },
    used: rule === undefined ? [] : usedBy(rule),
    cautions: placed === undefined ? [] : datedCautions(placed),
  };
}

function courseAt(course: Course, now: Moment): Course {
  const isBy = (text: string | undefined): boolean =>
    text === undefined || compareMoments(momentOf(course, text), now) <= 0;
  const events = course.events.filter((event) => isBy(event.at) && (event.type !== 'dose-given' || isBy(event.start)));
  return { ...course, events };
}

/** Undefined where the schedule does not have a dose of the log: the card says all else. */
function planOf(
  course: Timeline,
  labels: readonly [Label, ...Label[]],
  given: readonly GivenDose[],
  on: string,
): Plan | undefined {
  if (given.length === 0) return undefined;
  const furthest = Math.max(1, ...given.map(({ name }) => (name.kind === 'cycle' ? name.cycle + 1 : 1)));
  const outcome = place({ labels, course, on }, furthest);
  return outcome.ok ? outcome.answer : undefined;
}

/** The last score before the last dose began: what came after may already be the toxicity. */
function baselineIce(timeline: Timeline, last: GivenDose | undefined, now: Moment): CardFacts['baselineIce'] {
  const { course } = timeline;
  const before = last === undefined ? now : momentOf(course, last.entry.start ?? last.entry.at);
  const assessed = entries(timeline, 'pre-dose-assessment').findLast(
    ({ at, ice }) => ice !== undefined && compareMoments(momentOf(course, at), before) <= 0,
  );
  return assessed?.ice === undefined ? null : { score: assessed.ice, at: assessed.at };
}

function openEpisodes(timeline: Timeline, on: string): readonly CardToxicity[] {
  return episodesOf(timeline, on)
    .filter(({ now }) => now > 0)
    .sort((a, b) => b.now - a.now || b.highest - a.highest)
    .map(({ kind, sign, onset, highest, now }) => ({
      kind,
      ...(sign === undefined ? {} : { sign }),
      ...{ onset, highest, now },
    }));
}

function medicinesFor(timeline: Timeline): readonly CardMedicine[] {
  return entries(timeline, 'medication-given')
    .filter((entry) => entry.for === 'crs' || entry.for === 'icans')
    .map(({ code, dose, start, at, for: against }) => ({
      code,
      ...(dose === undefined ? {} : { dose }),
      ...{ for: against, at: start ?? at },
    }))
    .reverse();
}

function nextOf({ placed, restart }: Plan, on: string): CardNext | null {
  const next = placed.find(({ given }) => given === undefined);
  if (next === undefined) return null;
  // Where the step-up may have to be given again, the dose named is the one that was due: which comes is not settled here.
  const dose = restart?.next.dose ?? printDoseName(next.name);
  const date = restart?.next.due ?? next.date.toString();
  return { dose, date, late: date < on, decision: restart?.decision ?? null };
}

function usedBy({ cite, stayNear }: ChosenObservation): readonly UsedRule[] {
  return [
    { rule: 'observation', cite },
    ...(stayNear === undefined ? [] : [{ rule: 'staying near', cite: stayNear.cite }]),
  ];
}

function heldSince(timeline: Timeline): CardFacts['held'] {
  const latest = timeline.events.findLast((event) => event.type === 'held' || event.type === 'dose-given');
  return latest?.type === 'held' ? { on: timeline.dayOf(latest.at), reason: latest.reason } : null;
}

/** What the label's file says of a dose because of its day: that a newer text exists, and what it changed. */
function datedCautions({ label, position, date }: Placed): readonly LabelCaution[] {
  return label.cautions.filter(
    ({ from, doses }) => from !== undefined && from <= date.toString() && selects(doses, position.cycle, position.day),
  );
}
