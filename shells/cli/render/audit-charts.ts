import type { ReportRow } from './audit-report.ts';
import { element, words } from './svg.ts';
import { fitted } from './svg-text.ts';

/** One bar pair: findings on the left, money on the right. */
export interface BarRow extends ReportRow {
  readonly label: string;
  readonly look: 'error' | 'review' | 'plain';
}

const WIDTH = 960;
const ROW = 34;
const HEAD = 26;
const LABEL = { width: 335, size: 13 } as const;
const FINDINGS = { x: 380, width: 140 } as const;
const MONEY = { x: 600, width: 250 } as const;
const BAR = 14;

const COLUMNS = { left: 76, right: 8, height: 120, gap: 54, top: 32 } as const;
const TICKS = 3;
const SIZE = 11;

/**
 * Two bars a row, side by side: how many findings, and how much is in question. Numbers stand beside the bars.
 * @param label what the rows are
 */
export function barChart(title: string, label: string, rows: readonly BarRow[]): string {
  const most = {
    findings: Math.max(1, ...rows.map(({ findings }) => findings)),
    cents: Math.max(1, ...rows.map(({ centsInQuestion }) => centsInQuestion)),
  };
  const drawn = rows.flatMap((row, index) => {
    const top = HEAD + index * ROW;
    const middle = top + ROW / 2;
    const lines = fitted(row.label, LABEL.size, LABEL.width, 2);
    const bar = (x: number, width: number, share: number): string =>
      element('rect', {
        x,
        y: middle - BAR / 2,
        width: Math.max(share > 0 ? 1.5 : 0, width * share),
        height: BAR,
        class: row.look,
      });
    return [
      ...lines.map((line, at) => words(0, middle + 4 + (at - (lines.length - 1) / 2) * 14, line, { class: 'label' })),
      bar(FINDINGS.x, FINDINGS.width, row.findings / most.findings),
      words(FINDINGS.x + (FINDINGS.width * row.findings) / most.findings + 7, middle + 4, whole(row.findings)),
      bar(MONEY.x, MONEY.width, row.centsInQuestion / most.cents),
      words(MONEY.x + (MONEY.width * row.centsInQuestion) / most.cents + 7, middle + 4, dollars(row.centsInQuestion)),
    ];
  });
  const height = HEAD + rows.length * ROW;
  return picture(title, WIDTH, height, [
    words(0, 14, label, { class: 'axis' }),
    words(FINDINGS.x, 14, 'Findings', { class: 'axis' }),
    words(MONEY.x, 14, 'In question', { class: 'axis' }),
    ...drawn,
  ]);
}

/** Columns by month: money in question above, findings below, on the same months. */
export function monthChart(title: string, months: readonly ReportRow[]): string {
  const { left, right, height, gap, top } = COLUMNS;
  const wide = (WIDTH - left - right) / Math.max(1, months.length);
  const panel = (
    name: string,
    from: number,
    value: (row: ReportRow) => number,
    say: (number: number) => string,
  ): string[] => {
    const limit = roundUp(Math.max(1, ...months.map(value)));
    const bottom = from + height;
    const grid = Array.from({ length: TICKS + 1 }, (_, index) => {
      const y = bottom - (height * index) / TICKS;
      return (
        element('line', { x1: left, x2: WIDTH - right, y1: y, y2: y, class: index === 0 ? 'base' : 'grid' }) +
        words(left - 8, y + 4, say((limit * index) / TICKS), { class: 'tick', 'text-anchor': 'end' })
      );
    });
    const columns = months.map((row, index) => {
      const tall = (height * value(row)) / limit;
      const told = `${row.name}: ${whole(row.findings)} findings, ${dollars(row.centsInQuestion)}`;
      const place = {
        x: left + index * wide + wide * 0.16,
        y: bottom - tall,
        width: wide * 0.68,
        height: tall,
        class: 'plain',
      };
      return element('rect', place, element('title', {}, told));
    });
    return [words(0, from - 16, name, { class: 'axis' }), ...grid, ...columns];
  };
  const second = top + height + gap;
  const every = Math.max(1, Math.ceil(58 / wide));
  const names = months.flatMap(({ name }, index) =>
    index % every === 0
      ? [words(left + (index + 0.5) * wide, second + height + 18, name, { class: 'tick', 'text-anchor': 'middle' })]
      : [],
  );
  return picture(title, WIDTH, second + height + 26, [
    ...panel('In question', top, ({ centsInQuestion }) => centsInQuestion, shortDollars),
    ...panel(
      'Findings',
      second,
      ({ findings }) => findings,
      (number) => whole(Math.round(number)),
    ),
    ...names,
  ]);
}

function picture(title: string, width: number, height: number, parts: readonly string[]): string {
  const attributes = { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': title, 'font-size': SIZE };
  return element('svg', attributes, parts.join('\n'));
}

/** The least of 1, 2, 3, 6 times a power of ten that a number fits under: three ticks divide it without a rest. */
function roundUp(number: number): number {
  const power = 10 ** Math.floor(Math.log10(number));
  const fits = [1.5, 3, 6, 9, 15].find((times) => number <= times * power) ?? 15;
  return Math.max(TICKS, fits * power);
}

function whole(number: number): string {
  return number.toLocaleString('en');
}

/** Dollars and cents of whole cents. */
export function dollars(cents: number): string {
  return `$${(cents / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function shortDollars(cents: number): string {
  const amount = cents / 100;
  if (amount >= 1_000_000) return `$${short(amount / 1_000_000)}M`;
  return amount >= 1000 ? `$${short(amount / 1000)}k` : `$${short(amount)}`;
}

function short(number: number): string {
  return number.toLocaleString('en', { maximumFractionDigits: 1 });
}
