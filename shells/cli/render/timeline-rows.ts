import { sayElapsed } from '../../../core/explain/card-time.ts';
import type { DrawnDose, TimelineModel } from '../../../core/explain/timeline-model.ts';
import { sayKind } from '../../../core/regimen/say-kind.ts';
import { sayDay } from './say-day.ts';
import { element, words } from './svg.ts';

/** Four weeks a row: a cycle without delays. */
export const ROW_DAYS = 28;
const DAY = 38;
export const LEFT = 20;
export const ROW_WIDTH = ROW_DAYS * DAY;
/** Room for the words of a dose. */
const DOSE_WIDTH = 258;
const LINE = 14;
const GREYS: Readonly<Record<number, string>> = {
  1: '#ffffff',
  2: '#d9d9d9',
  3: '#9a9a9a',
  4: '#555555',
  5: '#000000',
};

/** One row of the picture: its markup and how high it is. */
export interface DrawnRow {
  readonly markup: string;
  readonly height: number;
}

/** A thing on some days of a row, in the first lane in which it does not lie over another. */
interface Laned<T> {
  readonly item: T;
  readonly lane: number;
}

const xOf = (day: number, first: number): number => LEFT + (day - first) * DAY;

/**
 * The four weeks that begin on day `first`, drawn from the height `top` downwards: weeks, cycles, doses with what goes
 * with them, results, toxicities, authorizations, today and changes of label.
 */
export function drawRow(model: TimelineModel, first: number, top: number): DrawnRow {
  const last = first + ROW_DAYS - 1;
  const shown = ({ from, to }: { readonly from: number; readonly to: number }): boolean => from <= last && to >= first;
  const doses = lanes(
    model.doses.filter(({ on }) => on >= first && on <= last),
    ({ on }) => doseSpan(xOf(on, first)),
  );
  const toxicities = lanes(model.toxicities.filter(shown), ({ from, to }) => wordySpan(first, from, to, 190));
  const authorizations = lanes(model.authorizations.filter(shown), ({ from, to }) => wordySpan(first, from, to, 460));
  const parts: string[] = [];
  let y = top + 18;
  parts.push(weeks(model, first, y));
  y += 8;
  parts.push(bands(model, first, y), resultMarks(model, first, y + 22));
  y += 34;
  const blocks = doses.map(({ item }) => doseLines(item));
  const block = Math.max(0, ...blocks.map((lines) => lines.length)) * LINE + 22;
  parts.push(...doses.map(({ item, lane }) => drawDose(item, xOf(item.on, first), y + lane * block)));
  y += lanesOf(doses) * block;
  parts.push(...toxicities.map(({ item, lane }) => drawToxicity(item, model, first, y + lane * 18)));
  y += lanesOf(toxicities) * 18;
  parts.push(...authorizations.map(({ item, lane }) => drawAuthorization(item, model, first, y + lane * 20)));
  y += lanesOf(authorizations) * 20;
  y += 8;
  const behind = uprights(model, first, top, y);
  return { markup: [behind, ...parts].join('\n'), height: y - top + 14 };
}

