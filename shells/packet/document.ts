import PDFDocument from 'pdfkit';
import { Temporal } from 'temporal-polyfill';
import { printable } from './printable.ts';

/** What a PDF says of itself; `on` is YYYY-MM-DD. */
export interface DocumentInfo {
  readonly title: string;
  readonly subject: string;
  readonly on: string;
}

/** A page in points, 72 an inch. */
export interface Paper {
  readonly width: number;
  readonly height: number;
}

const LETTER: Paper = { width: 612, height: 792 };

/** An empty document of US Letter pages. */
export function letterDocument(info: DocumentInfo): PDFKit.PDFDocument {
  return documentOn(LETTER, info);
}

/** An empty document, the same bytes for the same content: dated by its own day and not compressed. */
export function documentOn({ width, height }: Paper, { title, subject, on }: DocumentInfo): PDFKit.PDFDocument {
  const midnight = Temporal.PlainDate.from(on).toZonedDateTime('UTC').epochMilliseconds;
  return new PDFDocument({
    size: [width, height],
    margin: 0,
    compress: false,
    bufferPages: true,
    lang: 'en-US',
    info: {
      Title: printable(title),
      Subject: subject,
      Producer: 'Stepwise',
      Creator: 'Stepwise',
      // eslint-disable-next-line no-restricted-globals -- the PDF library takes no other kind of date; no clock is read
      CreationDate: new Date(midnight),
    },
  });
}

/** Ends the document. */
export async function bytesOf(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.on('data', (part: Uint8Array) => parts.push(part));
  document.end();
  await ended;
  return Buffer.concat(parts);
}
