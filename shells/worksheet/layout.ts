import type { WorksheetPage } from '../../core/explain/worksheet-page.ts';
import type { Column, Sheet } from '../packet/sheet.ts';
import { Board, type LaidOut } from './board.ts';
import { layNotes, layPeople, layTimes } from './foot.ts';
import { layAmounts, layHead, layIdentity, layVials } from './head.ts';
import { PAPERS, type PaperName } from './paper.ts';
import { laySteps } from './steps.ts';

/** White on every side, in points: what any printer leaves. */
export const MARGIN = 24;
/** The part of the width that the steps take; the clocks stand beside them. */
const STEPS_SHARE = 0.625;
const GUTTER = 10;

/** Lays out a worksheet from top to bottom, its steps in type of so many points; the numbers are as large at any size. */
export function layOutWorksheet(sheet: Sheet, page: WorksheetPage, paper: PaperName, size: number): LaidOut {
  const board = new Board(sheet);
  const frame: Column = { left: MARGIN, width: PAPERS[paper].width - 2 * MARGIN };
  const head = layHead(board, page, frame, MARGIN - 3);
  const identity = layIdentity(board, page, frame, head + 4);
  board.rule(1.2, frame, identity + 2);
  const vials = layVials(board, page, frame, identity + 5);
  const amounts = layAmounts(board, page, frame, vials + 4);
  const left: Column = { left: frame.left, width: frame.width * STEPS_SHARE };
  const right: Column = { left: left.left + left.width + GUTTER, width: frame.width - left.width - GUTTER };
  const work = Math.max(
    laySteps(board, page, left, amounts + 6, size),
    layTimes(board, page, right, amounts + 6, size),
  );
  const people = layPeople(board, page, frame, work + 6, size);
  const bottom = layNotes(board, page, frame, people + 4, size - 0.5);
  return { items: board.items, bottom };
}
