import type { Card } from '../../core/explain/card.ts';
import type { CardReader } from '../../core/explain/card-wording.ts';
import { bytesOf, letterDocument } from '../packet/document.ts';
import { drawItems } from '../packet/items.ts';
import { unprintableIn } from '../packet/printable.ts';
import { Sheet } from '../packet/sheet.ts';
import type { Setting } from './flow.ts';
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
/** Closer than on a letter, because all has to stand on one page. */
const LEADING = 1.13;
/** For a record that has more to say than a card has room for otherwise. */
const CLOSEST = 1.04;

/**
 * Draws a card as a PDF of one US Letter page, in black only. The same card gives the same bytes.
 * @returns null where the words are too many for a page even in the smallest type
 */
export async function drawCard({ page, at, for: reader }: Card): Promise<DrawnCard | null> {
  const document = letterDocument({ title: `${page.title}: ${page.drug}`, subject: page.asOf, on: at.slice(0, 10) });
  const sheet = new Sheet(document);
  const layout = largestThatFits(sheet, page, SIZES[reader]);
  if (layout === undefined) return null;
  drawItems(sheet, layout.items);
  return { bytes: await bytesOf(document), size: layout.size, unprintable: [...new Set(unprintableIn(page))] };
}

function largestThatFits(sheet: Sheet, page: Card['page'], { least, most, columns }: Sizes): Layout | undefined {
  for (const setting of settings(least, most)) {
    const layout = layOut(sheet, page, setting, columns);
    if (layout.bottom <= CARD.bottom) return layout;
  }
  return undefined;
}

/** From large to small; at last the smallest type with its lines close together. */
function settings(least: number, most: number): readonly Setting[] {
  const steps = Array.from({ length: (most - least) / STEP + 1 }, (_step, index) => most - index * STEP);
  return [...steps.map((size) => ({ size, leading: LEADING })), { size: least, leading: CLOSEST }];
}
