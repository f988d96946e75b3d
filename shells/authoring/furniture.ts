import { tokenise } from '../sources/tokens.ts';

/** A running head or foot, as a pattern of the source file, and how often it stands in the text. */
export interface Furniture {
  readonly pattern: string;
  readonly lines: readonly number[];
}

interface Printed {
  readonly number: number;
  readonly text: string;
  /** From 1, counted by form feeds. */
  readonly page: number;
}

/** Lines from the edge of a page at which a head or a foot may stand. */
const EDGE = 4;
/** Share of the pages that carry a running head; a title page often has none. */
const SHARE = 0.6;
/** So that a pattern carries no sentence of the document. */
const MOST_WORDS = 6;
/** Characters; a longer line is no running head. */
const WIDEST = 240;

/**
 * The running heads and feet of a text: lines that come back at the edge of its pages, or around a page number where
 * the text has no form feeds. A pattern that would take any other line with it is not proposed: its repeats stay
 * passages.
 */
export function findFurniture(text: string): Furniture[] {
  const lines = printedLines(text);
  const groups = (lines.at(-1)?.page ?? 1) > 1 ? onPageEdges(lines) : aroundPageNumbers(lines);
  const members = new Set(groups.flat().map(({ number }) => number));
  const proposed: Furniture[] = [];
  for (const group of groups) {
    const first = group[0];
    const pattern = first === undefined ? undefined : patternOf(first.text, group, lines, members);
    if (pattern === undefined || proposed.some((one) => one.pattern === pattern)) continue;
    const taken = lines.filter((line) => new RegExp(pattern, 'u').test(line.text)).map(({ number }) => number);
    proposed.push({ pattern, lines: taken });
  }
  return proposed;
}

function printedLines(text: string): Printed[] {
  let page = 1;
  return text.split(/\r\n|\r|\n/u).flatMap((line, index) => {
    page += line.split('\f').length - 1;
    return line.trim() === '' ? [] : [{ number: index + 1, text: line, page }];
  });
}

const shapeOf = (text: string): string => text.trim().replace(/\s+/gu, ' ').replace(/\d+/gu, '#');
const same = (text: string): string => text.trim().replace(/\s+/gu, ' ');

/** By their shape, in which numbers are alike. */
function grouped(lines: readonly Printed[]): Printed[][] {
  const groups = new Map<string, Printed[]>();
  for (const line of lines) {
    const shape = shapeOf(line.text);
    const group = groups.get(shape);
    if (group) group.push(line);
    else groups.set(shape, [line]);
  }
  return [...groups.values()];
}

function onPageEdges(lines: readonly Printed[]): Printed[][] {
  const pages = new Map<number, Printed[]>();
  for (const line of lines) {
    const page = pages.get(line.page);
    if (page) page.push(line);
    else pages.set(line.page, [line]);
  }
  const edges = [...pages.values()].flatMap((page) => page.filter((_, at) => at < EDGE || at >= page.length - EDGE));
  const least = Math.max(2, Math.ceil(pages.size * SHARE));
  return grouped(edges).filter((group) => {
    const on = new Set(group.map(({ page }) => page));
    return on.size >= least && on.size === group.length && (alike(group) || counts(group));
  });
}

/** Where no form feed parts the pages, only a page number shows that a line is a running head. */
function aroundPageNumbers(lines: readonly Printed[]): Printed[][] {
  const numbered = grouped(lines).filter(
    (group) => /\bpage\b|# (?:of|\/) #/iu.test(shapeOf(group[0]?.text ?? '')) && group.length > 1 && counts(group),
  );
  const position = new Map(lines.map((line, at) => [line.number, at]));
  return numbered.flatMap((group) => {
    const at = group.map(({ number }) => position.get(number) ?? 0);
    const beside = (step: 1 | -1): Printed[][] => {
      const found: Printed[][] = [];
      for (let offset = step; Math.abs(offset) <= EDGE; offset += step) {
        const here = at.flatMap((place) => lines[place + offset] ?? []);
        if (here.length < at.length || !alike(here)) break;
        found.push(here);
      }
      return found;
    };
    return [...beside(-1), group, ...beside(1)];
  });
}

const alike = (group: readonly Printed[]): boolean => new Set(group.map(({ text }) => same(text))).size === 1;

/** One number of the line goes up by one from page to page, and the others stay. */
function counts(group: readonly Printed[]): boolean {
  const numbers = group.map(({ text }) => [...text.matchAll(/\d+/gu)].map(([digits]) => Number(digits)));
  const columns = numbers[0]?.map((_, column) => numbers.map((row) => row[column] ?? Number.NaN)) ?? [];
  const steps = columns.map((column) => column.slice(1).map((value, at) => value - (column[at] ?? 0)));
  const rising = steps.filter((column) => column.every((step) => step === 1));
  const still = steps.filter((column) => column.every((step) => step === 0));
  return rising.length === 1 && rising.length + still.length === steps.length;
}

/** The shortest beginning of the line, of three words at least, that no other line has; none where there is no such. */
function patternOf(
  text: string,
  group: readonly Printed[],
  lines: readonly Printed[],
  members: ReadonlySet<number>,
): string | undefined {
  if (text.trim().length > WIDEST) return undefined;
  const varies = !alike(group);
  const chunks = text.trim().split(/\s+/u);
  for (let length = Math.min(3, chunks.length); length <= chunks.length; length++) {
    const head = chunks.slice(0, length);
    if (tokenise(head.join(' ')).length > MOST_WORDS) return undefined;
    const body = head.map((chunk) => (varies ? escaped(chunk).replace(/\d+/gu, '\\d+') : escaped(chunk))).join('\\s+');
    const pattern = `^\\s*${body}${length === chunks.length ? '\\s*$' : '\\s'}`;
    const expression = new RegExp(pattern, 'u');
    if (lines.every((line) => members.has(line.number) || !expression.test(line.text))) return pattern;
  }
  return undefined;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
