import { bagLabel } from '../../core/explain/bag-label.ts';
import { worksheetPage, type BagSource } from '../../core/explain/worksheet-page.ts';
import { InputError } from '../input/input-error.ts';
import type { DrawnPage } from './draw-worksheet.ts';
import type { PaperName } from './paper.ts';

/** What is to be printed, and where to; a file whose name ends in `.txt` is plain text. */
export interface PrintRequest {
  readonly worksheet: string | undefined;
  readonly label: string | undefined;
  readonly paper: PaperName;
  /** Day that the documents are dated by, YYYY-MM-DD. */
  readonly on: string;
}

type Write = (path: string, content: string | Uint8Array) => void;

/**
 * Writes the worksheet and the bag label of one dose. The libraries that draw are only loaded for a call that wants one.
 * @returns what to tell, a line each
 * @throws InputError where the words do not fit, or where the file cannot be written
 */
export async function printBag(request: PrintRequest, source: BagSource, write: Write): Promise<readonly string[]> {
  const { worksheet, label } = request;
  return [
    ...(worksheet === undefined ? [] : await printWorksheet(worksheet, request, source, write)),
    ...(label === undefined ? [] : await printLabel(label, request, source, write)),
  ];
}

async function printWorksheet(
  file: string,
  { paper, on }: PrintRequest,
  source: BagSource,
  write: Write,
): Promise<readonly string[]> {
  const page = worksheetPage(source);
  if (isText(file)) {
    const { worksheetAsText } = await import('./plain-text.ts');
    write(file, worksheetAsText(page));
    return [`Worksheet written to ${file}.`];
  }
  const { drawWorksheet } = await import('./draw-worksheet.ts');
  return written(file, `Worksheet written to ${file}: 1 page.`, await drawWorksheet(page, paper, on), write);
}

async function printLabel(
  file: string,
  { on }: PrintRequest,
  source: BagSource,
  write: Write,
): Promise<readonly string[]> {
  const label = bagLabel(source);
  if (isText(file)) {
    const { labelAsText } = await import('./plain-text.ts');
    write(file, labelAsText(label));
    return [`Bag label written to ${file}.`];
  }
  const { drawLabel } = await import('./draw-label.ts');
  return written(file, `Bag label written to ${file}: 100 x 70 mm.`, await drawLabel(label, on), write);
}

function isText(file: string): boolean {
  return file.toLowerCase().endsWith('.txt');
}

function written(file: string, told: string, drawn: DrawnPage | null, write: Write): readonly string[] {
  if (drawn === null) {
    const what = 'the words are too many for one page';
    throw new InputError([{ where: file, what, mend: 'Shorten the names, or write it as plain text (.txt)' }]);
  }
  write(file, drawn.bytes);
  const { unprintable } = drawn;
  return unprintable.length === 0
    ? [told]
    : [told, `Signs that it cannot print stand as [?]: ${unprintable.join('; ')}`];
}
