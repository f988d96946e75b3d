import { table } from '../cli/render/table.ts';
import type { Form1500, Row1500 } from './form.ts';

const COLUMNS = ['A', 'B', 'D', 'E', 'F', 'G', 'J'] as const satisfies readonly (keyof Row1500)[];
/** Boxes below the rows of box 24. */
const BELOW = 25;

/** The values of the forms as a person copies them: box number and value, and box 24 as it stands on paper. */
export function text1500(forms: readonly Form1500[]): string {
  return forms.map(textOf).join('\n\n');
}

function textOf({ dose, boxes, rows }: Form1500): string {
  const entries = Object.entries(boxes).sort(([a], [b]) => compareBoxes(a, b));
  const part = (of: (number: number) => boolean): readonly string[] =>
    entries.filter(([box]) => of(Number.parseInt(box, 10))).map(([box, value]) => `${box.padStart(4)}  ${value}`);
  const cells = rows.flatMap((row) => [
    ...(row.shaded === '' ? [] : [[row.shaded]]),
    COLUMNS.map((column) => row[column]),
  ]);
  const widths = table([COLUMNS.map((column) => `24${column}`), ...cells.filter(({ length }) => length > 1)]).split(
    '\n',
  );
  let next = 1;
  const lines = cells.map((cell) => (cell.length === 1 ? (cell[0] ?? '') : (widths[next++] ?? '')));
  return [
    `CMS-1500  ${dose}`,
    '',
    ...part((number) => number < BELOW),
    '',
    widths[0] ?? '',
    ...lines,
    '',
    ...part((number) => number >= BELOW),
  ].join('\n');
}

/** By number, then by letter: 2, 10a, 21, 21A. */
function compareBoxes(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || a.localeCompare(b, 'en');
}
