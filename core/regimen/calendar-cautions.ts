import { printDoseName } from '../course/dose-name.ts';
import { dayOf } from '../course/moment.ts';
import { momentOf, type Timeline } from '../course/timeline.ts';
import type { DoseCaution } from './dose-caution.ts';
import type { Placed } from './placed.ts';
import { isHeldOn } from './label-on.ts';
import { selects, type Label } from './label.ts';
import { deviationCautions, deviations } from './deviations.ts';
import { dayCautions, discontinuedOn } from './record-cautions.ts';
import { observationCautions } from './observation-cautions.ts';
import { overdueCautions } from './overdue-cautions.ts';
import type { Restart } from './restart.ts';

/** The record that a calendar is read from, and the day of the answer. */
export interface CalendarRecord {
  readonly timeline?: Timeline;
  readonly on?: string;
  /** What the restart table says, where the day of the next dose has passed. */
  readonly restart?: Restart;
}

/** What the record itself, the held versions and the label's file have to be read with: this patient's matters first. */
export function calendarCautions(placed: readonly Placed[], record: CalendarRecord): readonly DoseCaution[] {
  return [
    ...(record.timeline === undefined ? [] : courseCautions(placed, record.timeline, record)),
    ...(record.timeline === undefined ? [] : recordCautions(placed, record.timeline)),
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

/** What happened out of rule; of the last dose given also that later dates are counted from it. */
function recordCautions(placed: readonly Placed[], timeline: Timeline): readonly DoseCaution[] {
  const given = placed.filter((dose) => dose.given !== undefined);
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return [];
  const counts = 'Whether it counts as the last dose is for the prescriber; it does until something else is chosen.';
  return deviationCautions(deviations(timeline, [first.label])).map((caution) =>
    caution.id === 'dose-differs' && caution.doses.includes(printDoseName(last.name))
      ? { ...caution, text: `${caution.text} ${counts}` }
      : caution,
  );
}

function courseCautions(
  placed: readonly Placed[],
  timeline: Timeline,
  { on, restart }: CalendarRecord,
): readonly DoseCaution[] {
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
  const overdue = on === undefined || restart === undefined ? [] : overdueCautions(restart, placed, on);
  const longer = observationCautions(placed, timeline);
  const held = timeline.events.findLast((event) => event.type === 'held' || event.type === 'dose-given');
  if (held?.type !== 'held') return [...days, ...overdue, ...longer];
  const day = dayOf(momentOf(timeline.course, held.at)).toString();
  const text = `On hold since ${day}: the dates are the earliest by the schedule.`;
  return [...days, ...overdue, ...longer, { id: 'held', text, doses: [] }];
}
