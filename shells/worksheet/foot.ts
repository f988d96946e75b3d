import type { Stamp } from '../../core/explain/worksheet-page-time.ts';
import type { PageClock, WorksheetPage } from '../../core/explain/worksheet-page.ts';
import { bold, plain } from '../packet/items.ts';
import type { Column } from '../packet/sheet.ts';
import { leading, type Board } from './board.ts';

/** The infusion, the clocks, the sums, one below the other. @returns where it ends */
export function layTimes(board: Board, page: WorksheetPage, column: Column, top: number, size: number): number {
  const infusion = layInfusion(board, page, column, top, size);
  const clocks = layClocks(board, page, column, infusion + 6, size);
  board.text('Sums', bold(size + 1), column, clocks + 5);
  const first = clocks + 5 + leading(bold(size + 1)) + 1;
  board.rule(1.2, column, first);
  return page.checks.reduce((at, { name, sum, note }) => {
    const parts = [
      { text: `${name}: ${sum}`, style: bold(size - 0.5) },
      { text: `(${note})`, style: plain(size - 0.5) },
    ];
    return board.runs(parts, column, at + 2);
  }, first);
}

/** Shares of the width: what the clock is, what started it, when it ends. */
const CLOCK_COLUMNS = { name: 0.4, from: 0.3, until: 0.3 } as const;

function layClocks(board: Board, { clocks }: WorksheetPage, column: Column, top: number, size: number): number {
  const { name, from, until } = clockColumns(column);
  board.text('Clocks', bold(size + 1), name, top);
  board.text('Begins', bold(size + 1), from, top);
  board.text('Over at', bold(size + 1), until, top);
  const first = top + leading(bold(size + 1)) + 1;
  board.rule(1.2, column, first);
  return clocks.reduce((at, clock) => {
    const end = layClock(board, clock, column, at + 2, size) + 1;
    board.rule(0.5, column, end);
    return end;
  }, first);
}

function clockColumns({ left, width }: Column): Readonly<Record<keyof typeof CLOCK_COLUMNS, Column>> {
  const at = (before: number, share: number): Column => ({ left: left + before * width, width: share * width - 4 });
  const { name, from, until } = CLOCK_COLUMNS;
  return { name: at(0, name), from: at(name, from), until: at(name + from, until) };
}

/** A limit with its rule and its two moments: where one is not known yet, a line to write it on. */
function layClock(board: Board, clock: PageClock, column: Column, top: number, size: number): number {
  const columns = clockColumns(column);
  const named = board.text(clock.name, bold(size - 0.5), columns.name, top);
  const ruled = board.text(clock.limit, plain(size - 1), columns.name, named);
  const ends = [
    layStamp(board, clock.from, columns.from, top, size),
    layStamp(board, clock.until, columns.until, top, size),
  ];
  if (!clock.missed) return Math.max(ruled, ...ends);
  return Math.max(board.text('OVER', bold(size), columns.name, ruled), ...ends);
}

/** The hour large, the day and the zone below it; a line to write on where it is not known. @returns where it ends */
function layStamp(board: Board, stamp: Stamp | null, column: Column, top: number, size: number): number {
  if (stamp === null) {
    board.blank(column, top + size * 1.9);
    return top + size * 2;
  }
  const day = board.text(stamp.time, bold(size + 3), column, top);
  return board.text(stamp.day, board.fitting(stamp.day, plain(size - 1), column.width), column, day - 1);
}

/** What the nurse needs: the moments that end it, the rate; large. */
function layInfusion(board: Board, page: WorksheetPage, column: Column, top: number, size: number): number {
  const inside: Column = { left: column.left + 7, width: column.width - 14 };
  const titled = board.text('Start the infusion no later than', bold(size), inside, top + 5);
  const started = layMoment(board, page.latestStart, inside, titled, size);
  const ended = board.text('It has to have ended by', bold(size), inside, started + 3);
  const end = layMoment(board, page.mustEnd, inside, ended, size);
  const sooner = page.sooner
    ? board.text('Both sooner, once the bag is out of the refrigerator.', bold(size), inside, end + 1)
    : end;
  const bottom = page.infusion.reduce(
    (at, { label, text }) => board.field(label, text, size, inside, at) + 1,
    sooner + 3,
  );
  board.box(1.6, column, top, bottom + 3 - top);
  return bottom + 3;
}

function layMoment(board: Board, stamp: Stamp | null, column: Column, top: number, size: number): number {
  if (stamp === null) {
    board.blank(column, top + size * 2);
    return top + size * 2.2;
  }
  const style = bold(size + 8);
  board.text(stamp.time, style, column, top);
  const beside = board.widthOf(stamp.time, style) + 7;
  const rest: Column = { left: column.left + beside, width: column.width - beside };
  const day = board.text(stamp.day, bold(size), rest, top + 1);
  return Math.max(board.text(stamp.zone, plain(size - 1), rest, day), top + leading(style));
}

/** Names and signatures of those who prepare and check, side by side. @returns where it ends */
export function layPeople(board: Board, { people }: WorksheetPage, frame: Column, top: number, size: number): number {
  const gap = 6;
  const width = (frame.width - gap * (people.length - 1)) / people.length;
  const height = 42;
  people.forEach(({ label, text }, index) => {
    const column: Column = { left: frame.left + index * (width + gap), width };
    const inside: Column = { left: column.left + 5, width: width - 10 };
    board.box(1.2, column, top, height);
    if (text === null) board.field(label, null, size, inside, top + 5);
    else {
      const name = `${label}: ${text}`;
      board.text(name, board.fitting(name, bold(size), inside.width), inside, top + 5);
    }
    board.field('Signed', null, size, { left: inside.left, width: inside.width * 0.6 }, top + 26);
    board.field('Time', null, size, { left: inside.left + inside.width * 0.63, width: inside.width * 0.37 }, top + 26);
  });
  return top + height;
}

/** Why not to give it, what to be careful about, where it stands. @returns where it ends */
export function layNotes(board: Board, page: WorksheetPage, frame: Column, top: number, size: number): number {
  const blocks = page.blocks.reduce((at, text) => board.text(`STOP: ${text}`, bold(size), frame, at), top);
  const cautions = page.cautions.reduce((at, text) => board.text(`Caution: ${text}`, plain(size), frame, at), blocks);
  return board.text(`Rests on ${page.sources.join('; ')}.`, plain(size - 1), frame, cautions + 1);
}
