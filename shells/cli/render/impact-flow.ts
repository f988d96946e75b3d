import type { Outcome } from '../../../core/coverage/determination.ts';
import { OUTCOMES, type Impact } from '../../../core/explain/impact.ts';
import { sayOutcome } from '../../../core/explain/say.ts';
import { count, percent } from './impact.ts';
import { escaped } from './svg-text.ts';

/** Where the picture of the flow stands, in pixels. */
export interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Of all patients together; the gaps come on top. */
  readonly height: number;
}

export interface Drawn {
  readonly svg: readonly string[];
  readonly bottom: number;
}

interface Band {
  readonly from: Outcome;
  readonly to: Outcome;
  readonly patients: number;
  readonly height: number;
}

/** A stack of the outcomes of one side: the first pixel of each, and its height. */
type Stack = ReadonlyMap<Outcome, { readonly top: number; readonly height: number }>;

const BAR = 16;
const GAP = 16;
/** Two lines of words beside a bar need this much. */
const WORDS = 36;
const THINNEST = 1.5;
const READABLE = 14;
const SMALL = 11;
const BEND = 0.5;

/**
 * The outcomes under the first policy on the left, those under the second on the right, and bands of patients between
 * them. Bars are told apart by their hatching, so that nothing rests on color.
 */
export function flow(impact: Impact, { left, right, top, height }: Place): Drawn {
  const scale = impact.patients === 0 ? 0 : height / impact.patients;
  const bands = bandsOf(impact, scale);
  const before = stacked(bands, 'from', top);
  const after = stacked(bands, 'to', top);
  const drawn = drawBands(bands, before, after, left + BAR, right - BAR);
  const bars = [
    ...[...before].map(([outcome, { top: y, height: h }]) => bar(outcome, left, y, h)),
    ...[...after].map(([outcome, { top: y, height: h }]) => bar(outcome, right - BAR, y, h)),
  ];
  const words = [
    ...[...before].flatMap(([outcome, at]) =>
      labelled(outcome, at.top, at.height, left - 12, 'end', sumOf(bands, 'from', outcome), impact),
    ),
    ...[...after].flatMap(([outcome, at]) =>
      labelled(outcome, at.top, at.height, right + 12, 'start', sumOf(bands, 'to', outcome), impact),
    ),
  ];
  const bottom = Math.max(
    top,
    ...[...before.values(), ...after.values()].map((at) => at.top + Math.max(at.height, WORDS)),
  );
  return { svg: [...drawn, ...bars, ...words], bottom };
}

function bandsOf({ unchanged, changes }: Impact, scale: number): readonly Band[] {
  return OUTCOMES.flatMap((from) =>
    OUTCOMES.flatMap((to): Band[] => {
      const patients =
        from === to ? unchanged[from] : (changes.find((one) => one.from === from && one.to === to)?.patients ?? 0);
      return patients === 0 ? [] : [{ from, to, patients, height: Math.max(THINNEST, patients * scale) }];
    }),
  );
}

function sumOf(bands: readonly Band[], side: 'from' | 'to', outcome: Outcome): number {
  return bands.reduce((sum, band) => sum + (band[side] === outcome ? band.patients : 0), 0);
}

function stacked(bands: readonly Band[], side: 'from' | 'to', top: number): Stack {
  const stack = new Map<Outcome, { readonly top: number; readonly height: number }>();
  let y = top;
  for (const outcome of OUTCOMES) {
    const height = bands.reduce((sum, band) => sum + (band[side] === outcome ? band.height : 0), 0);
    if (height === 0) continue;
    stack.set(outcome, { top: y, height });
    y += Math.max(height, WORDS) + GAP;
  }
  return stack;
}

/** Those who do not change lie behind, pale; those who do lie above them with their number. */
function drawBands(bands: readonly Band[], before: Stack, after: Stack, x0: number, x1: number): readonly string[] {
  const used = { from: new Map<Outcome, number>(), to: new Map<Outcome, number>() };
  const place = (side: 'from' | 'to', outcome: Outcome, stack: Stack, height: number): number => {
    const offset = used[side].get(outcome) ?? 0;
    used[side].set(outcome, offset + height);
    return (stack.get(outcome)?.top ?? 0) + offset;
  };
  const starts = new Map(bands.map((band) => [band, place('from', band.from, before, band.height)] as const));
  const ends = new Map(
    OUTCOMES.flatMap((to) =>
      bands.filter((band) => band.to === to).map((band) => [band, place('to', to, after, band.height)] as const),
    ),
  );
  const all = bands.map((band) => ({ band, y0: starts.get(band) ?? 0, y1: ends.get(band) ?? 0 }));
  const paths = [
    ...all.filter(({ band }) => band.from === band.to),
    ...all.filter(({ band }) => band.from !== band.to),
  ];
  return [
    ...paths.map(({ band, y0, y1 }) => bandPath(band, x0, y0, x1, y1)),
    ...paths
      .filter(({ band }) => band.height >= SMALL)
      .map(({ band, y1 }) => {
        const small = band.height < READABLE;
        const y = (y1 + band.height / 2 + (small ? 3.5 : 4.5)).toFixed(1);
        const look = `${band.from === band.to ? 'still' : 'moved'}${small ? ' small' : ''}`;
        return `<text x="${x1 - 10}" y="${y}" text-anchor="end" class="${look}">${count(band.patients)}</text>`;
      }),
  ];
}

function bandPath({ from, to, patients, height }: Band, x0: number, y0: number, x1: number, y1: number): string {
  const middle = x0 + (x1 - x0) * BEND;
  const [a, b, c, d] = [y0, y1, y1 + height, y0 + height].map((y) => y.toFixed(1));
  const path = `M${x0} ${a}C${middle} ${a} ${middle} ${b} ${x1} ${b}L${x1} ${c}C${middle} ${c} ${middle} ${d} ${x0} ${d}Z`;
  const words = from === to ? `stay ${sayOutcome(to)}` : `${sayOutcome(from)} to ${sayOutcome(to)}`;
  return `<path d="${path}" class="${from === to ? 'stay' : 'move'}"><title>${escaped(`${count(patients)} patients: ${words}`)}</title></path>`;
}

function bar(outcome: Outcome, x: number, y: number, height: number): string {
  return `<rect x="${x}" y="${y.toFixed(1)}" width="${BAR}" height="${height.toFixed(1)}" fill="url(#${outcome})" stroke="#222"/>`;
}

function labelled(
  outcome: Outcome,
  top: number,
  height: number,
  x: number,
  anchor: string,
  patients: number,
  impact: Impact,
): readonly string[] {
  const y = top + Math.max(0, height - WORDS) / 2;
  return [
    `<text x="${x}" y="${(y + 14).toFixed(1)}" text-anchor="${anchor}" class="outcome">${escaped(sayOutcome(outcome))}</text>`,
    `<text x="${x}" y="${(y + 31).toFixed(1)}" text-anchor="${anchor}" class="number">${count(patients)} · ${escaped(percent(patients, impact.patients))}</text>`,
  ];
}
