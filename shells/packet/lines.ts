/** The width of a text in points, in the font that it will be printed in. */
export type Measure = (text: string) => number;

/**
 * Breaks a text into lines of at most `width` points: between words, or inside a word that is longer than a line, as the
 * name of a resource may be (there rather after a `/`, `-` or `_`).
 */
export function linesOf(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (measure(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = piecesOf(word, width, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function piecesOf(word: string, width: number, measure: Measure): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (measure(rest) > width) {
    const fits = longestThatFits(rest, width, measure);
    const seam = Math.max(...['/', '-', '_', '.', ','].map((sign) => rest.lastIndexOf(sign, fits - 1))) + 1;
    const cut = seam > fits / 2 ? seam : fits;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...pieces, rest];
}

/** At least one character, so that it always goes on. */
function longestThatFits(text: string, width: number, measure: Measure): number {
  let length = 1;
  while (length < text.length && measure(text.slice(0, length + 1)) <= width) length++;
  return length;
}
