import { gapBefore, gapsFrom } from '../../../core/billing/checks/dose-plan.ts';
import type { CheckGround, SpanLimitGround } from '../../../core/billing/checks/ground.ts';
import type { Dialect } from '../dialect.ts';
import { byVersion } from './lines-sql.ts';
import { cases, select, type Step } from './steps.ts';

/** What of the day goes along to its lines. */
const OF_DAY = ['line_id', 'n_lines', 'has_discarded', 'has_none', 'within_packages', 'packages_accounted'];
const KEY = ['member_id', 'day'];
export const IN_ORDER = 'PARTITION BY member_id ORDER BY day';
const SO_FAR = `${IN_ORDER} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`;

/**
 * From the days to the doses with their places in the schedule and what they exceed: `placeDoses` of the core, as SQL.
 * Few courses come this long way, with windows over windows: see `evenSteps`.
 */
export function doseSteps(ground: CheckGround, dialect: Dialect): readonly Step[] {
  const all = ['member_id', 'day', ...OF_DAY, ...DOSE, ...spanColumns(ground)];
  const empty = (column: string): string => {
    if (KEY.includes(column) || OF_DAY.includes(column)) return column;
    return `CAST(NULL AS ${dialect.type(TRUTHS.includes(column) ? 'boolean' : 'integer')}) AS ${column}`;
  };
  const parts = [select(all, 'summed'), select(all.map(empty), 'days WHERE n_given = 0')];
  return [
    ...orderedSteps(ground, dialect),
    ...placeSteps(ground),
    ...spanSteps(ground),
    { name: 'doses', says: 'every day with its dose, if it has one', sql: parts.join('\n  UNION ALL\n') },
  ];
}

/** The columns of a dose that facts and findings read. */
const DOSE = ['units_of_dose', 'small', 'dose_order', 'day_before', 'step', 'sure', 'place'];
const TRUTHS = ['small', 'sure'];

/** The columns that follow the days to the facts. */
export function doseColumns(ground: CheckGround): readonly string[] {
  return [...OF_DAY.filter((column) => column !== 'line_id'), ...DOSE, ...spanColumns(ground)];
}

function spanColumns(ground: CheckGround): readonly string[] {
  return [
    ...spanLimits(ground).flatMap((_, index) => [`certain_${index}`, `possible_${index}`, `unsized_${index}`]),
    ...daysOf(ground).flatMap((perDays) => [`again_${perDays}`, `maybe_${perDays}`]),
  ];
}

/** The doses of each member in order. */
function orderedSteps(ground: CheckGround, { lag }: Dialect): readonly Step[] {
  const sized = select(
    [
      ...KEY,
      ...OF_DAY,
      'unsized',
      'CASE WHEN unsized = 0 THEN given_units END AS units',
      `CASE WHEN unsized = 0 THEN given_units <= ${ground.stepUpUnits} END AS small`,
    ],
    'days WHERE n_given > 0',
  );
  const ordered = select(
    [
      'sized.*',
      'ROW_NUMBER() OVER w AS dose_order',
      'FIRST_VALUE(small) OVER w AS first_small',
      `${lag('day', 1, 'w')} AS day_before`,
      ...backTo(ground.plan.stepUpGaps.length - 1).map((back) => `${lag('small', back, 'w')} AS small_${back}`),
    ],
    `sized WINDOW w AS (${IN_ORDER})`,
  );
  return [
    { name: 'sized', says: 'days on which drug was given: one dose each', sql: sized },
    { name: 'ordered', says: 'each dose and those before it', sql: ordered },
  ];
}

export function backTo(most: number): readonly number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}

/** The lengths of spans that some version limits. */
export function daysOf(ground: CheckGround): readonly number[] {
  return [...new Set(spanLimits(ground).map(({ perDays }) => perDays))];
}

