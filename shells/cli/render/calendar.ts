import { Temporal } from 'temporal-polyfill';
import type { Calendar, CalendarDose } from '../../../core/regimen/calendar.ts';
import type { AuthorizationTotals } from '../../../core/regimen/authorization-totals.ts';
import { sayKind } from '../../../core/regimen/say-kind.ts';
import type { ObservationAnswer } from '../../../core/regimen/observation.ts';
import type { Paint } from '../paint.ts';
import { notes } from './notes.ts';
import { sayWeekday } from './say-day.ts';
import { table } from './table.ts';

/** The calendar as a table with one row a dose. */
export function calendarText(calendar: Calendar, brand: string, paint: Paint): string {
  const { label, doses, totals } = calendar;
  const rows = doses.map((dose) => row(dose, paint));
  const head = ['Dose', 'Date', 'mg', 'Units', 'Observe', 'Labs before', 'Premedication', ''].map((cell) =>
    paint('bold', cell),
  );
  return [
    paint('bold', `${brand} from ${calendar.start}, by ${label.id}`),
    '',
    table([head, ...rows]),
    '',
    `${totals.doses} doses, ${totals.mg} mg, ${totals.units} units`,
    ...totals.authorizations.map(authorized),
    ...nearness(doses),
    ...calendar.everyDose.map(({ text }) => `Every dose: ${text}`),
    notes(calendar.cautions, calendar.cites, paint),
  ].join('\n');
}

function row(dose: CalendarDose, paint: Paint): readonly string[] {
  return [
    paint('cyan', dose.dose),
    `${sayWeekday(Temporal.PlainDate.from(dose.date))} ${dose.date}`,
    String(dose.mg),
    String(dose.units),
    observed(dose.observation),
    dose.labs.length === 0 ? paint('dim', 'none') : dose.labs.join(', '),
    dose.premedication.length === 0 ? paint('dim', 'none') : dose.premedication.map(({ id }) => id).join(', '),
    stateOf(dose, paint),
  ];
}

function stateOf({ given, cautions, observation: { lengthenedBy: because } }: CalendarDose, paint: Paint): string {
  const longer = because === undefined ? [] : [`longer after ${sayKind(because.kind)} ${because.grade}`];
  if (given !== undefined) return [paint('green', 'given'), ...longer].join(', ');
  const late = ['overdue', 'restart'].filter((id) => cautions.includes(id));
  return [...late, ...longer].map((word) => paint('yellow', word)).join(', ');
}

function observed({ hours: [least, most], from }: ObservationAnswer): string {
  return `${least === most ? least : `${least}–${most}`} h from ${from}`;
}

function authorized({ number, policy, from, to, units, unitsInside, left, firstBeyond }: AuthorizationTotals): string {
  const limit =
    units === null
      ? 'no limit of units'
      : `${units} units, ${left !== null && left < 0 ? `${-left} short` : `${String(left)} left`}`;
  const beyond = firstBeyond === null ? '' : `; first dose beyond: ${firstBeyond.dose}, ${firstBeyond.date}`;
  return `Authorization ${number} (${policy}, ${from} to ${to}): ${unitsInside} units planned or given, ${limit}${beyond}`;
}

function nearness(doses: readonly CalendarDose[]): readonly string[] {
  const near = doses.filter(({ observation }) => observation.stayNear !== undefined);
  const rule = near[0]?.observation.stayNear;
  if (rule === undefined) return [];
  const company = rule.caregiver ? ', with a caregiver' : '';
  const names = near.map(({ dose }) => dose).join(', ');
  const stay = `${rule.recommended ? 'recommended to stay' : 'stay'} within ${rule.within}`;
  return [`${names}: ${stay} for ${rule.hours} h from the ${rule.from} of the infusion${company}`];
}
