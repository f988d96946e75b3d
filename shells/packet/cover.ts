import type { Cover, Field } from '../../core/explain/packet-cover.ts';
import { drawBox } from './marks.ts';
import { BODY, FULL, heightOf, lineHeight, NOTE, PAGE, STRONG, TITLE, type Column, type Sheet } from './sheet.ts';

const GUTTER = 18;
const HALF = (FULL.width - GUTTER) / 2;
const LEFT: Column = { left: FULL.left, width: HALF };
const RIGHT: Column = { left: FULL.left + HALF + GUTTER, width: HALF };
const LABEL = 108;
const ROW_GAP = 3.5;

/**
 * Draws the first page.
 * @param pages of the submission
 * @param lost true where something of the record cannot be printed
 */
export function drawCover(sheet: Sheet, cover: Cover, pages: number, lost: boolean): void {
  sheet.write(cover.title, TITLE);
  sheet.write(
    `Submission packet of ${pages} ${pages === 1 ? 'page' : 'pages'}. Lines left open are to be filled in by hand.`,
    NOTE,
  );
  if (lost)
    sheet.write('Signs of the record that this page cannot print stand as [?]: write them in before sending.', STRONG);
  drawFinding(sheet, cover.finding);
  for (const { title, fields } of cover.groups) {
    sheet.room(60);
    sheet.gap(9);
    sheet.write(title, { font: 'Helvetica-Bold', size: 11.5 });
    sheet.rule(0.8);
    sheet.gap(4);
    // The lines of the request are long; all others stand in two columns.
    if (cover.groups[0]?.title === title) for (const field of fields) drawFields(sheet, [[field, FULL]]);
    else
      for (let index = 0; index < fields.length; index += 2) {
        const [first, second] = [fields[index], fields[index + 1]];
        drawFields(sheet, [...(first ? [[first, LEFT] as const] : []), ...(second ? [[second, RIGHT] as const] : [])]);
      }
  }
}

function drawFinding(sheet: Sheet, { title, because }: Cover['finding']): void {
  sheet.gap(8);
  const inside: Column = { left: FULL.left + 8, width: FULL.width - 16 };
  const texts = [
    sheet.set(title, { font: 'Helvetica-Bold', size: 14 }, inside),
    ...because.map((line) => sheet.set(line, BODY, inside)),
    sheet.set(
      'Found by holding the record against the criteria of the policy. The decision is the payer’s.',
      NOTE,
      inside,
    ),
  ];
  const top = sheet.y;
  const height = heightOf(texts) + 14;
  if (height < 300) sheet.document.lineWidth(1.2).rect(FULL.left, top, FULL.width, height).stroke('black');
  sheet.gap(8);
  sheet.writeSet(texts);
  sheet.gap(6);
}

function drawFields(sheet: Sheet, fields: readonly (readonly [Field, Column])[]): void {
  const set = fields.map(([field, { left, width }]) => ({
    field,
    label: sheet.set(field.label, STRONG, { left, width: LABEL - 8 }),
    value: sheet.set(field.text ?? '', BODY, { left: left + LABEL, width: width - LABEL }),
  }));
  const height = Math.max(...set.flatMap(({ label, value }) => [heightOf([label]), heightOf([value])]));
  sheet.room(Math.min(height, PAGE.bottom - PAGE.top));
  const top = sheet.y;
  for (const { field, value } of set) {
    if (field.choices !== undefined) drawChoices(sheet, field.choices, value.column.left, top);
    else if (field.text === null) sheet.rule(0.6, value.column, top + lineHeight(BODY) - 2);
  }
  sheet.writeBeside(set.flatMap(({ label, value }) => [label, value]));
  sheet.gap(ROW_GAP);
}

/** Boxes to tick, side by side. */
export function drawChoices(sheet: Sheet, choices: readonly string[], left: number, top: number): void {
  let at = left;
  for (const choice of choices) {
    drawBox(sheet.document, at, top + 0.5);
    sheet.line(choice, BODY, at + 14, top);
    at += 14 + sheet.widthOf(choice, BODY) + 18;
  }
}
