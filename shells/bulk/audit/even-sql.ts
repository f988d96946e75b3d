import type { DosePlan } from '../../../core/billing/checks/dose-plan.ts';
import type { CheckGround, SpanLimitGround } from '../../../core/billing/checks/ground.ts';
import type { Dialect } from '../dialect.ts';
import { backTo, daysOf, doseColumns, IN_ORDER, spanLimits } from './doses-sql.ts';
import { billedOf, LINE, lineColumns } from './lines-sql.ts';
import { select, type Step } from './steps.ts';

/**
 * The lines of courses that go straight through the schedule, each with its dose. Most courses have one line a day and
 * nothing discarded, begin with a step-up, never begin it again and never crowd a span: their doses are placed by their
 * order and summed from the few before, in one pass. `odd_lines` are the lines of all other members.
 */
export function evenSteps(ground: CheckGround, dialect: Dialect): readonly Step[] {
  const most = mostInSpan(ground);
  const sized = select(
    [...lineColumns('lines'), `CASE WHEN counts THEN units <= ${ground.stepUpUnits} END AS small`],
    'lines',
  );
  const seen = select(
    [
      ...lineColumns('l'),
      'l.small AS small',
      'ROW_NUMBER() OVER w AS dose_order',
      'FIRST_VALUE(l.small) OVER w AS first_small',
      ...backTo(most).map((back) => `${dialect.lag('l.day', back, 'w')} AS day_${back}`),
      ...backTo(most - 1).map((back) => `${dialect.lag('l.units', back, 'w')} AS units_${back}`),
    ],
    `(\n${sized}\n  ) l WINDOW w AS (${IN_ORDER})`,
  );
  const odd = [
    'discarded',
    'NOT counts',
    'day = day_1',
    'NOT COALESCE(first_small, FALSE)',
    '(dose_order > 1 AND COALESCE(small, TRUE))',
    ...spanLimits(ground).map(
      ({ fromPlace, perDays }) => `(dose_order - ${most} >= ${fromPlace} AND day - day_${most} < ${perDays})`,
    ),
  ];
  const others = select(lineColumns('lines'), 'lines WHERE member_id IN (SELECT member_id FROM odd)');
  return [
    { name: 'seen', says: 'each line and those before it', sql: seen, often: true },
    {
      name: 'odd',
      says: 'members whose courses take the long way',
      sql: select(['DISTINCT member_id'], `seen WHERE ${odd.join(' OR ')}`),
      often: true,
    },
    { name: 'odd_lines', says: 'their lines', sql: others, often: true },
  ];
}

/** The columns of a line with its dose, for the lines of even courses. */
export function evenQuery(ground: CheckGround, dialect: Dialect): string {
  const own = new Map<string, string>([
    ['n_lines', '1'],
    ['has_discarded', '0'],
    ['has_none', 'CASE WHEN none_said THEN 1 ELSE 0 END'],
    ['within_packages', `${billedOf(ground)} <= labelled`],
    ['packages_accounted', `labelled <= ${billedOf(ground)}`],
    ['units_of_dose', 'units'],
    ['small', 'small'],
    ['dose_order', 'dose_order'],
    ['day_before', 'day_1'],
    ['step', `CAST(NULL AS ${dialect.type('integer')})`],
    ['sure', 'TRUE'],
    ['place', 'dose_order'],
    ...spanLimits(ground).flatMap((span, index): readonly (readonly [string, string])[] => [
      [`certain_${index}`, sumOf(span, ground)],
      [`possible_${index}`, sumOf(span, ground)],
      [`unsized_${index}`, '0'],
    ]),
    ...daysOf(ground).flatMap((perDays): readonly (readonly [string, string])[] => [
      [`again_${perDays}`, '0'],
      [`maybe_${perDays}`, '0'],
    ]),
  ]);
  const columns = doseColumns(ground).map((column) => {
    const sql = own.get(column);
    if (sql === undefined) throw new Error(`An even course has no column ${column}`);
    return `${sql} AS ${column}`;
  });
  return select([...LINE, ...columns, 'FALSE AS repeated'], 'seen WHERE member_id NOT IN (SELECT member_id FROM odd)');
}

function sumOf({ fromPlace, perDays }: SpanLimitGround, ground: CheckGround): string {
  return [
    `CASE WHEN dose_order >= ${fromPlace} THEN units ELSE 0 END`,
    ...backTo(mostInSpan(ground) - 1).map(
      (back) =>
        `CASE WHEN dose_order - ${back} >= ${fromPlace} AND day - day_${back} < ${perDays} THEN units_${back} ELSE 0 END`,
    ),
  ].join(' + ');
}

/** Doses of the schedule that lie in its fullest span at most, and two at least. */
function mostInSpan({ plan, versions }: CheckGround): number {
  const spans = versions.flatMap(({ spanLimits: own }) => own.map(({ perDays }) => perDays));
  return Math.max(2, ...spans.map((perDays) => dosesIn(plan, perDays)));
}

function dosesIn({ gaps }: DosePlan, perDays: number): number {
  const days = [...gaps.then, ...gaps.then].map((_, index, all) =>
    all.slice(0, index).reduce((sum, gap) => sum + gap, 0),
  );
  const round = gaps.then.reduce((sum, gap) => sum + gap, 0);
  return (
    days.filter((day) => day < perDays).length +
    Math.max(0, Math.ceil(perDays / Math.max(1, round)) - 2) * gaps.then.length
  );
}
