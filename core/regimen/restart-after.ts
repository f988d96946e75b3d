import { Temporal } from 'temporal-polyfill';
import { parseDoseName, printDoseName } from '../course/dose-name.ts';
import type { GivenDose } from '../course/doses.ts';
import type { Fault, Outcome } from '../course/fault.ts';
import type { Caution } from '../values/caution.ts';
import { basisCautions, citesOf, type CitedRule, type UsedRule } from './cited.ts';
import { isHeldOn, labelOn } from './label-on.ts';
import { selects, type Label } from './label.ts';
import { restartOn, type Restart } from './restart.ts';
import { notInSchedule, positionOf, positions, type Position } from './schedule.ts';

/** What the restart table says where nothing is known but the dose given last and its day. */
export interface RestartAnswer extends Omit<Restart, 'cite' | 'caution' | 'chosen' | 'readings'> {
  readonly drug: string;
  readonly label: { readonly id: string; readonly version: string; readonly from: string };
  /** YYYY-MM-DD: the day on which the next dose would be given. */
  readonly on: string;
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

export interface RestartRequest {
  /** Versions held; the one in force on the day asked about is used. */
  readonly labels: readonly [Label, ...Label[]];
  /** The dose given last, in full: `C1D8`. */
  readonly last: string;
  /** YYYY-MM-DD: the day on which it was given. */
  readonly given: string;
  /** YYYY-MM-DD. */
  readonly on: string;
}

/**
 * Whether the schedule goes on after a delay or the step-up is given again, as if every dose before the last one had
 * been given by the schedule. A second step-up and doses given in part need the course: `restartOn`.
 */
export function restartAfter({ labels, last, given, on }: RestartRequest): Outcome<RestartAnswer> {
  const day = Temporal.PlainDate.from(on);
  const label = labelOn(labels, day);
  const doses = dosesThrough(label, last, Temporal.PlainDate.from(given));
  const faults = [...('faults' in doses ? doses.faults : []), ...(on < given ? [before(given)] : [])];
  if ('faults' in doses || faults.length > 0) return { ok: false, faults };
  const restart = restartOn(label, doses.given, day);
  if (restart === undefined) throw new Error('a dose of the schedule has a place in it, and one after it');
  const used = rulesOf(label, restart, doses.last);
  return {
    ok: true,
    answer: {
      drug: label.drug,
      label: { id: label.id, version: label.version, from: label.inForce.from },
      on,
      ...{ decision: restart.decision, last: restart.last, daysSince: restart.daysSince, daysLate: restart.daysLate },
      ...{ row: restart.row, limit: restart.limit, next: restart.next, sequence: restart.sequence },
      cites: citesOf(used),
      cautions: [...cautionsOf(label, restart, day), ...basisCautions(used)],
    },
  };
}

type Doses = { readonly given: readonly GivenDose[]; readonly last: Position } | { readonly faults: readonly Fault[] };

/** The doses of the schedule through the last one, each on the day that the gaps of the schedule put it. */
function dosesThrough(label: Label, last: string, day: Temporal.PlainDate): Doses {
  const name = parseDoseName(last);
  if (name?.kind !== 'cycle') {
    const what = `"${last}" is no dose of the schedule`;
    return { faults: [{ field: 'last', what, mend: 'Name the dose given last, as C1D8' }] };
  }
  const wrong = notInSchedule(label, name);
  const place = positionOf(label, name);
  if (wrong !== undefined || place === undefined)
    return { faults: [{ field: 'last', what: wrong?.what ?? last, mend: wrong?.mend ?? 'Name a dose as C1D8' }] };
  const given = positions(label, place.cycle)
    .filter(({ offset }) => offset <= place.offset)
    .map((position) => dose(position, day.subtract({ days: place.offset - position.offset })));
  return { given, last: place };
}

function dose({ cycle, day, mg }: Position, date: Temporal.PlainDate): GivenDose {
  const name = { kind: 'cycle', cycle, day } as const;
  return { name, date, entry: { type: 'dose-given', at: date.toString(), dose: printDoseName(name), mg } };
}

function before(given: string): Fault {
  return { field: 'on', what: `the day lies before the last dose (${given})`, mend: 'Correct one of the two days' };
}

function rulesOf(label: Label, restart: Restart, last: Position): readonly UsedRule[] {
  return [
    { rule: 'label in force', cite: label.inForce.cite },
    { rule: 'schedule', cite: last.step.cite },
    { rule: 'cycle length', cite: label.schedule.cycle.cite },
    ...(restart.cite.length === 0 ? [] : [{ rule: 'restart after a delay', cite: restart.cite }]),
    ...(restart.decision === 'step-up' ? [{ rule: 'second step-up', cite: label.schedule.secondStepUp.cite }] : []),
  ];
}

function cautionsOf(label: Label, restart: Restart, on: Temporal.PlainDate): readonly Caution[] {
  const { decision, caution, cite, next, sequence } = restart;
  const following = [next, ...sequence].flatMap(({ dose: text }) => {
    const name = parseDoseName(text);
    return name === null ? [] : (positionOf(label, name) ?? []);
  });
  const ofTable = label.restart.cautions.filter(({ doses }) =>
    following.some(({ cycle, day }) => selects(doses, cycle, day)),
  );
  return [
    ...(decision === 'ask' ? [toChoose(restart)] : []),
    ...(caution === undefined ? [] : [{ id: 'restart-row', text: caution, cite }]),
    ...ofTable.map(({ id, text, cite: cites }) => ({ id, text, cite: cites })),
    ...(decision === 'step-up' ? [{ id: 'second-step-up', text: label.schedule.secondStepUp.caution }] : []),
    ...(isHeldOn(label, on)
      ? []
      : [
          {
            id: 'label-version-not-held',
            text: `The label in force on ${on.toString()} is not held; ${label.id} is used.`,
          },
        ]),
  ];
}

function toChoose({ last }: Restart): Caution {
  const text = `The label's restart table has no row for ${last.dose}: the prescriber decides how to go on.`;
  return { id: 'restart-to-choose', text };
}
