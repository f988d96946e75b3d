import type { Clause, Letter } from '../../core/explain/letter.ts';
import { sayNumbers } from '../../core/explain/packet-records.ts';
import { BODY, FULL, heightOf, lineHeight, NOTE, STRONG, TITLE, type Column, type Sheet } from './sheet.ts';

const LABEL = 100;
/** From one line to write on to the next. */
const LINE = 20;

/** Draws the draft on its own pages, headed as what it is. */
export function drawLetter(sheet: Sheet, { head, paragraphs, signer }: Letter): void {
  sheet.newPage();
  sheet.write('DRAFT: letter of medical necessity', TITLE);
  sheet.write(
    'For the prescriber to review, complete and sign. It states what is recorded, each statement with the number of its record. A letter in the prescriber’s own words may take its place.',
    NOTE,
  );
  sheet.gap(10);
  for (const { label, text, blank } of head)
    sheet.writeBeside([
      sheet.set(label, STRONG, { left: FULL.left, width: LABEL }),
      sheet.set(text, blank ? STRONG : BODY, { left: FULL.left + LABEL, width: FULL.width - LABEL }),
    ]);
  const [closing, ...before] = [...paragraphs].reverse();
  for (const clauses of before.reverse()) {
    sheet.gap(9);
    drawParagraph(sheet, clauses);
  }
  drawClosing(sheet, closing ?? [], signer);
}

/** Statements run on; a blank stands on lines of its own, so that it is seen and there is room to write. */
function drawParagraph(sheet: Sheet, clauses: readonly Clause[]): void {
  const stated = clauses.filter((clause) => !clause.blank);
  if (stated.length > 0) sheet.write(stated.map(sayClause).join(' '));
  for (const { text, room = 1 } of clauses.filter((clause) => clause.blank)) {
    sheet.room((room + 2) * LINE);
    sheet.write(text, STRONG);
    for (let line = 0; line < room; line++) {
      sheet.gap(LINE);
      sheet.rule(0.6);
    }
  }
}

function sayClause({ text, records }: Clause): string {
  if (records.length === 0) return text;
  const stop = text.endsWith('.') ? '.' : '';
  return `${text.slice(0, text.length - stop.length)} [${sayNumbers(records)}]${stop}`;
}

/** The last paragraph goes with the lines to sign on: a signature alone on a page is under nothing. */
function drawClosing(sheet: Sheet, closing: readonly Clause[], { name, npi }: Letter['signer']): void {
  const rows: readonly (readonly [first: Line, second?: Line])[] = [
    [
      { label: 'Name, credentials', text: name },
      { label: 'NPI', text: npi },
    ],
    [{ label: 'Phone and fax', text: null }],
    [
      { label: 'Signature', text: null },
      { label: 'Date', text: null },
    ],
  ];
  const text = sheet.set(closing.map(sayClause).join(' '));
  sheet.room(9 + heightOf([text]) + 10 + (1 + rows.length * 2) * lineHeight(BODY));
  sheet.gap(9);
  sheet.writeSet([text]);
  sheet.gap(10);
  sheet.write('Sincerely,');
  for (const [first, second] of rows) {
    sheet.gap(lineHeight(BODY));
    drawLine(sheet, first, { left: FULL.left, width: 270 }, 104);
    if (second !== undefined) drawLine(sheet, second, { left: FULL.left + 286, width: 206 }, 40);
    sheet.gap(lineHeight(BODY));
  }
}

interface Line {
  readonly label: string;
  readonly text: string | null;
}

/** A line to write on, with what is recorded standing on it. */
function drawLine(sheet: Sheet, { label, text }: Line, { left, width }: Column, labelWidth: number): void {
  const column: Column = { left: left + labelWidth, width: width - labelWidth };
  sheet.line(label, STRONG, left, sheet.y);
  // A name that is longer than its line is left to be written: it is on the cover in full.
  const [only, ...more] = sheet.set(text ?? '', BODY, column).lines;
  if (only !== undefined && more.length === 0) sheet.line(only, BODY, column.left, sheet.y);
  sheet.rule(0.6, column, sheet.y + lineHeight(BODY) - 1);
}
