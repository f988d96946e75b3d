import { printDoseName } from '../../../core/course/dose-name.ts';
import { doseRules } from '../../../core/regimen/dose-rules.ts';
import { selects, type Label } from '../../../core/regimen/label.ts';
import { positions } from '../../../core/regimen/schedule.ts';
import type { Paint } from '../paint.ts';
import { table, wrap } from './table.ts';

/** Held versions as a table. */
export function labelListText(
  labels: readonly {
    readonly id: string;
    readonly drug: string;
    readonly from: string;
    readonly until: string | null;
  }[],
  paint: Paint,
): string {
  const head = ['label', 'drug', 'in force from', 'until'].map((cell) => paint('bold', cell));
  return table([head, ...labels.map(({ id, drug, from, until }) => [id, drug, from, until ?? 'open'])]);
}

/** How well a statement is known, where it rests on less than a document. */
function known(cite: Label['populations']['rules'][number]['cite']): string {
  const bases = new Set(cite.map(({ basis }) => basis));
  return bases.has('document') ? '' : ` (${[...bases].join(', ')})`;
}

/** What a label says of each dose, without days: a row a dose, as far as the rules change. */
export function labelText(label: Label, cycles: number, paint: Paint): string {
  const head = ['Dose', 'mg', 'Observe', 'Labs before', 'Premedication', 'Schedule goes on through'].map((cell) =>
    paint('bold', cell),
  );
  const rows = positions(label, cycles).map((position) => {
    const { cycle, day, mg } = position;
    const { observation, labs, premedication } = doseRules(label, position).around;
    const [least, most] = observation.hours;
    const row = label.restart.rows.find(({ after }) => selects(after, cycle, day));
    return [
      paint('cyan', printDoseName({ kind: 'cycle', cycle, day })),
      String(mg),
      `${least === most ? least : `${least}–${most}`} h from ${observation.from}`,
      labs.length === 0 ? 'none' : labs.join(', '),
      premedication.length === 0 ? 'none' : premedication.map(({ id }) => id).join(', '),
      row === undefined ? 'not said' : `${row.withinDays} days after it`,
    ];
  });
  const { extended } = label.observation;
  const longer =
    extended === undefined
      ? []
      : [
          `The dose after ${extended.kinds.join(', ')} of grade ${extended.fromGrade} or more: observe ` +
            `${extended.hours.join('–')} h from ${extended.from}`,
        ];
  const checks = label.clearance.checks.map(({ id, otherwise }) => `  ${wrap(`${id} (else ${otherwise})`, 4)}`);
  const groups = label.populations.rules.map(({ text, cite }) => `  ${wrap(`${text}${known(cite)}`, 4)}`);
  return [
    `${paint('bold', label.id)}  ${paint('dim', `in force from ${label.inForce.from}`)}`,
    '',
    table([head, ...rows]),
    '',
    `Cycle ${cycles} stands for all later ones.`,
    ...longer,
    '',
    paint('bold', 'Checks before a dose'),
    ...checks,
    '',
    paint('bold', 'Groups of patients'),
    ...groups,
  ].join('\n');
}