/** The places of the others, by window functions over the doses of a member in the order of their days. */
function placeSteps({ plan }: CheckGround): readonly Step[] {
  const steps = plan.stepUpGaps.length;
  // A small dose after the first begins a step-up again; the doses after it, as many as the step-up has, belong to it.
  const begins = (column: string, back: number): string => `COALESCE(${column}, FALSE) AND dose_order > ${back + 1}`;
  const step = cases([
    [begins('small', 0), '0'],
    ...backTo(steps - 1).map((back) => [begins(`small_${back}`, back), String(back)] as const),
  ]);
  const begun = select(['ordered.*', `${step} AS step`], 'ordered');
  const counted = select(
    [
      'begun.*',
      'SUM(CASE WHEN step IS NULL THEN 1 ELSE 0 END) OVER w AS regular',
      'MIN(CASE WHEN step = 0 THEN dose_order END) OVER w AS first_again',
      'SUM(unsized) OVER w AS unsized_so_far',
    ],
    `begun WINDOW w AS (${SO_FAR})`,
  );
  const skipped = `CASE WHEN first_again <= ${steps} THEN ${steps + 1} - first_again ELSE 0 END`;
  const placed = select(
    [
      ...KEY,
      ...OF_DAY,
      ...['units', 'units AS units_of_dose', 'small', 'dose_order', 'day_before', 'step'],
      'COALESCE(first_small, FALSE) AND unsized_so_far = 0 AS sure',
      `CASE WHEN unsized_so_far > 0 THEN 1 ELSE regular + ${skipped} + CASE WHEN step IS NULL THEN 0 ELSE 1 END END AS place`,
    ],
    'counted',
  );
  return [
    { name: 'begun', says: 'how far into a step-up given again', sql: begun },
    { name: 'counted', says: 'how many doses of the schedule lie before', sql: counted },
    { name: 'placed', says: 'the place in the schedule, or the earliest that it can be', sql: placed },
  ];
}

/** What a dose exceeds, by sums over the days that end with it. */
function spanSteps(ground: CheckGround): readonly Step[] {
  const spans = spanLimits(ground);
  const days = daysOf(ground);
  const counts = ({ fromPlace }: SpanLimitGround): string => `place >= ${fromPlace}`;
  const may = (span: SpanLimitGround): string => `(NOT sure OR ${counts(span)})`;
  const summed = select(
    [
      'placed.*',
      ...spans.flatMap((span, index) => [
        `SUM(CASE WHEN ${counts(span)} THEN COALESCE(units, 0) ELSE 0 END) OVER ${nameOf(span)} AS certain_${index}`,
        `SUM(CASE WHEN ${may(span)} THEN COALESCE(units, 0) ELSE 0 END) OVER ${nameOf(span)} AS possible_${index}`,
        `MAX(CASE WHEN ${may(span)} AND units IS NULL THEN 1 ELSE 0 END) OVER ${nameOf(span)} AS unsized_${index}`,
      ]),
      ...days.flatMap((perDays) => [
        `MAX(CASE WHEN step IS NULL THEN 0 ELSE 1 END) OVER d${perDays} AS again_${perDays}`,
        `MAX(CASE WHEN small IS NULL THEN 1 ELSE 0 END) OVER d${perDays} AS maybe_${perDays}`,
      ]),
    ],
    `placed${days.length === 0 ? '' : ` WINDOW ${days.map(windowOf).join(', ')}`}`,
  );
  return [{ name: 'summed', says: 'units of the days of each limit', sql: summed }];
}

const nameOf = ({ perDays }: SpanLimitGround): string => `d${perDays}`;

function windowOf(perDays: number): string {
  return `d${perDays} AS (${IN_ORDER} RANGE BETWEEN ${perDays - 1} PRECEDING AND CURRENT ROW)`;
}

/** Every span of days that some version limits, whatever its units. */
export function spanLimits({ versions }: CheckGround): readonly SpanLimitGround[] {
  const all = versions.flatMap((version) => version.spanLimits);
  return all.filter((one, index) => all.findIndex((other) => sameSpan(one, other)) === index);
}

function sameSpan(one: SpanLimitGround, other: SpanLimitGround): boolean {
  return one.fromPlace === other.fromPlace && one.perDays === other.perDays;
}

