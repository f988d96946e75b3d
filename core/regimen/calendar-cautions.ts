import { printDoseName } from '../course/dose-name.ts';
import type { Course } from '../course/event.ts';
import { momentOf, timeline } from '../course/timeline.ts';
import { dayOf } from '../course/moment.ts';
import type { Caution } from '../values/caution.ts';
import type { Placed } from './placed.ts';
import { isHeldOn } from './label-on.ts';
import { selects, type Label } from './label.ts';
import { positions } from './schedule.ts';

/** A caution with the doses that it concerns. */
export type DoseCaution = Caution & { readonly doses: readonly string[] };

/** What the label's file, the held versions and the record itself have to be read with. */
export function calendarCautions(placed: readonly Placed[], course?: Course): readonly DoseCaution[] {
  return [...notHeld(placed), ...labelCautions(placed), ...recordCautions(placed), ...courseCautions(course)];
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
  const partly = given.filter((dose) => dose.given?.entry.mg !== dose.position.mg);
  const names = given.map(({ name }) => printDoseName(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const last = given.at(-1);
  const skipped = skippedDoses(given);
  return [
    ...partly.map((dose): DoseCaution => {
      const name = printDoseName(dose.name);
      const counted =
        dose === last
          ? ' Whether it counts as the last dose is for the prescriber: later dates are counted from it.'
          : '';
      const text = `${name}: ${String(dose.given?.entry.mg)} mg was given where the schedule has ${dose.position.mg} mg.${counted}`;
      return { id: 'dose-differs', text, doses: [name] };
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

function courseCautions(course?: Course): readonly DoseCaution[] {
  if (course === undefined) return [];
  const events = timeline(course);
  const stopped = events.find((event) => event.type === 'discontinued');
  if (stopped !== undefined) {
    const day = dayOf(momentOf(course, stopped.at)).toString();
    return [{ id: 'discontinued', text: `Discontinued on ${day}: no further dose is planned.`, doses: [] }];
  }
  const held = events.findLast((event) => event.type === 'held' || event.type === 'dose-given');
  if (held?.type !== 'held') return [];
  const day = dayOf(momentOf(course, held.at)).toString();
  return [{ id: 'held', text: `On hold since ${day}: the dates are the earliest by the schedule.`, doses: [] }];
}
