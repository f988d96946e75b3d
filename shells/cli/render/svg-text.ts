/** Signs that XML keeps for itself, and those that it may not hold at all. */
const KEPT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it may stand in an element or an attribute. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/gu, ' ')
    .replace(/[&<>"']/gu, (sign) => KEPT[sign] ?? sign);
}

const NARROW = /[ .,;:'!|()[\]iljtfIr-]/u;
const WIDE = /[mwMW@%—]/u;
const NARROW_EM = 0.34;
const WIDE_EM = 0.92;
const CAPITAL_EM = 0.7;
const OTHER_EM = 0.57;

/** About how wide a text is in a common sans serif of this size, in the same unit; rather more than less. */
function widthOf(text: string, size: number): number {
  return Array.from(text).reduce((width, sign) => width + size * em(sign), 0);
}

function em(sign: string): number {
  if (NARROW.test(sign)) return NARROW_EM;
  if (WIDE.test(sign)) return WIDE_EM;
  return /\p{Lu}/u.test(sign) ? CAPITAL_EM : OTHER_EM;
}

/** The text in at most so many lines of the width; what does not fit ends in an ellipsis. */
export function fitted(text: string, size: number, width: number, lines: number): readonly string[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const done: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size) > width) {
      done.push(line);
      line = word;
    } else line = longer;
  }
  const all = [...done, line];
  const last = all.slice(lines - 1).join(' ');
  return [...all.slice(0, lines - 1), ...(last === '' ? [] : [clipped(last, size, width)])];
}

function clipped(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  let kept = text;
  while (kept !== '' && widthOf(`${kept}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
