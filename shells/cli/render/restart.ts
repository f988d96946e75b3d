import { Temporal } from 'temporal-polyfill';
import type { RestartAnswer } from '../../../core/regimen/restart-after.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { sayWeekday } from './say-day.ts';
import { table } from './table.ts';

const WORDS: Readonly<Record<RestartAnswer['decision'], string>> = {
  resume: 'The schedule goes on',
  'step-up': 'The step-up is given again',
  'too-early': 'The next dose is not due yet',
  ask: 'The prescriber decides',
};

/** What the label says after a delay, the days that were counted, and the doses that follow. */
export function restartText(answer: RestartAnswer, brand: string, paint: Paint): string {
  const { decision, last, daysSince, limit, next, sequence, label, cautions, cites } = answer;
  const within = limit === null ? '' : `; the schedule goes on through day ${limit}`;
  const rows = sequence.map(({ dose, mg, date }) => [
    dose,
    `${sayWeekday(Temporal.PlainDate.from(date))} ${date}`,
    String(mg),
  ]);
  return [
    `${paint('bold', `${brand}: ${WORDS[decision]}`)}  ${paint('dim', `by ${label.id}`)}`,
    '',
    `  ${daysSince} ${daysSince === 1 ? 'day' : 'days'} since ${last.dose} (${last.date})${within}`,
    `  ${next.dose} is due from ${next.due}`,
    ...(rows.length === 0 ? [] : ['', table([['Dose', 'Date', 'mg'].map((cell) => paint('bold', cell)), ...rows])]),
    notes(cautions, cites, paint),
  ].join('\n');
}
