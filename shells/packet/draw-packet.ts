import type { Packet } from '../../core/explain/packet.ts';
import { drawAttestations } from './attestations.ts';
import { drawCover } from './cover.ts';
import { drawCriteria, drawRecords } from './criteria.ts';
import { bytesOf, letterDocument } from './document.ts';
import { drawLetter } from './letter.ts';
import { printable, unprintableIn } from './printable.ts';
import { PAGE, Sheet, type Style } from './sheet.ts';
import { drawWorkSheet } from './work-sheet.ts';

export interface DrawnPacket {
  readonly bytes: Uint8Array;
  /** Pages of the submission, and those that the practice keeps. */
  readonly pages: number;
  readonly workSheets: number;
  /** The texts of which something cannot be printed. */
  readonly unprintable: readonly string[];
}

const RUNNING: Style = { font: 'Helvetica', size: 10 };
const RUNNING_STRONG: Style = { font: 'Helvetica-Bold', size: 10 };
const FOOT = 'Contains health information of a patient. Received in error: tell the sender and destroy it.';

/**
 * Draws a packet as a PDF of US Letter pages, in black only, for paper and fax. The same packet gives the same bytes:
 * it is dated by its own day and not compressed, so neither the clock nor the machine shows in it.
 */
export async function drawPacket(packet: Packet): Promise<DrawnPacket> {
  const counted = counts(packet);
  return {
    ...counted,
    bytes: await bytesOf(draw(packet, counted.pages).document),
    unprintable: [...new Set(unprintableIn(packet))],
  };
}

/** The cover names the number of pages, so they are counted on a first drawing. */
function counts(packet: Packet): Pick<DrawnPacket, 'pages' | 'workSheets'> {
  const { pages, workSheets } = draw(packet, 99);
  return { pages, workSheets };
}

function draw(
  packet: Packet,
  pagesOnCover: number,
): { readonly document: PDFKit.PDFDocument; readonly pages: number; readonly workSheets: number } {
  const document = newDocument(packet);
  const sheet = new Sheet(document);
  drawCover(sheet, packet.cover, pagesOnCover, unprintableIn(packet).length > 0);
  if (packet.criteria.length > 0) {
    sheet.newPage();
    drawCriteria(sheet, packet.criteria, packet.document, packet.records);
    drawRecords(sheet, packet.records);
  }
  if (packet.letter !== null) drawLetter(sheet, packet.letter);
  drawAttestations(sheet, packet.attestations);
  const pages = document.bufferedPageRange().count;
  drawWorkSheet(sheet, packet);
  const workSheets = document.bufferedPageRange().count - pages;
  for (let page = 0; page < pages + workSheets; page++) {
    document.switchToPage(page);
    const name = page < pages ? `Page ${page + 1} of ${pages}` : `Work sheet ${page - pages + 1} of ${workSheets}`;
    drawRunning(sheet, packet, name);
  }
  return { document, pages, workSheets };
}

function newDocument({ reference, cover }: Packet): PDFKit.PDFDocument {
  const { policy, kind, on } = reference;
  return letterDocument({ title: cover.title, subject: `${policy}, ${kind} request, ${on}`, on });
}

/** Every page says whose request it is: pages of a fax part company. */
function drawRunning(sheet: Sheet, { reference }: Packet, name: string): void {
  const { policy, kind, on, birthDate } = reference;
  const right = (text: string, style: Style, top: number): void => {
    sheet.line(text, style, PAGE.right - sheet.widthOf(text, style), top);
  };
  const patient = 'Patient';
  sheet.line(patient, RUNNING_STRONG, PAGE.left, 46);
  const blankAt = PAGE.left + sheet.widthOf(patient, RUNNING_STRONG) + 6;
  sheet.rule(0.6, { left: blankAt, width: 190 }, 57);
  sheet.line(`Born ${birthDate ?? '____________'}`, RUNNING, blankAt + 200, 46);
  right(name, RUNNING_STRONG, 46);
  sheet.line(printable(`${policy}, ${kind} request of ${on}`), RUNNING, PAGE.left, 62);
  sheet.rule(1, undefined, 78);
  sheet.rule(0.6, undefined, 740);
  sheet.line(FOOT, { font: 'Helvetica', size: 10 }, PAGE.left, 745);
}
