import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../input/input-error.ts';

/** Bytes. The text of a policy takes a tenth of it; a larger file is taken for a mistake. */
const LARGEST = 2_000_000;
const TO_TEXT = 'Make a text of it first, as with pdftotext -layout';
const BYTE_ORDER = 0xfeff;

/**
 * The plain text of an author's own copy of a document.
 * @throws InputError where the file cannot be read, is no plain UTF-8 text, is larger than 2 MB, or holds no word
 */
export function readPlainText(file: string): string {
  const bytes = bytesOf(file);
  const begin = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (begin.includes('%PDF-')) throw fault(file, 'this is a PDF, and a plain text is wanted', TO_TEXT);
  if (/^(?:\u00ff\u00fe|\u00fe\u00ff)/u.test(begin)) throw fault(file, ...NOT_UTF8);
  if (bytes.includes(0)) throw fault(file, 'this is no plain text', TO_TEXT);
  const text = decoded(file, bytes);
  if (!/[\p{L}\p{N}]/u.test(text))
    throw fault(file, 'the text holds no word', 'A scanned document has to go through text recognition first');
  return text.codePointAt(0) === BYTE_ORDER ? text.slice(1) : text;
}

const NOT_UTF8 = ['the text is not in UTF-8', 'Save it as UTF-8, as with pdftotext -enc UTF-8'] as const;

function bytesOf(file: string): Uint8Array {
  let size: number;
  try {
    const status = statSync(file);
    if (!status.isFile()) throw fault(file, 'this is no file', 'Give the text of one document with --text');
    size = status.size;
    if (size <= LARGEST) return readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fault(file, 'the file given with --text cannot be read', 'Check the name');
  }
  const what = `the file is larger than ${LARGEST / 1_000_000} MB, and a policy is not`;
  throw fault(file, what, 'Give the text of one document');
}

function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fault(file, ...NOT_UTF8);
  }
}

function fault(where: string, what: string, mend: string): InputError {
  return new InputError([{ where, what, mend }]);
}
