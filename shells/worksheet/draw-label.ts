import { isBagId } from '../../core/explain/bag-label-codes.ts';
import type { BagLabel } from '../../core/explain/bag-label.ts';
import type { Stamp } from '../../core/explain/worksheet-page-time.ts';
import type { PageField } from '../../core/explain/worksheet-page.ts';
import { bytesOf, documentOn } from '../packet/document.ts';
import { bold, drawItems, plain } from '../packet/items.ts';
import { unprintableIn } from '../packet/printable.ts';
import { Sheet, type Column } from '../packet/sheet.ts';
import { code128, dataMatrix } from './bar-code.ts';
import { Board, leading, LEAST_TYPE, type LaidOut } from './board.ts';
import type { DrawnPage } from './draw-worksheet.ts';
import { LABEL_PAPER } from './paper.ts';
import { placeBars, placeMatrix } from './symbols.ts';

/** White on every side, in points. */
const MARGIN = 9;
/** What a label printer needs below, in points. */
const LEAST_BELOW = 6;
const FULL: Column = { left: MARGIN, width: LABEL_PAPER.width - 2 * MARGIN };

/**
 * Draws a bag label as a PDF of one page of 100 x 70 mm, in black only. The same label gives the same bytes.
 * @param on day that the document is dated by, YYYY-MM-DD
 * @returns null where the words are too many for the label
 */
export async function drawLabel(label: BagLabel, on: string): Promise<DrawnPage | null> {
  const document = documentOn(LABEL_PAPER, {
    title: `Bag label: ${label.drug.brand} ${label.mg} mg`,
    subject: label.bagId ?? 'no bag id yet',
    on,
  });
  const sheet = new Sheet(document);
  const { items, bottom } = layOutLabel(sheet, label);
  if (bottom > LABEL_PAPER.height - LEAST_BELOW) return null;
  drawItems(sheet, items);
  return { bytes: await bytesOf(document), unprintable: [...new Set(unprintableIn(label))] };
}

/** Lays out a label from top to bottom. */
export function layOutLabel(sheet: Sheet, label: BagLabel): LaidOut {
  const board = new Board(sheet);
  const head = layHead(board, label, MARGIN - 4);
  const given = layGiven(board, label, head + 2);
  const use = layBeyondUse(board, label, given + 3);
  const signed = layNotices(board, label, use + 3);
  const bottom = layCode(board, label, signed + 3);
  return { items: board.items, bottom };
}

/** Drug and milligrams: what is read first. */
function layHead(board: Board, { drug, mg, dose }: BagLabel, top: number): number {
  const said = `${mg} mg`;
  const style = bold(26);
  const width = board.widthOf(said, style) + 14;
  const box: Column = { left: FULL.left + FULL.width - width, width };
  board.box(2, box, top + 1, 31);
  board.centered(said, style, box, top + 5);
  const left: Column = { left: FULL.left, width: FULL.width - width - 8 };
  board.text(drug.brand, board.fitting(drug.brand, bold(20), left.width), left, top);
  const name = `${drug.name}${dose === null ? '' : `, dose ${dose}`}`;
  board.text(name, board.fitting(name, plain(9.5), left.width), left, top + 21.5);
  return top + 34;
}

/** For whom, how much, how fast. */
function layGiven(board: Board, { patient, content, infusion, drug }: BagLabel, top: number): number {
  board.rule(0.7, FULL, top);
  const [left, right] = halves(FULL, 0.62);
  const [name, number, born] = patient;
  if (name !== undefined) board.field(name.label, name.text, 9, left, top + 5);
  if (born !== undefined) board.field(born.label, born.text, 9, right, top + 5);
  if (number !== undefined) board.field(number.label, number.text, 9, left, top + 19.5);
  const route = `For ${drug.route}`;
  board.text(route, board.fitting(route, plain(9), right.width), right, top + 19.5);
  const [amount, speed] = halves(FULL, 0.5);
  board.text(content, board.fitting(content, bold(13), amount.width), amount, top + 32.5);
  board.text(infusion, board.fitting(infusion, bold(13), speed.width), speed, top + 32.5);
  return top + 47;
}

/** Two columns with a gutter; `share` is the part of the first. */
function halves({ left, width }: Column, share: number): readonly [Column, Column] {
  const first = width * share - 5;
  return [
    { left, width: first },
    { left: left + first + 10, width: width - first - 10 },
  ];
}

const FRAME_HEIGHT = 36;

