import type { Paper } from '../packet/document.ts';

/** The sheets that a worksheet is printed on, in points, 72 an inch. */
export const PAPERS = {
  letter: { width: 612, height: 792 },
  a4: { width: 595, height: 842 },
} as const satisfies Record<string, Paper>;

export type PaperName = keyof typeof PAPERS;
export const PAPER_NAMES: readonly PaperName[] = ['letter', 'a4'];

/** Points of a length in millimetres. */
function millimetres(length: number): number {
  return (length * 72) / 25.4;
}

/** A bag label: 100 x 70 mm, across. */
export const LABEL_PAPER: Paper = { width: millimetres(100), height: millimetres(70) };
