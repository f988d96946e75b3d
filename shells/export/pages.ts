import { bytesOf, letterDocument } from '../packet/document.ts';
import { printable } from '../packet/printable.ts';
import { BODY, FULL, PAGE, Sheet, STRONG, type Column, type Style } from '../packet/sheet.ts';

const RUNNING: Style = { font: 'Helvetica', size: 9.5 };
const FOOT = 'Contains health information of a patient. Received in error: tell the sender and destroy it.';
const LABEL = 130;

/** What every page of a document says. */
export interface Running {
  readonly title: string;
  /** Whose record it is, without a name. */
  readonly about: string;
  /** YYYY-MM-DD. */
  readonly on: string;
}

/** Draws pages of US Letter with their numbers on them; the same content gives the same bytes. */
export async function drawPages(running: Running, draw: (sheet: Sheet) => void): Promise<Uint8Array> {
  const document = letterDocument({ title: running.title, subject: running.about, on: running.on });
  const sheet = new Sheet(document);
  draw(sheet);
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    const name = `Page ${String(page + 1)} of ${String(count)}`;
    sheet.line(printable(running.about), RUNNING, PAGE.left, 54);
    sheet.line(name, RUNNING, PAGE.right - sheet.widthOf(name, RUNNING), 54);
    sheet.rule(1, undefined, 70);
    sheet.rule(0.6, undefined, 740);
    sheet.line(FOOT, RUNNING, PAGE.left, 745);
  }
  return bytesOf(document);
}

/** Labels with what stands behind them, one below the other. */
export function drawTable(sheet: Sheet, rows: readonly (readonly [label: string, text: string])[]): void {
  const value: Column = { left: FULL.left + LABEL, width: FULL.width - LABEL };
  for (const [label, text] of rows) {
    sheet.writeBeside([sheet.set(label, STRONG, { left: FULL.left, width: LABEL - 8 }), sheet.set(text, BODY, value)]);
    sheet.gap(2);
  }
}

/** What stands for all events at the end of a record: their number and the last hash, whole on one line. */
export function drawSeal(sheet: Sheet, events: readonly { readonly hash: string }[]): void {
  sheet.heading('Seal');
  sheet.write(
    `Each of the ${String(events.length)} events is chained to the one before by a hash (SHA-256): whoever has the record as JSON can compute the chain again. The last one stands for all of them:`,
  );
  sheet.gap(4);
  sheet.write(events.at(-1)?.hash ?? '', STRONG);
}
