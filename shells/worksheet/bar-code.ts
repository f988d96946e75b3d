import bwipjs from 'bwip-js';

/** The bars of a linear code: widths in modules, a bar and a space by turns, a bar first. */
export interface Bars {
  readonly kind: 'bars';
  readonly widths: readonly number[];
}

/** A code of two dimensions: `rows` of modules, true is black. */
export interface Matrix {
  readonly kind: 'matrix';
  readonly rows: readonly (readonly boolean[])[];
}

/** What the library gives: widths of bars and spaces, or modules row by row. */
type Drawn =
  | { readonly sbs: readonly number[] }
  | { readonly pixs: readonly number[]; readonly pixx: number; readonly pixy: number };

/**
 * Code 128 of a text.
 * @throws RangeError where the text has a character that the code does not
 */
export function code128(text: string): Bars {
  const [drawn] = encoded('code128', text);
  if (drawn === undefined || !('sbs' in drawn)) throw new RangeError(`no bars for "${text}"`);
  return { kind: 'bars', widths: drawn.sbs };
}

/** Data Matrix (ECC 200) of a text. @throws RangeError as `code128` does */
export function dataMatrix(text: string): Matrix {
  return matrix('datamatrix', text);
}

/**
 * GS1 Data Matrix of elements as people read them, `(01)…(17)…(10)…`.
 * @throws RangeError where an element breaks the rules of its identifier
 */
export function gs1DataMatrix(elements: string): Matrix {
  return matrix('gs1datamatrix', elements);
}

function matrix(symbology: string, text: string): Matrix {
  const [drawn] = encoded(symbology, text);
  if (drawn === undefined || !('pixs' in drawn)) throw new RangeError(`no modules for "${text}"`);
  const { pixs, pixx, pixy } = drawn;
  const rows = Array.from({ length: pixy }, (_row, y) =>
    pixs.slice(y * pixx, (y + 1) * pixx).map((dark) => dark === 1),
  );
  return { kind: 'matrix', rows };
}

function encoded(bcid: string, text: string): readonly Drawn[] {
  // The library would take other letters for Latin-1 or UTF-8 as it finds; scanners disagree about both.
  if (!/^[ -~]+$/u.test(text)) throw new RangeError(`"${text}" has a character that bar codes do not`);
  try {
    return bwipjs.raw(bcid, text, {});
  } catch (cause) {
    throw new RangeError(`"${text}" makes no ${bcid}`, { cause });
  }
}
