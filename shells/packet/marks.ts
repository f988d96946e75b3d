import type { Mark } from '../../core/explain/packet-criteria.ts';

/** The mark in words: it has to be told apart on a bad fax, and by a reader who hears it. */
export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  met: 'Met',
  'not-met': 'Not met',
  unknown: 'Unknown',
  'does-not-apply': 'Not applicable',
  'not-needed': 'Not needed',
};

const SIDE = 9;

/** Draws the mark in a box: a tick, a cross, a question mark or a dash. The standard fonts have none of these signs. */
export function drawMark(document: PDFKit.PDFDocument, mark: Mark, left: number, top: number): void {
  document.lineWidth(0.9).rect(left, top, SIDE, SIDE).stroke('black').lineWidth(1.6);
  switch (mark) {
    case 'met':
      document
        .moveTo(left + 1.8, top + 4.8)
        .lineTo(left + 3.8, top + 7)
        .lineTo(left + 7.4, top + 1.8)
        .stroke('black');
      return;
    case 'not-met':
      document
        .moveTo(left + 2, top + 2)
        .lineTo(left + 7, top + 7)
        .moveTo(left + 7, top + 2)
        .lineTo(left + 2, top + 7)
        .stroke('black');
      return;
    case 'unknown':
      document
        .font('Helvetica-Bold')
        .fontSize(9)
        .text('?', left + 1.9, top + 1.2, { lineBreak: false });
      return;
    case 'does-not-apply':
    case 'not-needed':
      document
        .moveTo(left + 2, top + SIDE / 2)
        .lineTo(left + 7, top + SIDE / 2)
        .stroke('black');
      return;
    default:
      return mark satisfies never;
  }
}

/** An empty box to tick. */
export function drawBox(document: PDFKit.PDFDocument, left: number, top: number): void {
  document.lineWidth(0.9).rect(left, top, SIDE, SIDE).stroke('black');
}
