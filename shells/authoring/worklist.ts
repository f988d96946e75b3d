import path from 'node:path';
import type { Paint } from '../cli/paint.ts';
import { tokenise } from '../sources/tokens.ts';
import type { CutDocument, Passage } from './cut.ts';
import type { NewFile } from './files.ts';
import { linesOf } from './yaml-parts.ts';

interface Shown {
  readonly dry: boolean;
  readonly likely: ReadonlySet<string>;
  readonly paint: Paint;
}

const FIRST_WORDS = 9;
/** Characters; of a text without line ends the tokens are shown. */
const LONGEST_LINE = 2000;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/**
 * What an author works through, for the terminal: each passage with its lines, its first words and the citation to
 * paste, and the files. The words of the document are printed here and stand in no file.
 */
export function renderWorklist(
  { furniture, sections, passages, tokens }: CutDocument,
  text: string,
  files: readonly NewFile[],
  folder: string,
  { dry, likely, paint }: Shown,
): string {
  const lines = text.split(/\r\n|\r|\n/u);
  const passage = (one: Passage): string[] => {
    const kind = one.kind === 'text' ? '' : `, ${one.kind}`;
    const marked = likely.has(one.id) ? paint('yellow', '  looks like a criterion') : '';
    const begins = `"${beginning(
      one,
      lines,
      tokens.slice(one.from, Math.min(one.from + FIRST_WORDS, one.to)).map((token) => token.text),
    )}"`;
    return [
      `  ${paint('bold', one.id)}  ${linesOf(one)}${kind}  ${begins}${marked}`,
      paint('dim', `      ${asFlow(one)}`),
    ];
  };
  const parts = sections.flatMap(({ id, title, line }) => [
    '',
    `${paint('bold', `Section ${id}`)}: ${title}, from line ${line}`,
    ...passages.filter((one) => one.cite.section === id).flatMap(passage),
  ]);
  const gaps = files.reduce((sum, one) => sum + one.gaps, 0);
  const counted = `${count(sections.length, 'section')}, ${count(passages.length, 'passage')}; ${likely.size} of them look like criteria.`;
  return [
    counted,
    ...furniture.map((one) => `Running head or foot on ${one.lines.length} lines: ${one.pattern}`),
    ...parts,
    '',
    dry ? 'Nothing is written (--dry-run). These files would be:' : 'Written:',
    ...files.map(
      (one) =>
        `  ${shownPath(path.join(folder, one.path))}${one.gaps > 0 ? `, ${count(one.gaps, 'gap')} to fill` : ''}`,
    ),
    ...(dry ? [] : [`Next: fill the ${count(gaps, 'gap')}; \`stepwise policy lint\` lists them by line.`]),
  ].join('\n');
}

const shownPath = (file: string): string => path.relative('.', file);

/** The first words as they are printed, for the terminal only; from the middle of a line, in tokens. */
function beginning({ fromLine }: Passage, lines: readonly string[], tokens: readonly string[]): string {
  const line = lines[fromLine - 1] ?? '';
  const printed = line.length > LONGEST_LINE ? '' : line.normalize('NFKC');
  const first = tokens[0] ?? '';
  const second = tokens[1] ?? '';
  const at =
    first.length + second.length > printed.length
      ? -1
      : printed.toLowerCase().search(new RegExp(`${asPattern(first)}[^\\p{L}\\p{N}]*${asPattern(second)}`, 'u'));
  const rest = at < 0 ? tokens.join(' ') : firstOf(printed.slice(at), tokens.length);
  return rest.length > 70 ? `${rest.slice(0, 70)}…` : rest;
}

/** As many words as these tokens are, with the signs between them. */
function firstOf(printed: string, words: number): string {
  const chunks = printed.trim().split(/\s+/u);
  let length = 1;
  while (length < chunks.length && tokenise(chunks.slice(0, length + 1).join(' ')).length <= words) length++;
  return chunks.slice(0, length).join(' ');
}

const asPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');

function asFlow({ cite: { source, section, words, fingerprint, nth } }: Passage): string {
  const order = nth === undefined ? '' : `, nth: ${nth}`;
  return `{ source: ${source}, section: ${section}, words: ${words}, fingerprint: '${fingerprint}'${order} }`;
}
