import { parseDoseName, printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import type { Deviation, PrescriberChoice } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import type { Citation } from '../values/citation.ts';
import type { DoseCaution } from './dose-caution.ts';
import type { Label } from './label.ts';
import { labelOn } from './label-on.ts';
import { discontinuedOn, doseDiffers } from './record-cautions.ts';
import { eventRef } from './visit-fact.ts';
import { walkDoses, type WalkedDose } from './walk.ts';

/** What was not as the rules have it. */
export type DeviationId =
  | 'dose-differs'
  | 'dose-recorded-twice'
  | 'dose-not-recorded'
  | 'dose-out-of-order'
  | 'dose-early'
  | 'dose-not-in-schedule'
  | 'dose-after-discontinued'
  | 'vial-expired'
  | 'one-checker'
  | 'recorded-deviation';

/** A fact that happened out of rule: it stays in the record, and whoever answers for it says why (R12). */
export interface FoundDeviation {
  readonly id: DeviationId;
  /** The entry, by its id or by what and when it was. */
  readonly event: string;
  readonly doses: readonly string[];
  readonly what: string;
  /** Who has answered for it by a `deviation` entry; absent while nobody has. */
  readonly signed?: { readonly by: string; readonly reason: string };
  readonly cite: readonly Citation[];
}

/** The choice by which a prescriber has a dose given before its day (R15): it answers for the early dose. */
export const GIVE_EARLY = 'give-early';

type Found = Omit<FoundDeviation, 'signed'>;

/**
 * Everything of a course that happened out of rule, in the order in which it happened. Nothing is undone by it: the next
 * doses are counted from what was really given.
 * @param labels all held versions: the schedule is that of the label under which the course began
 */
export function deviations(timeline: Timeline, labels: readonly [Label, ...Label[]]): readonly FoundDeviation[] {
  const given = dosesGiven(timeline);
  const first = given[0];
  return deviationsAmong(timeline, first === undefined ? labels[0] : labelOn(labels, first.date), given);
}

/**
 * The same for whoever has the doses in order already.
 * @param label under which the course began
 */
export function deviationsAmong(
  timeline: Timeline,
  label: Label,
  given: readonly GivenDose[],
): readonly FoundDeviation[] {
  const walked = walkDoses(label, given);
  const names = walked.map(nameOf);
  const end = discontinuedOn(timeline)?.toString();
  const ofDoses = walked.flatMap((dose, index) => [
    ...amount(label, dose),
    ...order(label, dose, names.slice(0, index), names),
    ...early(label, dose),
    ...afterEnd(dose, end),
  ]);
  const all = [...ofDoses, ...ofPreparations(timeline)];
  const answers = all.map((one, index) => {
    // Each finding of an entry is answered for by an entry of its own, as far as there are as many.
    const before = all.slice(0, index).filter(({ event }) => event === one.event).length;
    return answerTo(timeline, one, before);
  });
  const found = all.map((one, index) => withSignature(one, answers[index]));
  return [...found, ...recordedOnly(timeline, answers)];
}

/** What somebody recorded as out of rule and no rule here finds, such as a bag that was diluted too late. */
function recordedOnly(timeline: Timeline, answers: readonly (Answer | undefined)[]): readonly FoundDeviation[] {
  return entries(timeline, 'deviation')
    .filter((entry) => !answers.includes(entry))
    .map((entry) => {
      const { of: named, reason, by } = entry;
      const about = timeline.events.find((one) => one !== entry && eventRef(one) === named);
      const dose = about !== undefined && 'dose' in about && typeof about.dose === 'string' ? about.dose : named;
      return {
        id: 'recorded-deviation',
        event: eventRef(entry),
        doses: parseDoseName(dose) === null ? [] : [dose],
        what: `Recorded as out of rule on ${timeline.dayOf(entry.at)}: ${entry.note ?? named}`.replace(/\.?$/u, '.'),
        ...(by === undefined ? {} : { signed: { by, reason } }),
        cite: [],
      };
    });
}

const nameOf = ({ given }: WalkedDose): string => printDoseName(given.name);
const dayOf = ({ given }: WalkedDose): string => given.date.toString();

function of(dose: WalkedDose, id: DeviationId, what: string, cite: readonly Citation[]): Found {
  return { id, event: eventRef(dose.given.entry), doses: [nameOf(dose)], what, cite };
}

function amount(label: Label, dose: WalkedDose): readonly Found[] {
  const { position, given } = dose;
  if (position === undefined)
    return [of(dose, 'dose-not-in-schedule', `${nameOf(dose)} is no dose of the schedule.`, label.schedule.cycle.cite)];
  const differs = doseDiffers(given, position.mg);
  return differs === undefined ? [] : [of(dose, 'dose-differs', differs.text, position.step.cite)];
}

/** @param before the names of the doses given before this one; `all` of the whole course */
function order(label: Label, dose: WalkedDose, before: readonly string[], all: readonly string[]): readonly Found[] {
  const { given, position, due, passedOver } = dose;
  const name = nameOf(dose);
  const { cite } = label.schedule.cycle;
  if (position === undefined) return [];
  if (before.includes(name)) return [of(dose, 'dose-recorded-twice', `Recorded more than once: ${name}.`, cite)];
  const expected = due === undefined ? name : printDoseName(due.name);
  if (expected === name || isNewStepUp(label, dose, before)) return [];
  const missing = passedOver.filter((one) => !all.includes(one));
  const skipped =
    missing.length === 0
      ? []
      : [{ ...of(dose, 'dose-not-recorded', sayMissing(missing), cite), doses: [name, ...missing] }];
  // A dose that was left out for good is said once, with the dose that came in its place.
  if (given.name.kind === 'cycle' && passedOver.length > 0 && missing.includes(expected)) return skipped;
  return [of(dose, 'dose-out-of-order', `${name} was given where ${expected} was due.`, cite), ...skipped];
}

function sayMissing(doses: readonly string[]): string {
  return `A later dose is recorded and these are not: ${doses.join(', ')}. Dates are counted from the last dose given.`;
}

/** A step-up may begin again after any dose; whether it had to is what the restart table says. */
function isNewStepUp(label: Label, { given: { name } }: WalkedDose, before: readonly string[]): boolean {
  if (name.kind !== 'step-up' || before.length === 0) return false;
  return name.day === Math.min(...label.schedule.secondStepUp.repeats.days);
}

function early(label: Label, dose: WalkedDose): readonly Found[] {
  const { before, due } = dose;
  if (before === undefined || due === undefined || printDoseName(due.name) !== nameOf(dose)) return [];
  const days = due.gap - daysBetween(before.date.toString(), dayOf(dose));
  if (days <= 0) return [];
  const text = `${nameOf(dose)} was given on ${dayOf(dose)}, ${days} ${days === 1 ? 'day' : 'days'} before it was due.`;
  return [of(dose, 'dose-early', text, label.schedule.cycle.cite)];
}

function afterEnd(dose: WalkedDose, end: string | undefined): readonly Found[] {
  if (end === undefined || dayOf(dose) <= end) return [];
  const text = `${nameOf(dose)} (${dayOf(dose)}): given after the course was discontinued, on ${end}.`;
  return [of(dose, 'dose-after-discontinued', text, [])];
}

function ofPreparations(timeline: Timeline): readonly Found[] {
  return entries(timeline, 'prepared').flatMap((entry): readonly Found[] => {
    const { dose, vials, checkedBy } = entry;
    const day = timeline.dayOf(entry.at);
    const found = (id: DeviationId, what: string): Found => ({
      id,
      event: eventRef(entry),
      doses: [dose],
      what,
      cite: [],
    });
    const expired = [
      ...new Set(vials.flatMap(({ expires }) => (expires !== undefined && expires < day ? [expires] : []))),
    ];
    const checkers = new Set(checkedBy).size;
    return [
      ...(expired.length === 0
        ? []
        : [found('vial-expired', `${dose}: prepared on ${day} from a vial that expired on ${expired.join(', ')}.`)]),
      ...(checkers > 1
        ? []
        : [
            found(
              'one-checker',
              `${dose}: the preparation of ${day} was checked by ${checkers === 0 ? 'nobody' : 'one person'}.`,
            ),
          ]),
    ];
  });
}

type Answer = Deviation | PrescriberChoice;

/** A `deviation` entry with a name that names the entry or its dose; of an early dose also the choice to give it. */
function answerTo(timeline: Timeline, { id, event, doses }: Found, before: number): Answer | undefined {
  const answers = entries(timeline, 'deviation').filter(
    ({ of: named, by }) => by !== undefined && (named === event || doses.includes(named)),
  );
  return answers[before] ?? answers.at(-1) ?? (id === 'dose-early' ? earlyChoice(timeline, event) : undefined);
}

function withSignature(found: Found, answer: Answer | undefined): FoundDeviation {
  return answer?.by === undefined ? found : { ...found, signed: { by: answer.by, reason: answer.reason } };
}

/** Made between the dose before and this one. */
function earlyChoice(timeline: Timeline, event: string): PrescriberChoice | undefined {
  const doses = timeline.events.filter((one) => one.type === 'dose-given' || one.type === 'prescriber-choice');
  const at = doses.findIndex((one) => eventRef(one) === event);
  const since = doses.slice(0, at).findLastIndex(({ type }) => type === 'dose-given');
  return doses
    .slice(since + 1, at)
    .filter((one) => one.type === 'prescriber-choice')
    .findLast(({ chosen, by }) => chosen === GIVE_EARLY && by !== undefined);
}

/**
 * As every later answer says it: what happened, and who has answered for it, or that nobody has. A dose after the end of
 * the course is left to `dayCautions`, which says it with the other days that do not fit.
 */
export function deviationCautions(found: readonly FoundDeviation[]): readonly DoseCaution[] {
  const said = found.filter(({ id }) => id !== 'dose-after-discontinued');
  return said.map(({ id, what, doses, signed, cite }) => {
    const answered =
      signed === undefined
        ? 'Nobody has answered for it: it needs a signed "deviation".'
        : `Answered for by ${signed.by}: ${signed.reason.replace(/\.$/u, '')}.`;
    return { id, text: `${what} ${answered}`, doses, ...(cite.length === 0 ? {} : { cite }) };
  });
}
