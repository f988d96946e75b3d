import { isBagId } from '../../core/explain/bag-label-codes.ts';
import type { PageVial, WorksheetPage } from '../../core/explain/worksheet-page.ts';
import { bold, plain } from '../packet/items.ts';
import type { Column } from '../packet/sheet.ts';
import { code128, gs1DataMatrix } from './bar-code.ts';
import type { Board } from './board.ts';
import { placeBars, placeMatrix } from './symbols.ts';

/** Points of the dose in milligrams: read across a room. */
const DOSE_SIZE = 42;
const BRAND_SIZE = 27;

/** Drug, dose and its name: what everything else is checked against. @returns where it ends */
export function layHead(board: Board, page: WorksheetPage, frame: Column, top: number): number {
  const { drug, dose, title, mg } = page;
  const milligrams = `${mg} mg`;
  const boxWidth = board.widthOf(milligrams, bold(DOSE_SIZE)) + 30;
  const box: Column = { left: frame.left + frame.width - boxWidth, width: boxWidth };
  board.box(3, box, top + 1.5, 52);
  board.centered(milligrams, bold(DOSE_SIZE), box, top + 9);
  const name: Column = { left: box.left - 112, width: 100 };
  board.centered('Dose', plain(10), name, top + 4);
  if (dose === null) board.blank(name, top + 48);
  else board.centered(dose, bold(28), name, top + 19);
  const left: Column = { left: frame.left, width: frame.width - boxWidth - 120 };
  board.text(title, bold(11), left, top);
  board.text(drug.brand, board.fitting(drug.brand, bold(BRAND_SIZE), left.width), left, top + 13);
  board.text(`${drug.name}, ${drug.route}`, plain(11), left, top + 42);
  return top + 57;
}

const STICKER = { width: 196, height: 56 } as const;

/** Whose bag it is: room for the hospital's sticker, what the course knows, the bag id as a bar code. @returns where it ends */
export function layIdentity(board: Board, page: WorksheetPage, frame: Column, top: number): number {
  const sticker: Column = { left: frame.left, width: STICKER.width };
  const inside: Column = { left: sticker.left + 5, width: STICKER.width - 10 };
  board.box(0.9, sticker, top, STICKER.height);
  board.text('Patient: sticker, or write', plain(8), inside, top + 3);
  board.field('Name', null, 10, inside, top + 20);
  board.field('MRN', null, 10, inside, top + 39);
  const rest: Column = { left: frame.left + STICKER.width + 12, width: frame.width - STICKER.width - 12 };
  const narrow = rest.width * 0.42;
  const wide: Column = { left: rest.left + narrow + 8, width: rest.width - narrow - 8 };
  const below = page.patient.reduce(
    (at, field, index) => {
      const column = index % 2 === 0 ? { left: rest.left, width: narrow } : wide;
      const end = board.field(field.label, field.text, 10, column, at.row);
      return index % 2 === 0 ? { ...at, end } : { row: Math.max(at.end, end) + 2, end: Math.max(at.end, end) + 2 };
    },
    { row: top, end: top },
  );
  const end = layBagId(board, page.bagId, rest, below.end + 1);
  return Math.max(top + STICKER.height, end);
}

/** The bag id under its bar code; a line to write on, and no bar code, where it has none. */
function layBagId(board: Board, bagId: string | null, column: Column, top: number): number {
  const codable = bagId !== null && isBagId(bagId);
  const bars = codable ? placeBars(code128(bagId), column.left, top, column.width, 22) : null;
  if (bars === null) return board.field('Bag', bagId, 10, column, top);
  board.black(bars.rectangles);
  return board.centered(`Bag ${bagId ?? ''}`, plain(8.5), { left: column.left, width: bars.width }, top + 23);
}

const VIAL = { height: 38, bars: 130, texts: 112 } as const;

/** What comes out of the refrigerator: count, strength, package number; lot and expiry of each vial. @returns where it ends */
export function layVials(board: Board, page: WorksheetPage, frame: Column, top: number): number {
  const { vial, vials } = page;
  const left: Column = { left: frame.left, width: frame.width - VIAL.bars - VIAL.texts - 62 };
  const said = `${vial.count} × ${vial.mg} mg vial`;
  board.text(said, bold(18), left, top);
  const beside = board.widthOf(said, bold(18)) + 12;
  const number: Column = { left: left.left + beside, width: left.width - beside };
  board.text(`NDC ${vial.ndc ?? 'not held'}`, bold(13), number, top + 4);
  const packed = board.text(vial.package, plain(8), left, top + 22);
  const bars: Column = { left: left.left + left.width + 4, width: VIAL.bars };
  const placed = vial.ndc === null ? null : placeBars(code128(vial.ndc), bars.left, top + 2, bars.width, 24);
  if (placed !== null && vial.ndc !== null) {
    board.black(placed.rectangles);
    board.centered(vial.ndc, plain(8), { ...bars, width: placed.width }, top + 27);
  }
  const right: Column = { left: bars.left + VIAL.bars + 8, width: VIAL.texts + 50 };
  const ends = vials.map((one, index) => layVial(board, one, right, top + index * VIAL.height));
  return Math.max(packed, top + 36, ...ends);
}

function layVial(board: Board, { lot, expires, gtin, elements }: PageVial, column: Column, top: number): number {
  const symbol = elements === null ? null : placeMatrix(gs1DataMatrix(elements), 0, 0);
  const side = symbol?.width ?? 0;
  const codeLeft = column.left + column.width - side;
  if (symbol !== null)
    board.black(symbol.rectangles.map((part) => ({ ...part, left: part.left + codeLeft, top: part.top + top - 2 })));
  const texts: Column = { left: column.left, width: column.width - side - 6 };
  const below = board.field('Lot', lot, 10, texts, top);
  const end = board.field('Expires', expires, 10, texts, below + 3);
  const said = gtin === null ? end : board.text(`GTIN ${gtin}`, plain(7), texts, end + 1);
  return Math.max(said, top - 2 + (symbol?.height ?? 0));
}

/** The volumes, each as large as a syringe is read, with room for the initials of two people. @returns where it ends */
export function layAmounts(board: Board, page: WorksheetPage, frame: Column, top: number): number {
  const gap = 5;
  const width = (frame.width - gap * (page.amounts.length - 1)) / page.amounts.length;
  const height = 72;
  page.amounts.forEach(({ label, number, unit, note, measured }, index) => {
    const tile: Column = { left: frame.left + index * (width + gap), width };
    const inside: Column = { left: tile.left + 5, width: width - 10 };
    board.box(measured ? 1.6 : 0.7, tile, top, height);
    board.text(label, bold(8.5), inside, top + 3);
    const digits = String(number);
    board.text(digits, bold(30), inside, top + 12);
    board.text(unit, bold(13), { left: inside.left + board.widthOf(digits, bold(30)) + 4, width }, top + 25);
    board.text(note, plain(8), inside, top + 41);
    if (!measured) return;
    const half = (width - 10) / 2;
    board.field('by', null, 8, { left: inside.left, width: half - 3 }, top + height - 11);
    board.field('chk', null, 8, { left: inside.left + half + 1, width: half - 1 }, top + height - 11);
  });
  return top + height;
}