/** Until when it may run, in a frame. A bag that must not be given says so instead. */
function layBeyondUse(board: Board, label: BagLabel, top: number): number {
  const inside: Column = { left: FULL.left + 5, width: FULL.width - 10 };
  const [left, right] = halves(inside, 0.62);
  board.box(2, FULL, top, FRAME_HEIGHT);
  if (label.blocks.length > 0) {
    board.text('DO NOT GIVE', bold(15), inside, top + 3);
    const [first = '', ...more] = label.blocks;
    const why = more.length === 0 ? first : `${first} And ${more.length} more: see the worksheet.`;
    board.text(why, board.fitting(why, plain(7), inside.width * 1.8), inside, top + 20);
    return top + FRAME_HEIGHT;
  }
  const { beyondUse, latestStart, sooner } = label;
  board.text(`Beyond use: infusion ended by${sooner ? ' (latest)' : ''}`, bold(8), left, top + 4);
  layMoment(board, beyondUse, 17, left, top);
  if (beyondUse !== null) layZone(board, beyondUse, left, top);
  board.text(sooner ? 'Sooner once out: out at' : 'Start no later than', bold(8), right, top + 4);
  if (!sooner) layMoment(board, latestStart, 12, right, top);
  else {
    board.blank(right, top + 21);
    board.field('end by', null, 8, right, top + 24);
  }
  return top + FRAME_HEIGHT;
}

/** The zone below the day, so that nobody elsewhere reads the hour as his own. */
function layZone(board: Board, { time, zone }: Stamp, column: Column, top: number): void {
  const beside = board.widthOf(time, bold(17)) + 5;
  const rest: Column = { left: column.left + beside, width: column.width - beside };
  board.text(zone, board.fitting(zone, plain(7), rest.width), rest, top + 24.5);
}

/** The hour large, the day beside it; a line to write on where it is not known. */
function layMoment(board: Board, stamp: Stamp | null, size: number, column: Column, top: number): void {
  if (stamp === null) {
    board.blank(column, top + FRAME_HEIGHT - 6);
    return;
  }
  board.text(stamp.time, bold(size), column, top + 15);
  const beside = board.widthOf(stamp.time, bold(size)) + 5;
  const rest: Column = { left: column.left + beside, width: column.width - beside };
  board.text(stamp.day, board.fitting(stamp.day, bold(9), rest.width), rest, top + 14.5);
}

/** What not to do with it, and the two people. */
function layNotices(board: Board, { notices, people }: BagLabel, top: number): number {
  const said = notices.join(' ');
  const end = board.text(said, board.fitting(said, bold(9), FULL.width), FULL, top) + 3;
  const width = FULL.width / people.length;
  people.forEach((person, index) => {
    const column: Column = { left: FULL.left + index * width, width: width - 5 };
    layField(board, cutToFit(board, person, column.width), column, end);
  });
  return end + leading(plain(8.5));
}

/** A field on one line, its text as large as it fits. */
function layField(board: Board, { label, text }: PageField, column: Column, top: number): void {
  const name = `${label}:`;
  const beside = board.widthOf(name, bold(8.5)) + 4;
  const rest: Column = { left: column.left + beside, width: column.width - beside };
  board.text(name, bold(8.5), column, top);
  if (text === null) board.blank(rest, top + 8.5);
  else board.text(text, board.fitting(text, plain(8.5), rest.width), rest, top);
}

/** A name that is too long even in small type is cut: the worksheet has it whole. */
function cutToFit(board: Board, { label, text }: PageField, width: number): PageField {
  if (text === null) return { label, text };
  const room = width - board.widthOf(`${label}:`, bold(8.5)) - 4;
  const signs = Array.from(text);
  const fits = signs.findLastIndex(
    (_sign, index) => board.widthOf(`${signs.slice(0, index + 1).join('')}…`, plain(LEAST_TYPE)) <= room,
  );
  const whole = board.widthOf(text, plain(LEAST_TYPE)) <= room;
  return { label, text: whole ? text : `${signs.slice(0, fits + 1).join('')}…` };
}

/** The bag id as bars for the hand scanner, and as a Data Matrix, which is also read on a bag that is not flat. */
function layCode(board: Board, { bagId, lots }: BagLabel, top: number): number {
  if (bagId === null || !isBagId(bagId)) {
    const [left, right] = halves(FULL, 0.6);
    layField(board, { label: 'Bag', text: bagId }, left, top + 8);
    layField(board, lots, right, top + 8);
    return top + 20;
  }
  const matrix = placeMatrix(dataMatrix(bagId), 0, 0);
  const room: Column = { left: FULL.left, width: FULL.width - matrix.width - 4 };
  const bars = placeBars(code128(bagId), room.left, top, room.width, 21);
  const left = FULL.left + FULL.width - matrix.width;
  board.black(matrix.rectangles.map((part) => ({ ...part, left: part.left + left, top: part.top + top })));
  if (bars !== null) board.black(bars.rectangles);
  const below = top + (bars === null ? 4 : 22);
  layField(board, { label: 'Bag', text: bagId }, { left: room.left, width: room.width * 0.66 }, below);
  layField(board, lots, { left: room.left + room.width * 0.68, width: room.width * 0.32 }, below);
  return Math.max(below + leading(plain(8.5)), top + matrix.height);
}