/** The facts of a dose by their ids, over the columns of `summed` and its lines. */
export function doseFacts(ground: CheckGround): readonly (readonly [fact: string, sql: string])[] {
  const widest = (perDays: readonly number[]): number => Math.max(0, ...perDays);
  return [
    ['line.first-dose-seen', 'dose_order = 1'],
    ['line.step-up-dose', 'small'],
    ['line.second-step-up', 'CASE WHEN dose_order = 1 THEN FALSE ELSE small END'],
    ['line.days-early', daysEarly(ground)],
    ['line.units-beyond-place', orNoDose(byVersion(ground, ({ placeLimits }) => beyondPlace(placeLimits), '0'))],
    ['line.units-beyond-span', orNoDose(byVersion(ground, ({ spanLimits: own }) => beyondSpans(own, ground), '0'))],
    [
      'line.second-step-up-in-span',
      orNoDose(
        byVersion(
          ground,
          ({ spanLimits: own }) => {
            const perDays = widest(own.map((span) => span.perDays));
            return perDays === 0
              ? 'FALSE'
              : `CASE WHEN again_${perDays} = 1 THEN TRUE WHEN maybe_${perDays} = 0 THEN FALSE END`;
          },
          'FALSE',
        ),
      ),
    ],
    [
      'line.units-beyond-largest',
      `CASE WHEN units_of_dose > ${ground.largestUnits} THEN units_of_dose - ${ground.largestUnits} WHEN units_of_dose IS NOT NULL THEN 0 END`,
    ],
  ];
}

/** A day with discarded drug only has no dose, and nothing is known of one. */
function orNoDose(sql: string): string {
  return `CASE WHEN dose_order IS NOT NULL THEN ${sql} END`;
}

/** Units above a limit, or 0. */
function above(sum: string, cap: number): string {
  return `CASE WHEN ${sum} > ${cap} THEN ${sum} - ${cap} ELSE 0 END`;
}

function beyondPlace(limits: readonly { readonly place: number; readonly units: number }[]): string {
  const last = Math.max(0, ...limits.map(({ place }) => place));
  const own = limits.map(
    ({ place, units }) =>
      [`place = ${place}`, `CASE WHEN units_of_dose IS NOT NULL THEN ${above('units_of_dose', units)} END`] as const,
  );
  return cases([['step IS NOT NULL', '0'], [`place > ${last}`, '0'], ['NOT sure', 'NULL'], ...own], '0');
}

/** What is beyond one limit is beyond, whatever is not known of others. */
function beyondSpans(own: readonly SpanLimitGround[], ground: CheckGround): string {
  const each = own.map((span) => {
    const index = spanLimits(ground).findIndex((other) => sameSpan(span, other));
    const counts = `place >= ${span.fromPlace}`;
    return cases([
      [`sure AND NOT ${counts}`, '0'],
      [`${counts} AND certain_${index} > ${span.units}`, `certain_${index} - ${span.units}`],
      [`unsized_${index} = 0 AND possible_${index} <= ${span.units}`, '0'],
    ]);
  });
  const [first, second] = each;
  if (first === undefined) return '0';
  if (second === undefined) return first;
  const most = `GREATEST(${each.map((one) => `COALESCE(${one}, 0)`).join(', ')})`;
  const known = each.map((one) => `${one} IS NOT NULL`).join(' AND ');
  return `CASE WHEN ${most} > 0 OR (${known}) THEN ${most} END`;
}

function daysEarly({ plan }: CheckGround): string {
  const gap = '(day - day_before)';
  const early = (least: number, most: number): string =>
    cases([
      [`${gap} >= ${most}`, '0'],
      [`${gap} < ${least} AND small IS NOT NULL`, `${least} - ${gap}`],
    ]);
  const { first, then } = plan.gaps;
  const inStep = plan.stepUpGaps.map((due, step) => [`step = ${step}`, early(due, due)] as const);
  const places = first.map((_, index) => index + 1).filter((place) => place > 1);
  const later = then.map((_, index) => first.length + 1 + index);
  const round = (place: number): string =>
    then.length === 1 ? 'sure' : `sure AND (place - ${place}) % ${then.length} = 0`;
  return cases(
    [
      ['dose_order IS NULL', 'NULL'],
      ['day_before IS NULL', '0'],
      ...inStep,
      ...places.map((place) => {
        const due = gapBefore(plan, place);
        return [`sure AND place = ${place}`, early(due, due)] as const;
      }),
      ...later.map((place) => {
        const due = gapBefore(plan, place);
        return [round(place), early(due, due)] as const;
      }),
      ...places.map((place) => [`place <= ${place}`, early(...gapsFrom(plan, place))] as const),
    ],
    early(...gapsFrom(plan, first.length + 1)),
  );
}
