import type { DifferingCheck, DifferingDose, LabelDiff } from '../../../core/regimen/label-diff.ts';
import type { Paint } from '../paint.ts';
import { table, wrap } from './table.ts';

/** What differs between two labels for one patient, a line a difference. */
export function labelDiffText({ from, to, start, cycles, doses, checks }: LabelDiff, paint: Paint): string {
  const head = `${paint('bold', `${from} → ${to}`)}  ${paint('dim', `first dose ${start}, ${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}`)}`;
  if (doses.length === 0 && checks.length === 0)
    return [head, '', paint('green', 'Nothing differs for this patient.')].join('\n');
  return [head, ...doseLines(doses, from, to, paint), ...checkLines(checks, paint)].join('\n');
}

function doseLines(doses: readonly DifferingDose[], from: string, to: string, paint: Paint): readonly string[] {
  if (doses.length === 0) return ['', 'No dose differs.'];
  const head = ['Dose', 'Date', '', 'What', from, to].map((cell) => paint('bold', cell));
  const rows = doses.flatMap(({ dose, date, given, differences }) =>
    differences.map(({ what, from: was, to: is }, index) => [
      ...(index === 0 ? [paint('cyan', dose), date, given ? paint('green', 'given') : ''] : ['', '', '']),
      what,
      was ?? paint('dim', 'not due'),
      paint('yellow', is ?? 'not due'),
    ]),
  );
  return ['', table([head, ...rows])];
}

function checkLines(checks: readonly DifferingCheck[], paint: Paint): readonly string[] {
  if (checks.length === 0) return [];
  const lines = checks.map(({ id, change, doses }) => `  ${wrap(`${id}: ${change} (${doses.join(', ')})`, 4)}`);
  return ['', paint('bold', 'Checks before a dose'), ...lines];
}
