import { Temporal } from 'temporal-polyfill';
import { printDoseName } from '../course/dose-name.ts';
import { dayOf } from '../course/moment.ts';
import { momentOf, type Timeline } from '../course/timeline.ts';
import type { Caution } from '../values/caution.ts';
import type { Placed } from './placed.ts';
import { isHeldOn } from './label-on.ts';
import { selects, type Label } from './label.ts';
import { dayCautions, discontinuedOn, doseDiffers } from './record-cautions.ts';
import { nextDose, positions } from './schedule.ts';

/** A caution with the doses that it concerns. */
export type DoseCaution = Caution & { readonly doses: readonly string[] };

/** The record that a calendar is read from, and the day of the answer. */
export interface CalendarRecord {
  readonly timeline: Timeline;
  readonly on?: string;
}

/** What the record itself, the held versions and the label's file have to be read with: this patient's matters first. */
export function calendarCautions(placed: readonly Placed[], record?: CalendarRecord): readonly DoseCaution[] {
  return [
    ...(record === undefined ? [] : courseCautions(placed, record)),
    ...recordCautions(placed),
    ...notHeld(placed),
    ...labelCautions(placed),
  ];
}

function namesOf(placed: readonly Placed[]): readonly string[] {
  return [...new Set(placed.map(({ name }) => printDoseName(name)))];
}

function notHeld(placed: readonly Placed[]): readonly DoseCaution[] {
  const before = placed.filter(({ label, date }) => !isHeldOn(label, date));
  const [first] = before;
  if (first === undefined) return [];
  const text =
    `The label in force before ${first.label.inForce.from} is not held; ` +
    `${namesOf(before).join(', ')} ${before.length === 1 ? 'is' : 'are'} shown by ${first.label.id}.`;
  return [{ id: 'label-version-not-held', text, doses: namesOf(before), cite: first.label.inForce.cite }];
}

function labelCautions(placed: readonly Placed[]): readonly DoseCaution[] {
  return [...new Set(placed.map(({ label }) => label))].flatMap((label) => {
    const own = placed.filter((dose) => dose.label === label);
    const written = allCautions(label).flatMap(({ id, from, doses, text, cite }): DoseCaution[] => {
      const concerned = own.filter(
        ({ position, date }) =>
          selects(doses, position.cycle, position.day) && (from === undefined || from <= date.toString()),
      );
      return concerned.length === 0 ? [] : [{ id, text, doses: namesOf(concerned), cite }];
    });
    const after = own.filter(({ afterStepUp }) => afterStepUp);
    const { caution: text, cite } = label.schedule.secondStepUp;
    return after.length === 0 ? written : [...written, { id: 'after-step-up', text, doses: namesOf(after), cite }];
  });
}

function allCautions(label: Label): Label['cautions'] {
  return [label, label.schedule, label.observation, label.premedication, label.labs].flatMap((part) => part.cautions);
}

function recordCautions(placed: readonly Placed[]): readonly DoseCaution[] {
  const given = placed.filter((dose) => dose.given !== undefined);
  const names = given.map(({ name }) => printDoseName(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const last = given.at(-1);
  const skipped = skippedDoses(given);
  return [
    ...given.flatMap((dose): readonly DoseCaution[] => {
      const differs = dose.given === undefined ? undefined : doseDiffers(dose.given, dose.position.mg);
      if (differs === undefined) return [];
      const counted =
        dose === last
          ? ' Whether it counts as the last dose is for the prescriber: later dates are counted from it.'
          : '';
      return [{ ...differs, text: `${differs.text}${counted}`, doses: [printDoseName(dose.name)] }];
    }),
    ...(twice.length === 0
      ? []
      : [{ id: 'dose-recorded-twice', text: `Recorded more than once: ${twice.join(', ')}.`, doses: twice }]),
    ...(skipped.length === 0
      ? []
      : [
          {
            id: 'dose-not-recorded',
            text: `A later dose is recorded and these are not: ${skipped.join(', ')}. Dates are counted from the last dose given.`,
            doses: [],
          },
        ]),
  ];
}

/** Doses of the schedule that lie before one that was given, and were not given nor repeated by a step-up. */
function skippedDoses(given: readonly Placed[]): readonly string[] {
  const reached = Math.max(-1, ...given.map(({ position }) => position.offset));
  const offsets = new Set(given.map(({ position }) => position.offset));
  const last = given.findLast(({ position }) => position.offset === reached);
  if (last === undefined) return [];
  return earlierPositions(last)
    .filter(({ offset }) => !offsets.has(offset))
    .map(({ name }) => name);
}

function earlierPositions({ label, position }: Placed): readonly { name: string; offset: number }[] {
  return positions(label, position.cycle)
    .filter(({ offset }) => offset < position.offset)
    .map(({ cycle, day, offset }) => ({ name: printDoseName({ kind: 'cycle', cycle, day }), offset }));
}

function courseCautions(placed: readonly Placed[], { timeline, on }: CalendarRecord): readonly DoseCaution[] {
  const given = placed.flatMap((dose) => (dose.given === undefined ? [] : [dose.given]));
  const days = dayCautions(timeline, given, on).map(({ caution, names }) => ({
    ...caution,
    doses: names.map(printDoseName),
  }));
  const stopped = discontinuedOn(timeline);
  if (stopped !== undefined) {
    const text = `Discontinued on ${stopped.toString()}: no further dose is planned.`;
    return [{ id: 'discontinued', text, doses: [] }, ...days];
  }
  const overdue = on === undefined ? [] : overdueDose(placed, on);
  const held = timeline.events.findLast((event) => event.type === 'held' || event.type === 'dose-given');
  if (held?.type !== 'held') return [...days, ...overdue];
  const day = dayOf(momentOf(timeline.course, held.at)).toString();
  const text = `On hold since ${day}: the dates are the earliest by the schedule.`;
  return [...days, ...overdue, { id: 'held', text, doses: [] }];
}

/**
 * The next dose, where its day has passed on the day of the answer. The dates stay those of the schedule: how long a gap
 * asks for a new step-up is not computed here.
 */
function overdueDose(placed: readonly Placed[], on: string): readonly DoseCaution[] {
  const given = placed.filter((dose) => dose.given !== undefined);
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return [];
  const names = given.map(({ name }) => name);
  const due = nextDose(first.label, names);
  if (due === undefined) return [];
  const today = Temporal.PlainDate.from(on);
  const date = last.date.add({ days: due.gap });
  const late = date.until(today, { largestUnit: 'days' }).days;
  if (late <= 0) return [];
  const name = printDoseName(due.name);
  const since = last.date.until(today, { largestUnit: 'days' }).days;
  const text =
    `${name} was due on ${date.toString()} and is overdue by ${late} ${late === 1 ? 'day' : 'days'} on ${on}. Whether the ` +
    `step-up has to be given again depends on the days since the last dose (${since}; the label's restart table); the ` +
    'prescriber decides. The dates shown are those of the schedule.';
  return [{ id: 'overdue', text, doses: [name] }];
}
