import type { ReactElement } from 'react';
import type { CalendarDose } from '../../../../core/regimen/calendar.ts';
import { parseDoseName } from '../../../../core/course/dose-name.ts';
import { CALENDAR } from '../../words/calculators.ts';
import { dayOfMonth } from '../../words/shared.ts';
import classes from './calculators.module.css';

const CELL = 22;
const LEFT = 62;
const ROW = 44;
const TOP = 18;
const DAYS = 28;

/** The doses of each cycle by its days, with their milligrams; the table beside it says the same in words. */
export function CycleGrid({
  doses,
  cycles,
}: {
  readonly doses: readonly CalendarDose[];
  readonly cycles: number;
}): ReactElement {
  const placed = doses.flatMap((dose) => {
    const name = parseDoseName(dose.dose);
    return name?.kind === 'cycle' ? [{ ...dose, cycle: name.cycle, day: name.day }] : [];
  });
  const days = Math.max(DAYS, ...placed.map(({ day }) => day));
  const [width, height] = [LEFT + days * CELL + 2, TOP + cycles * ROW];
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      className={classes['grid']}
      role="img"
      aria-label={CALENDAR.picture}
    >
      {Array.from({ length: days }, (_, index) => index + 1)
        .filter((day) => day % 7 === 1)
        .map((day) => (
          <text key={day} x={LEFT + (day - 1) * CELL + 2} y={12}>
            {String(day)}
          </text>
        ))}
      {Array.from({ length: cycles }, (_, index) => (
        <g key={index} transform={`translate(0 ${String(TOP + index * ROW)})`}>
          <text x={0} y={15}>
            {CALENDAR.cycle(index + 1)}
          </text>
          <rect x={LEFT} y={0} width={days * CELL} height={CELL} />
          {placed
            .filter(({ cycle }) => cycle === index + 1)
            .map(({ day, mg, date, dose }) => (
              <g key={dose} transform={`translate(${String(LEFT + (day - 1) * CELL)} 0)`}>
                <rect className={classes['dose']} width={CELL} height={CELL} rx={4} />
                <text className={classes['mg']} x={CELL / 2} y={15}>
                  {String(mg)}
                </text>
                <text x={0} y={CELL + 13}>
                  {dayOfMonth(date)}
                </text>
              </g>
            ))}
        </g>
      ))}
    </svg>
  );
}
