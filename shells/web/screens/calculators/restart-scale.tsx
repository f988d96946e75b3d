import type { ReactElement } from 'react';
import { RESTART } from '../../words/calculators.ts';
import classes from './calculators.module.css';

const WIDTH = 600;
const BAR = { y: 26, height: 16 };

/** The days since the last dose, beside the day on which the next was due and the limit of the label. */
export function RestartScale({
  days,
  due,
  limit,
}: {
  readonly days: number;
  readonly due: number;
  readonly limit: number | null;
}): ReactElement {
  const most = Math.max(days, limit ?? 0, due) * 1.15 + 1;
  const x = (count: number): number => (count / most) * WIDTH;
  const until = limit ?? due;
  return (
    <svg
      viewBox={`0 0 ${String(WIDTH)} 76`}
      className={classes['scale']}
      role="img"
      aria-label={RESTART.scale(days, due, limit)}
    >
      <rect className={classes['before']} x={0} y={BAR.y} width={x(due)} height={BAR.height} />
      <rect className={classes['due']} x={x(due)} y={BAR.y} width={x(until) - x(due)} height={BAR.height} />
      <rect className={classes['beyond']} x={x(until)} y={BAR.y} width={WIDTH - x(until)} height={BAR.height} />
      <line className={classes['mark']} x1={x(days)} x2={x(days)} y1={BAR.y - 8} y2={BAR.y + BAR.height + 8} />
      <text x={Math.min(Math.max(x(days), 20), WIDTH - 40)} y={14} textAnchor="middle">
        {String(days)}
      </text>
      <text x={x(due)} y={64} textAnchor="middle">
        {RESTART.dueDay(due)}
      </text>
      {limit !== null && (
        <text x={x(limit)} y={64} textAnchor="middle">
          {RESTART.limitDay(limit)}
        </text>
      )}
    </svg>
  );
}
