import { Temporal } from 'temporal-polyfill';
import type { Episode } from '../../../core/course/episodes.ts';
import type { LabValue } from '../../../core/course/event.ts';
import type { AuthorizationUse } from '../../../core/regimen/authorization-use.ts';
import type { CourseAnswer } from '../../../core/regimen/course-answer.ts';
import { sayKind } from '../../../core/regimen/say-kind.ts';
import type { LabState, StateDose } from '../../../core/regimen/state.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { sayDay, sayWeekday } from './say-day.ts';
import { table, wrap } from './table.ts';

/** Where a course stands, for the nurse who opens it: what is due first, then what is open, then what has been. */
export function courseText(answer: CourseAnswer, brand: string, paint: Paint): string {
  const { on, label, doses, open, labs, authorizations } = answer;
  const section = (title: string, lines: readonly string[], none: string): readonly string[] => [
    '',
    paint('bold', title),
    ...(lines.length === 0 ? [`  ${paint('dim', none)}`] : lines),
  ];
  return [
    `${paint('bold', `${brand} course on ${sayDate(on)}`)}  ${paint('dim', `by ${label}`)}`,
    stands(answer, paint),
    ...section('Due', due(answer, paint), ''),
    ...section('Open toxicities', open.map(toxicity), 'none on record'),
    ...section('Newest laboratory results', tableOf(Object.entries(labs).map(lab)), 'none on record'),
    ...section('Authorizations', tableOf(authorizations.map(authorization)), 'none on record'),
    ...section('Doses given', tableOf(doses.map((dose) => given(dose, paint))), 'none yet'),
    notes(answer.cautions, answer.cites, paint),
  ].join('\n');
}

const sayDate = (day: string): string => sayDay(Temporal.PlainDate.from(day));
const tableOf = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : table(rows).split('\n');
const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

const PHASES: Readonly<Record<CourseAnswer['phase'], string>> = {
  'not-begun': 'Not begun',
  'step-up': 'Step-up',
  treatment: 'Treatment',
  ended: 'Ended',
};

function stands({ phase, position, held, discontinued }: CourseAnswer, paint: Paint): string {
  const reached = position === null ? '' : `; ${position.dose} reached (cycle ${position.cycle}, day ${position.day})`;
  const ended = discontinued === null ? '' : ` on ${sayDate(discontinued.on)} (${discontinued.reason})`;
  const hold =
    held === null || discontinued !== null
      ? ''
      : `\n${paint('yellow', `On hold since ${sayDate(held.on)} (${held.reason})`)}`;
  return `${PHASES[phase]}${ended}${reached}${hold}`;
}

function due({ next, phase, outstanding, on }: CourseAnswer, paint: Paint): readonly string[] {
  const dose = `${next.dose}, ${next.mg} mg`;
  if (phase === 'ended') return [`  ${paint('dim', `nothing; it would have been ${dose}`)}`];
  const ask = [
    ...(outstanding.labs.length === 0 ? [] : [`results since the last dose of ${outstanding.labs.join(', ')}`]),
    ...(outstanding.assessment && next.daysUntilDue === 0 ? [`the assessment of ${sayDate(on)}`] : []),
  ];
  return [
    `  ${paint('cyan', dose)}  ${wrap(when({ next, on }), 4)}`,
    ...(ask.length === 0 ? [] : [`  Still wanted: ${wrap(ask.join('; '), 4)}`]),
  ];
}

/** The day of the dose due; of a step-up given again why that is. */
function when({ next, on }: Pick<CourseAnswer, 'next' | 'on'>): string {
  const { restart, due: day, daysUntilDue } = next;
  if (restart === undefined || day === null) return 'the first dose, on any day';
  const since = `${days(restart.daysSince)} since ${restart.last.dose}`;
  if (restart.chosen !== undefined)
    return `the step-up again from ${sayDate(day < on ? on : day)}, as the prescriber chose ("${restart.chosen}")`;
  if (restart.decision === 'step-up')
    return `the step-up again: ${since}, more than the ${String(restart.limit)} within which the schedule goes on`;
  if (daysUntilDue > 0) return `${sayDate(day)}, in ${days(daysUntilDue)}`;
  const late = restart.daysLate === 0 ? 'today' : `due ${sayDate(day)}, ${days(restart.daysLate)} late`;
  const through = restart.limit === null ? '' : `; the schedule goes on through ${days(restart.limit)}`;
  return `${late}: ${since}${through}`;
}

function toxicity({ kind, sign, onset, now, highest, history }: Episode): string {
  const since = history.at(-1)?.on ?? onset;
  const worst = highest > now ? `, at worst ${highest}` : '';
  const what = sign === undefined ? sayKind(kind) : `${sayKind(kind)} (${sign})`;
  return `  ${what}: grade ${now} since ${sayDate(since)}${worst}; began ${sayDate(onset)}`;
}

function lab([panel, { date, days: age, afterLastDose, values }]: readonly [string, LabState]): readonly string[] {
  const old = age === 0 ? 'today' : `${days(age)} old`;
  const each = Object.entries(values).map(([name, { value, unit }]: [string, LabValue]) => `${name} ${value} ${unit}`);
  return [
    `  ${panel}`,
    `${sayWeekday(Temporal.PlainDate.from(date))} ${date}`,
    old,
    since(afterLastDose),
    each.join(', '),
  ];
}

const since = (afterLastDose: boolean): string => (afterLastDose ? 'since the last dose' : 'before the last dose');

function authorization({ policy, number, from, to, units, used, left }: AuthorizationUse): readonly string[] {
  const limit = units === null ? `${used} used, no limit` : `${used} of ${units} units used, ${String(left)} left`;
  return [`  ${number}`, policy, `${from} to ${to}`, limit];
}

function given({ dose, date, mg, scheduledMg }: StateDose, paint: Paint): readonly string[] {
  const differs =
    scheduledMg === mg ? '' : paint('yellow', scheduledMg === null ? 'not in the schedule' : `not ${scheduledMg} mg`);
  return [`  ${paint('cyan', dose)}`, `${sayWeekday(Temporal.PlainDate.from(date))} ${date}`, `${mg} mg`, differs];
}
