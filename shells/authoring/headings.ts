import { tokenise } from '../sources/tokens.ts';
import type { Line } from './lines.ts';

/** A line that begins a section. */
export interface Heading {
  readonly line: Line;
  /** What citations name the section by. */
  readonly id: string;
  /** The first words of the heading. */
  readonly title: string;
}

type Form = 'named' | 'roman' | 'number' | 'letter' | 'capitals' | 'title';

interface Found {
  readonly line: Line;
  readonly form: Form;
  /** The number or letter as printed, or nothing. */
  readonly mark: string;
  /** Where the mark stands in its order, from 1. */
  readonly order: number;
  readonly words: string;
}

const LONGEST = 12;
/** Characters: so a line is looked at in no time, whatever stands in it. */
const WIDEST = 240;
/** What stands behind so many belongs to the last of them. */
const MOST_HEADINGS = 500;
const TITLE_WORDS = 6;
const ID_WORDS = 3;
const MARKED: readonly (readonly [form: Form, pattern: RegExp])[] = [
  [
    'named',
    /^((?:section|appendix|part|chapter|article|attachment|exhibit)\s+(?:\d{1,3}|[IVXL]+|[A-Z]))\b[.:)\s–—-]*(.*)$/iu,
  ],
  ['roman', /^([IVXL]{1,6})[.)]\s+(\p{L}.*)$/u],
  ['number', /^(\d{1,2})[.)]?\s+(\p{Lu}.*)$/u],
  ['letter', /^([A-Z])[.)]\s+(\p{Lu}.*)$/u],
];
/** The first of these with two headings or more gives the sections; `named` ones are headings with any of them. */
const IN_ORDER: readonly Form[] = ['roman', 'number', 'letter', 'capitals', 'title'];

/** The headings of a text in its order: numbered, lettered, named ("Appendix 1"), in capitals, or title-like lines. */
export function findHeadings(lines: readonly Line[]): Heading[] {
  const printed = lines.filter(({ from, to, furniture }) => to > from && !furniture);
  const candidates = printed.flatMap((line, at) => candidatesOf(line, lines, printed[at - 1], printed[at + 1]));
  const ofForm = (form: Form): Found[] => candidates.filter((one) => one.form === form);
  const chosen = IN_ORDER.map((form) => (form === 'capitals' || form === 'title' ? ofForm(form) : run(ofForm(form))));
  const found = chosen.find((group) => group.length > 1) ?? [];
  const taken = new Set(found.map(({ line }) => line.number));
  const named = ofForm('named').filter(({ line }) => !taken.has(line.number));
  const all = [...found, ...named].sort((a, b) => a.line.number - b.line.number);
  return withIds(all.slice(0, MOST_HEADINGS));
}

function candidatesOf(line: Line, lines: readonly Line[], before?: Line, after?: Line): Found[] {
  const text = line.text.trim();
  const words = line.to - line.from;
  if (words > LONGEST || text.length > WIDEST) return [];
  const contents = /(?:\.{3,}|\s{3,}|\t)\s*\d+$/u.test(text);
  const apart = /[\t]|\S\s{3,}\S/u.test(text);
  if (contents || apart || /[.;,]$/u.test(text)) return [];
  const gap = (one: Line | undefined, other: Line | undefined): boolean =>
    !one || !other || other.number - one.number > 1 || lines[one.number]?.furniture === true;
  const alone = gap(before, line);
  const set = alone && gap(line, after);
  const marked = MARKED.flatMap(([form, pattern]): Found[] => {
    const [, mark, rest] = pattern.exec(text) ?? [];
    if (mark === undefined || rest === undefined || !(form === 'named' ? alone : set)) return [];
    return [{ line, form, mark, order: orderOf(mark, form), words: rest }];
  });
  const loose = (form: Form): Found => ({ line, form, mark: '', order: 0, words: text });
  return [
    ...marked,
    ...(alone && inCapitals(text) ? [loose('capitals')] : []),
    ...(set && titleLike(text, words) ? [loose('title')] : []),
  ];
}

/** Marks count on from the first; one out of order is an item of a list, not a heading. */
function run(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of found) if (one.order === (kept.at(-1)?.order ?? 0) + 1) kept.push(one);
  return kept;
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 };

function orderOf(mark: string, form: Form): number {
  if (form === 'number') return Number(mark);
  if (form === 'letter') return (mark.codePointAt(0) ?? 0) - 64;
  if (form !== 'roman') return 0;
  const values = Array.from(mark, (digit) => ROMAN[digit] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

const CONNECTIVE = /^(?:and|or|and\/or|none|n\/a|not|all|any|yes|no)\b.{0,24}$/iu;

function inCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  // A script without capitals has none, and a sentence in it is no heading.
  const capitals = letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  return letters.length > 3 && capitals && /^[\p{L}\d]/u.test(text) && !CONNECTIVE.test(text);
}

function titleLike(text: string, words: number): boolean {
  if (words > TITLE_WORDS || !/^\p{Lu}/u.test(text) || CONNECTIVE.test(text) || /[:?!)]$/u.test(text)) return false;
  const long = text.split(/[^\p{L}]+/u).filter((word) => word.length > 3);
  return long.length > 0 && !/\d/u.test(text) && long.every((word) => /^\p{Lu}/u.test(word));
}

function withIds(found: readonly Found[]): Heading[] {
  const taken = new Set<string>();
  return found.map(({ line, form, mark, words }) => {
    const name = slug(words, mark === '' ? ID_WORDS : ID_WORDS - 1);
    const wanted = {
      named: slug(mark, 2),
      roman: mark,
      number: name === '' ? `part-${mark}` : `${mark}-${name}`,
      letter: name === '' ? `part-${mark}` : `${mark}-${name}`,
      capitals: name,
      title: name,
    }[form];
    const base = wanted === '' ? 'section' : wanted;
    let id = base;
    for (let next = 2; taken.has(id); next++) id = `${base}-${next}`;
    taken.add(id);
    const printed = firstWords(words);
    return { line, id, title: printed === '' ? mark : printed };
  });
}

/** As many as make no run of the document's own words; an abbreviation with dots is several of them. */
function firstWords(text: string): string {
  const words = text.trim().split(/\s+/u);
  const enough = words.findIndex((_, at) => tokenise(words.slice(0, at + 1).join(' ')).length > TITLE_WORDS);
  return (enough < 0 ? words : words.slice(0, enough)).join(' ');
}

const SMALL = new Set(['a', 'an', 'and', 'by', 'for', 'in', 'is', 'of', 'on', 'or', 'the', 'to', 'who', 'with']);

/** The first telling words in small letters, joined by hyphens. */
function slug(text: string, words: number): string {
  const all: readonly string[] =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/gu) ?? [];
  const telling = all.filter((word) => !SMALL.has(word));
  return (telling.length > 0 ? telling : all).slice(0, words).join('-').slice(0, 32).replace(/-$/u, '');
}
