import type { TracedCriterion } from '../../criteria/trace.ts';
import type { FactDefinition } from '../../values/fact.ts';
import { sayValue } from '../../values/say-value.ts';
import type { Restart } from '../restart.ts';
import type { Clearance, VisitNeed } from './answer.ts';
import type { DoseDue } from './dose-due.ts';
import { nameOf } from './dose-due.ts';
import { sayEnd, type Ended } from './ended.ts';
import { behind, type EvaluatedCheck } from './evaluate.ts';

/** What an answer is explained with. */
export interface Findings {
  readonly clearance: Clearance;
  readonly due: DoseDue;
  readonly evaluated: readonly EvaluatedCheck[];
  readonly needed: readonly VisitNeed[];
  readonly ended: Ended | undefined;
  /** It is before the day of the dose, and the prescriber has not chosen to give it. */
  readonly tooEarly: boolean;
  readonly definitions: ReadonlyMap<string, FactDefinition>;
}

/** Why the answer is what it is, in sentences: what decides it first, then what else stands against the dose. */
export function reasonsFor(findings: Findings): readonly string[] {
  const { clearance, due, evaluated, ended, tooEarly } = findings;
  if (ended !== undefined) return [sayEnd(ended)];
  const against = (leadsTo: EvaluatedCheck['leadsTo']): readonly EvaluatedCheck[] =>
    evaluated.filter((one) => one.leadsTo === leadsTo);
  const stops = against('discontinue').map((one) => sayStop(one, findings));
  if (clearance === 'discontinue') return stops;
  const holds = against('hold').filter(({ shown }) => !(tooEarly && isOfDays(shown.criteria)));
  const said = [
    ...(tooEarly && due.restart !== undefined ? [sayTooEarly(due, due.restart)] : []),
    ...holds.map((one) => sayHold(one, findings)),
    ...openSentence(findings),
  ];
  return said.length > 0 ? said : [sayClear(findings)];
}

/** It counts nothing but the days until the dose, which is told apart. */
function isOfDays(criteria: TracedCriterion): boolean {
  return behind(criteria).every(({ fact }) => fact === 'visit.days-until-due');
}

function sayStop({ shown }: EvaluatedCheck, findings: Findings): string {
  return `The treatment ends for good. Wanted: ${shown.text}${found(shown.criteria, findings)}.`;
}

function sayHold({ shown }: EvaluatedCheck, findings: Findings): string {
  return `Hold until ${shown.until ?? `this is so: ${shown.text}`}${found(shown.criteria, findings)}.`;
}

/** The recorded values behind a check that is not met: ` (Cytokine release, grade now: 2)`. */
function found(criteria: TracedCriterion, { definitions }: Findings): string {
  const values = behind(criteria, 'not-met').flatMap(({ fact, value }) => {
    if (fact === undefined || value === undefined || value === null) return [];
    const definition = definitions.get(fact);
    const said = typeof value === 'number' ? String(value) : sayValue(value, definition);
    return [`${definition?.name ?? fact}: ${said}`];
  });
  return values.length === 0 ? '' : ` (recorded: ${[...new Set(values)].join('; ')})`;
}

function sayTooEarly(due: DoseDue, { last, daysLate, next }: Restart): string {
  const days = -daysLate;
  return (
    `Hold until ${next.due}: ${nameOf(due)} is due then, ${days} ${days === 1 ? 'day' : 'days'} after this one ` +
    `(${last.dose} was given on ${last.date}). Earlier is for the prescriber to choose.`
  );
}

/** What is missing, in one sentence: the questions themselves stand in `needed`. */
function openSentence({ needed, clearance }: Findings): readonly string[] {
  if (needed.length === 0) return [];
  const choices = needed.filter(({ record }) => record === null || record.event === 'prescriber-choice');
  const entries = new Set(
    needed.flatMap(({ record }) => (record === null || record.event === 'prescriber-choice' ? [] : [record.text])),
  );
  const others = entries.size;
  const more = clearance === 'hold' ? ' besides' : '';
  return [
    ...choices.map(({ ask }) => `For the prescriber: ${ask}`),
    ...(others === 0
      ? []
      : [
          `${others === 1 ? 'One entry of the course is' : `${others} entries of the course are`} missing${more}: what is not known clears no dose.`,
        ]),
  ];
}

function sayClear({ clearance, due }: Findings): string {
  const { restart, dose } = due;
  const met = 'every check of the label is met';
  if (restart === undefined) return `${nameOf(due)} begins the course, and ${met}.`;
  const { last, daysSince, limit } = restart;
  const since = `${daysSince} ${daysSince === 1 ? 'day has' : 'days have'} passed since ${last.dose} (${last.date})`;
  if (restart.chosen !== undefined)
    return `The prescriber chose to give the step-up again (${restart.chosen}), from ${nameOf(due)}, ${dose.position.mg} mg; ${met}.`;
  if (clearance === 'restart')
    return `${since}, more than ${String(limit)}: the step-up is given again, from ${nameOf(due)}; ${met}.`;
  const goesOn = limit === null ? '' : `, and the schedule goes on through ${limit}`;
  return `${nameOf(due)} is due and ${met}. ${since}${goesOn}.`;
}
