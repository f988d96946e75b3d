import type { Inspection } from '../../core/preparation/worksheet.ts';
import type { PageStage, WorksheetPage } from '../../core/explain/worksheet-page.ts';
import { bold, plain } from '../packet/items.ts';
import type { Column } from '../packet/sheet.ts';
import { leading, TICK, type Board, type Run } from './board.ts';

/** Width of a cell for initials, and of the number of a step. */
const INITIALS = 30;
const NUMBER = 15;

/** The steps of the document, each line with a box to tick, each step with the initials of two people. @returns where it ends */
export function laySteps(board: Board, { stages }: WorksheetPage, frame: Column, top: number, size: number): number {
  const right = frame.left + frame.width;
  const cells = [right - 2 * INITIALS, right - INITIALS] as const;
  const work: Column = { left: frame.left + NUMBER, width: frame.width - NUMBER - 2 * INITIALS - 4 };
  board.text('Steps', bold(size + 1), frame, top);
  board.centered('done', bold(8), { left: cells[0], width: INITIALS }, top + 2);
  board.centered('check', bold(8), { left: cells[1], width: INITIALS }, top + 2);
  const first = top + leading(bold(size + 1)) + 1;
  board.rule(1.2, frame, first);
  const bottom = stages.reduce((at, stage) => {
    const begin = at + 2;
    if (stage.number !== null)
      board.text(String(stage.number), bold(size + 5), { left: frame.left + 1, width: NUMBER }, begin - 1);
    const end = Math.max(layStage(board, stage, work, begin, size), begin + size * 1.6) + 0.5;
    board.rule(0.5, frame, end);
    return end;
  }, first);
  for (const left of cells) board.upright(0.5, left, first, bottom - first);
  return bottom;
}

function layStage(board: Board, { lines, inspections }: PageStage, work: Column, top: number, size: number): number {
  const texts: Column = { left: work.left + TICK + 4, width: work.width - TICK - 4 };
  const done = lines.reduce((at, { title, text, warnings }) => {
    board.tick(work.left, at + (leading(plain(size)) - TICK) / 2);
    const parts: readonly Run[] = [
      { text: `${title}.`, style: bold(size) },
      { text, style: plain(size) },
      ...warnings.map((warning) => ({ text: `! ${warning}`, style: bold(size) })),
    ];
    return board.runs(parts, texts, at) + 1.5;
  }, top);
  return inspections.reduce((at, inspection) => layInspection(board, inspection, work, at, size), done);
}

/** A question with its two answers to tick; what is recorded of it already is said behind the answer. */
function layInspection(
  board: Board,
  { ask, otherwise, result }: Inspection,
  work: Column,
  top: number,
  size: number,
): number {
  const texts: Column = { left: work.left + TICK + 4, width: work.width - TICK - 4 };
  const asked = board.runs([{ text: ask, style: bold(size) }], texts, top);
  const recorded = (answer: Inspection['result']): string => (result === answer ? ' (recorded)' : '');
  const offset = (leading(plain(size)) - TICK) / 2;
  board.tick(texts.left, asked + offset, result === 'passes');
  const yes = `Yes${recorded('passes')}`;
  const beside: Column = { left: texts.left + TICK + 4, width: texts.width - TICK - 4 };
  board.text(yes, plain(size), beside, asked);
  const left = beside.left + board.widthOf(yes, plain(size)) + 10;
  board.tick(left, asked + offset, result === 'fails');
  const rest: Column = { left: left + TICK + 4, width: texts.left + texts.width - left - TICK - 4 };
  return board.text(`No${recorded('fails')}: ${otherwise}`, plain(size), rest, asked) + 1.5;
}
