import type { WorksheetPage } from '../../core/explain/worksheet-page.ts';
import { bytesOf, documentOn } from '../packet/document.ts';
import { drawItems } from '../packet/items.ts';
import { unprintableIn } from '../packet/printable.ts';
import { Sheet } from '../packet/sheet.ts';
import { layOutWorksheet, MARGIN } from './layout.ts';
import { PAPERS, type PaperName } from './paper.ts';

export interface DrawnPage {
  readonly bytes: Uint8Array;
  /** The texts of which something cannot be printed. */
  readonly unprintable: readonly string[];
}

/** Points of the type of the steps: the largest at which all stands on one page. */
const SIZES = { least: 6.25, most: 10.5, step: 0.25 } as const;

/**
 * Draws a worksheet as a PDF of one page, in black only. The same page gives the same bytes.
 * @param on day that the document is dated by, YYYY-MM-DD
 * @returns null where the words are too many for a page even in the smallest type
 */
export async function drawWorksheet(page: WorksheetPage, paper: PaperName, on: string): Promise<DrawnPage | null> {
  const document = documentOn(PAPERS[paper], {
    title: `${page.title}: ${page.drug.brand} ${page.mg} mg`,
    subject: page.bagId ?? 'no bag id yet',
    on,
  });
  const sheet = new Sheet(document);
  for (let size: number = SIZES.most; size >= SIZES.least; size -= SIZES.step) {
    const { items, bottom } = layOutWorksheet(sheet, page, paper, size);
    if (bottom > PAPERS[paper].height - MARGIN) continue;
    drawItems(sheet, items);
    return { bytes: await bytesOf(document), unprintable: [...new Set(unprintableIn(page))] };
  }
  return null;
}