function lanes<T>(items: readonly T[], spanOf: (item: T) => readonly [number, number]): readonly Laned<T>[] {
  const ends: number[] = [];
  return items.map((item) => {
    const [from, to] = spanOf(item);
    const free = ends.findIndex((end) => end <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return { item, lane };
  });
}

const lanesOf = (items: readonly Laned<unknown>[]): number => Math.max(0, ...items.map(({ lane }) => lane + 1));

/** Near the right edge the words of a dose stand to its left. */
const leansLeft = (x: number): boolean => x + DOSE_WIDTH > LEFT + ROW_WIDTH + 16;

function doseSpan(x: number): readonly [number, number] {
  return leansLeft(x) ? [x - DOSE_WIDTH, x + 10] : [x - 8, x + DOSE_WIDTH];
}

/** The days, with room for words of that width. */
function wordySpan(first: number, from: number, to: number, width: number): readonly [number, number] {
  const x = Math.min(xOf(Math.max(from, first), first), LEFT + ROW_WIDTH - width);
  return [x, Math.max(xOf(to + 1, first), x + width)];
}

function weeks({ start }: TimelineModel, first: number, y: number): string {
  const parts = [0, 7, 14, 21].map((day) =>
    words(xOf(first + day, first) + 2, y, sayDay(start.add({ days: first + day })), { class: 'week' }),
  );
  const ticks = Array.from({ length: ROW_DAYS + 1 }, (_, day) =>
    element('line', {
      x1: xOf(first + day, first),
      x2: xOf(first + day, first),
      y1: y + (day % 7 === 0 ? 2 : 5),
      y2: y + 8,
      class: 'tick',
    }),
  );
  return [...parts, ...ticks].join('\n');
}

function bands(model: TimelineModel, first: number, y: number): string {
  const last = first + ROW_DAYS - 1;
  return model.bands
    .map((band, index) => ({ ...band, index }))
    .filter(({ from, to }) => from <= last && to >= first)
    .map(({ name, from, to, index }) => {
      const [left, right] = [xOf(Math.max(from, first), first), xOf(Math.min(to, last) + 1, first)];
      const box = { x: left, y, width: right - left, height: 20, class: index % 2 === 0 ? 'band' : 'band shaded' };
      const label = from < first ? `${name}, continued` : name;
      const fits = right - left > label.length * 6.5;
      return [element('rect', box), ...(fits ? [words(left + 6, y + 14, label, { class: 'cycle' })] : [])].join('\n');
    })
    .join('\n');
}

function resultMarks(model: TimelineModel, first: number, y: number): string {
  return model.results
    .filter(({ on }) => on >= first && on < first + ROW_DAYS)
    .map(({ on, panels }) => {
      const x = xOf(on, first) + DAY / 2;
      const title = element('title', {}, `Results: ${panels.join(', ')}`);
      return element('path', { d: `M${x - 4} ${y} h8 l-4 7 z`, class: 'result' }, title);
    })
    .join('\n');
}

function doseLines(dose: DrawnDose): readonly string[] {
  const { given, mg, date, observation, labs, premedication, cautions } = dose;
  const [least, most] = observation.hours;
  const hours = `${least === most ? least : `${least}–${most}`} h from ${observation.from}`;
  const because = observation.lengthenedBy;
  return [
    `${given === undefined ? (cautions.includes('overdue') ? 'planned, overdue' : 'planned') : 'given'} ${date}`,
    `Observe ${hours}`,
    ...observedLine(dose),
    ...(observation.stayNear === undefined ? [] : [`Stay near for ${observation.stayNear.hours} h`]),
    ...(because === undefined ? [] : [`longer after ${sayKind(because.kind)} grade ${because.grade}`]),
    `Labs before: ${labs.length === 0 ? 'none' : labs.join(', ')}`,
    ...premedication.map(({ id, when }) => `${when === 'before' ? 'Before' : 'After'}: ${id}`),
    ...(given === undefined || given.scheduledMg === mg ? [] : [`scheduled were ${given.scheduledMg} mg`]),
  ];
}

/** What is on record: how long in all, and until when. */
function observedLine({ observed }: DrawnDose): readonly string[] {
  const last = observed.at(-1);
  if (last === undefined) return [];
  if (last.end === null) return [`Observed from ${sayStamp(last.start)}, end not recorded`];
  const all = observed.reduce((sum, { lasted }) => sum + (lasted === null ? 0 : lasted.hours * 60 + lasted.minutes), 0);
  const parts = observed.length === 1 ? '' : ` in ${observed.length} parts`;
  return [
    `Observed ${sayElapsed({ hours: Math.floor(all / 60), minutes: all % 60 })}${parts}, to ${sayStamp(last.end)}`,
  ];
}

/** `2026-06-23 09:30`, at the place where it happened. */
const sayStamp = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)}`;

/** An observation that has no end on record is a mark at its beginning. */
function drawObserved({ observed }: DrawnDose, x: number, y: number): readonly string[] {
  return observed.map(({ after, lasted }) => {
    const from = Math.max(LEFT, x + (after / 24) * DAY);
    const length = lasted === null ? 3 : Math.max(3, ((lasted.hours + lasted.minutes / 60) / 24) * DAY);
    const width = Math.max(1, Math.min(length, LEFT + ROW_WIDTH - from));
    return element('rect', { x: from, y, width, height: 4, class: 'observed' });
  });
}

function drawDose(dose: DrawnDose, x: number, y: number): string {
  const left = leansLeft(x);
  const at = left ? x - 10 : x + 12;
  const anchor = left ? { 'text-anchor': 'end' } : {};
  const width = Math.max(3, (dose.observation.hours[1] / 24) * DAY);
  return [
    element('circle', { cx: x + 3, cy: y + 8, r: 6, class: dose.given === undefined ? 'planned' : 'given' }),
    element('rect', { x, y: y + 18, width, height: 7, class: 'watch' }),
    ...drawObserved(dose, x, y + 14),
    words(at, y + 12, `${dose.dose}  ${dose.mg} mg`, { class: 'dose', ...anchor }),
    ...doseLines(dose).map((line, index) =>
      words(left ? at : Math.max(at, x + width + 5), y + 26 + index * LINE, line, anchor),
    ),
  ].join('\n');
}

function drawToxicity(
  item: TimelineModel['toxicities'][number],
  { start }: TimelineModel,
  first: number,
  y: number,
): string {
  const { kind, grade, from, to, open } = item;
  const [left, right] = [xOf(Math.max(from, first), first), xOf(Math.min(to + 1, first + ROW_DAYS), first)];
  const end = open ? '(open)' : `to ${sayDay(start.add({ days: to }))}`;
  const text = `${sayKind(kind)} grade ${grade}, ${sayDay(start.add({ days: from }))} ${end}`;
  const beside = right + 6 + text.length * 6 <= LEFT + ROW_WIDTH;
  return [
    element('rect', {
      x: left,
      y: y + 3,
      width: right - left,
      height: 11,
      class: 'toxicity',
      fill: GREYS[grade] ?? '#ffffff',
    }),
    words(beside ? right + 6 : left - 6, y + 13, text, { class: 'bold', ...(beside ? {} : { 'text-anchor': 'end' }) }),
  ].join('\n');
}

function drawAuthorization(
  item: TimelineModel['authorizations'][number],
  model: TimelineModel,
  first: number,
  y: number,
): string {
  const { from, to, totals } = item;
  const [left, right] = [xOf(Math.max(from, first), first), xOf(Math.min(to + 1, first + ROW_DAYS), first)];
  const units = totals.units === null ? 'no unit limit' : `${totals.units} units, ${unitsLeft(totals.left ?? 0)}`;
  const shown = from >= first || first <= 0;
  const beyond =
    totals.firstBeyond === null ? '' : `; first dose beyond: ${totals.firstBeyond.dose}, ${totals.firstBeyond.date}`;
  const text = `${totals.number} (${totals.policy}) to ${totals.to}: ${units}${beyond}`;
  const ends = [...(from >= first ? [left] : []), ...(to < first + ROW_DAYS ? [right] : [])].map((x) =>
    element('line', { x1: x, x2: x, y1: y + 1, y2: y + 9, class: 'authorization' }),
  );
  const inside = Math.min(left + 6, LEFT + ROW_WIDTH - 460);
  const name = shown
    ? text
    : `${totals.number}${to < first + ROW_DAYS ? ` ends ${sayDay(model.start.add({ days: to }))}` : ''}`;
  return [
    element('line', { x1: left, x2: right, y1: y + 5, y2: y + 5, class: 'authorization' }),
    ...ends,
    words(inside, y + 17, name),
  ].join('\n');
}

const unitsLeft = (left: number): string => (left < 0 ? `${-left} short` : `${left} left`);

function uprights(model: TimelineModel, first: number, top: number, bottom: number): string {
  const inRow = (day: number): boolean => day >= first && day < first + ROW_DAYS;
  const changes = model.labelChanges
    .filter(({ on }) => inRow(on))
    .flatMap(({ on, label }) => {
      const x = xOf(on, first) - 4;
      return [
        element('line', { x1: x, x2: x, y1: top + 4, y2: bottom, class: 'change' }),
        words(x - 4, bottom - 1, `from here by ${label}`, { 'text-anchor': 'end', class: 'bold' }),
      ];
    });
  if (!inRow(model.today)) return changes.join('\n');
  const x = xOf(model.today, first) + DAY / 2;
  const right = x > LEFT + ROW_WIDTH - 60;
  return [
    ...changes,
    element('line', { x1: x, x2: x, y1: top + 8, y2: bottom, class: 'today' }),
    words(right ? x - 4 : x + 4, bottom, 'today', { class: 'bold', ...(right ? { 'text-anchor': 'end' } : {}) }),
  ].join('\n');
}
