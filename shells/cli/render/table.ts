import { stripVTControlCharacters } from 'node:util';

/** Columns as wide as their widest cell, two spaces between them; cells may be colored. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length), 0);
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ''))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Breaks a text between words; lines after the first begin with `indent` spaces. */
export function wrap(text: string, indent: number, columns = 100): string {
  const lines = text.split(/\s+/u).reduce<readonly string[]>((done, word) => {
    const last = done.at(-1);
    if (last === undefined) return [word];
    return width(last) + 1 + width(word) > columns - indent
      ? [...done, word]
      : [...done.slice(0, -1), `${last} ${word}`];
  }, []);
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** Characters on the screen. */
function width(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}
