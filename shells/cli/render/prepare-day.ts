import type { DoseOfDay } from '../../../core/preparation/day.ts';
import type { Paint } from '../paint.ts';
import type { DayOfPharmacy } from '../../preparation/day-of-pharmacy.ts';
import { sayMoment } from './say-moment.ts';
import { table, wrap } from './table.ts';

/** What the pharmacy makes up on a day: the vials first, because they are fetched first. */
export function dayText(day: DayOfPharmacy, paint: Paint): string {
  const { doses, vials, notCleared, notDue, given, unreadable } = day;
  const unknown = doses.filter(({ start, madeAlready }) => start === null && madeAlready === null);
  return [
    paint('bold', `Preparation on ${day.day}`),
    '',
    paint('bold', 'Take from the refrigerator, in the carton'),
    vials.length === 0
      ? '  nothing'
      : table(
          vials.map(({ drug, mg, ndc, count, takeOutNotBefore, neededBy }) => [
            `  ${count} × ${mg} mg ${drug}`,
            ndc === null ? '' : `NDC ${ndc}`,
            takeOutNotBefore === null || neededBy === null
              ? 'when: not known before every appointment is'
              : `not before ${sayMoment(takeOutNotBefore)}; first one needed by ${sayMoment(neededBy)}`,
          ]),
        ),
    `  Expected waste: ${day.expectedWasteMg} mg by the label of the vials`,
    '',
    paint('bold', 'Cleared doses, in the order of the infusions'),
    doses.length === 0 ? '  none' : table(doses.map((dose) => doseRow(dose, paint))),
    ...(unknown.length === 0
      ? []
      : [
          `  ${paint('yellow', '!')} ${wrap(
            `No appointment is known for ${unknown.map(({ course }) => course).join(', ')}: their order and their times are not known. Give --appointments.`,
            4,
          )}`,
        ]),
    ...section('Not cleared: prepare nothing', notCleared, paint, ({ course, dose, clearance, reasons }) => [
      `  ${course}  ${dose}  ${paint('red', clearance.replace('-', ' '))}`,
      `    ${wrap(clearance === 'cannot-tell' ? `${reasons[0] ?? ''} What is missing: stepwise visit` : (reasons[0] ?? ''), 4)}`,
    ]),
    ...section('Given already on this day', given, paint, ({ course, dose }) => [`  ${course}  ${dose}`]),
    ...section('Not due on this day', notDue, paint, ({ course, dose, due }) => [`  ${course}  ${dose}  due ${due}`]),
    ...section('Not read', unreadable, paint, ({ faults }) =>
      faults.map((fault) => `  ${paint('red', '✗')} ${wrap(fault, 4)}`),
    ),
  ].join('\n');
}

function section<Item>(
  title: string,
  items: readonly Item[],
  paint: Paint,
  lines: (item: Item) => readonly string[],
): readonly string[] {
  return items.length === 0 ? [] : ['', paint('bold', title), ...items.flatMap(lines)];
}

function doseRow(dose: DoseOfDay, paint: Paint): readonly string[] {
  const { reconstitute, madeAlready } = dose;
  const window =
    reconstitute.notBefore === null
      ? ''
      : `reconstitute from ${sayMoment(reconstitute.notBefore)} on, if the bag is not refrigerated`;
  return [
    `  ${dose.start === null ? 'time not known' : sayMoment(dose.start)}`,
    dose.course,
    dose.dose,
    paint('cyan', `${dose.mg} mg`),
    dose.clearance === 'restart' ? 'step-up again' : '',
    madeAlready === null ? window : `bag made, reconstituted ${sayMoment(madeAlready)}`,
  ];
}
