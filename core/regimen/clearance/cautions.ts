import { entries, type Timeline } from '../../course/timeline.ts';
import type { Caution } from '../../values/caution.ts';
import type { FactRecord } from '../../values/fact.ts';
import { MET } from '../../criteria/kinds/code.ts';
import type { CompiledCriteria } from '../../criteria/compile.ts';
import { calendarCautions } from '../calendar-cautions.ts';
import { selects, type Label } from '../label.ts';
import { observationCautions } from '../observation-cautions.ts';
import { dayCautions } from '../record-cautions.ts';
import type { DoseDue } from './dose-due.ts';
import type { EarlyChoice } from './early.ts';
import { concerns, type EvaluatedCheck } from './evaluate.ts';

/** What an answer has to be read with. */
export interface CautionSources {
  readonly label: Label;
  readonly due: DoseDue;
  readonly timeline: Timeline;
  readonly on: string;
  readonly facts: FactRecord;
  readonly evaluated: readonly EvaluatedCheck[];
  readonly early: EarlyChoice | undefined;
  /** A laboratory result is asked for or judged, and the site has not said how old it may be. */
  readonly windowUnset: boolean;
  /** Of what happened out of rule, carried ever after (R12). */
  readonly deviations: readonly Caution[];
  /** Of grades that rest on a raised value before treatment. */
  readonly raisedBaselines: readonly Caution[];
}

/** This patient's matters first, then those of the dose, then those of the label. Each is said once. */
export function visitCautions(sources: CautionSources): readonly Caution[] {
  const all = [...recordCautions(sources), ...doseCautions(sources), ...labelCautions(sources)];
  return all.filter(({ id, text }, index) => all.findIndex((one) => one.id === id && one.text === text) === index);
}

function recordCautions({ timeline, due, on, early, deviations, raisedBaselines }: CautionSources): readonly Caution[] {
  // What happened out of rule is among the deviations already, with who has answered for it.
  const days = dayCautions(timeline, due.given, on)
    .map(({ caution }) => caution)
    .filter(({ id }) => deviations.every((one) => one.id !== id));
  const held = timeline.events.findLast(({ type }) => type === 'held' || type === 'dose-given');
  return [
    ...(early === undefined ? [] : [sayEarly(due, early)]),
    ...raisedBaselines,
    ...deviations,
    ...days,
    ...unsigned(timeline, on),
    ...(held?.type === 'held'
      ? [{ id: 'held', text: `On record as held since ${timeline.dayOf(held.at)} (${held.reason}).` }]
      : []),
  ];
}

/** What the answer rests on and nobody has put a name to. */
function unsigned(timeline: Timeline, on: string): readonly Caution[] {
  const looked = entries(timeline, 'pre-dose-assessment').filter(({ at }) => timeline.dayOf(at) === on);
  const nameless = [
    ...looked.filter(({ by }) => by === undefined).map(() => `the assessment of ${on}`),
    ...entries(timeline, 'prescriber-choice')
      .filter(({ by }) => by === undefined)
      .map(({ at, chosen }) => `the choice of ${timeline.dayOf(at)} (${chosen})`),
  ];
  if (nameless.length === 0) return [];
  return [{ id: 'not-signed', text: `Nobody is named for ${[...new Set(nameless)].join(', ')}: add "by".` }];
}

function sayEarly({ restart }: DoseDue, { on, reason }: EarlyChoice): Caution {
  const due = restart === undefined ? '' : ` on ${restart.next.due}`;
  const text = `The dose is due${due}; the prescriber chose on ${on} to give it before: ${reason}. No document states an early window.`;
  return { id: 'before-due-day', text };
}

function doseCautions({ due, timeline, windowUnset }: CautionSources): readonly Caution[] {
  const { dose, restart } = due;
  const ofDose = [...calendarCautions([dose], {}), ...observationCautions([dose], timeline)];
  const unset: Caution = {
    id: 'lab-window-unset',
    text: 'How many days before a dose a laboratory result may be drawn is for the site to say, and it has not: any result after the last dose is taken.',
  };
  return [
    ...(windowUnset ? [unset] : []),
    ...(restart?.caution === undefined || restart.row === null || restart.chosen !== undefined
      ? []
      : [{ id: `restart-${restart.row}`, text: restart.caution, cite: restart.cite }]),
    ...ofDose.map(({ id, text, cite }) => ({ id, text, ...(cite === undefined ? {} : { cite }) })),
  ];
}

function labelCautions({ label, due, facts, evaluated, on }: CautionSources): readonly Caution[] {
  const { dose, restart } = due;
  // What is said of a gap concerns a patient who has one.
  const late = restart !== undefined && restart.daysLate > 0;
  const ofRestart = label.restart.cautions.filter(
    ({ doses, from }) =>
      (late || dose.name.kind === 'step-up') &&
      selects(doses, dose.position.cycle, dose.position.day) &&
      (from === undefined || from <= on),
  );
  // What the course cannot tell is said once, before it begins.
  const groups = label.populations.rules.filter(({ when }) =>
    when === undefined ? due.given.length === 0 : isMet(when, facts),
  );
  return [
    ...ofRestart.map(({ id, text, cite }) => ({ id, text, cite })),
    ...evaluated.flatMap(({ check, shown }) => (concerns(shown) ? (check.cautions ?? []) : [])),
    ...label.clearance.cautions
      .filter(({ when }) => when === undefined || isMet(when, facts))
      .map(({ id, text, cite }) => ({ id, text, cite })),
    ...groups.map(({ id, text, cite }) => ({ id, text, cite })),
  ];
}

function isMet(criteria: CompiledCriteria, facts: FactRecord): boolean {
  return criteria.evaluate(facts).truths[0] === MET;
}
