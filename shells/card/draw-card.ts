import type { Card } from '../../core/explain/card.ts';
import type { CardReader } from '../../core/explain/card-wording.ts';
import { bytesOf, letterDocument } from '../packet/document.ts';
import { unprintableIn } from '../packet/printable.ts';
import { Sheet } from '../packet/sheet.ts';
import { CARD, layOut, type Layout } from './layout.ts';

export interface DrawnCard {
  readonly bytes: Uint8Array;
  /** Points of the type of its text. */
  readonly size: number;
  /** The texts of which something cannot be printed. */
  readonly unprintable: readonly string[];
}

interface Sizes {
  readonly least: number;
  readonly most: number;
  /** Of the sections: an emergency department has more to look up. */
  readonly columns: 1 | 2;
}

/** Points of the type: the largest that leaves all on one page is taken, and never a smaller one than `least`. */
const SIZES: Readonly<Record<CardReader, Sizes>> = {
  emergency: { least: 11, most: 13, columns: 2 },
  patient: { least: 13, most: 16, columns: 1 },
};
const STEP = 0.25;

/**
 * Draws a card as a PDF of one US Letter page, in black only. The same card gives the same bytes.
 * @returns null where the words are too many for a page even in the smallest type
 */
export async function drawCard({ page, at, for: reader }: Card): Promise<DrawnCard | null> {
  const document = letterDocument({ title: `${page.title}: ${page.drug}`, subject: page.asOf, on: at.slice(0, 10) });
  const sheet = new Sheet(document);
  const layout = largestThatFits(sheet, page, SIZES[reader]);
  if (layout === undefined) return null;
  drawItems(sheet, layout);
  return { bytes: await bytesOf(document), size: layout.size, unprintable: [...new Set(unprintableIn(page))] };
}

function largestThatFits(sheet: Sheet, page: Card['page'], { least, most, columns }: Sizes): Layout | undefined {
  for (let size = most; size >= least; size -= STEP) {
    const layout = layOut(sheet, page, size, columns);
    if (layout.bottom <= CARD.bottom) return layout;
  }
  return undefined;
}

function drawItems(sheet: Sheet, { items }: Layout): void {
  for (const item of items) {
    switch (item.kind) {
      case 'line':
        sheet.line(item.text, item.style, item.left, item.top);
        break;
      case 'rule':
        sheet.rule(item.thickness, item.column, item.top);
        break;
      case 'box':
        sheet.document.lineWidth(2).rect(item.column.left, item.top, item.column.width, item.height).stroke('black');
        break;
      default:
        item satisfies never;
    }
  }
}
