import type { InputFault } from '../input/input-error.ts';

/** Deeper than any FHIR resource goes; what reads a chart follows it level by level. */
const DEEPEST = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COLON = 0x3a;
const BRACE = 0x7b;
const BRACKET = 0x5b;
const BRACE_END = 0x7d;
const BRACKET_END = 0x5d;

/** The index of the quote that closes the string opened at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at) === COLON;
}

/** A name as it is meant: two spellings of one name, by escapes, are the same name. */
function nameAt(text: string, from: number, end: number): string {
  const written = text.slice(from + 1, end);
  return written.includes('\\') ? String(JSON.parse(text.slice(from, end + 1))) : written;
}

/**
 * What `JSON.parse` lets pass and a chart must not hold: a name that stands twice in one object, of which only the last
 * would be read, and nesting too deep to be a chart. `text` is valid JSON. One pass over it.
 */
export function jsonFaults(text: string, file: string): readonly InputFault[] {
  const faults: InputFault[] = [];
  const open: (Map<string, number> | null)[] = [];
  let line = 1;
  let lineStart = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      line += 1;
      lineStart = at + 1;
    } else if (code === QUOTE) {
      const end = stringEnd(text, at);
      const names = open.at(-1);
      if (names && isBeforeColon(text, end + 1)) {
        const name = nameAt(text, at, end);
        const first = names.get(name);
        if (first === undefined) names.set(name, line);
        else {
          const what = `${JSON.stringify(name)} stands twice in one object, first on line ${first}`;
          const mend = 'Keep the one that is right';
          faults.push({ where: file, line, column: at - lineStart + 1, what, mend });
        }
      }
      at = end;
    } else if (code === BRACE || code === BRACKET) {
      open.push(code === BRACE ? new Map() : null);
      if (open.length > DEEPEST) {
        const what = `the chart is nested more than ${DEEPEST} levels deep`;
        const mend = 'Export the chart again; no FHIR resource goes as deep';
        return [...faults, { where: file, line, column: at - lineStart + 1, what, mend }];
      }
    } else if (code === BRACE_END || code === BRACKET_END) open.pop();
  }
  return faults;
}
