import type { ReactElement } from 'react';
import { PICTURE } from '../../words/picture.ts';
import { dayOfMonth } from '../../words/shared.ts';
import { Way, type LaneProps } from './way.tsx';
import classes from './picture.module.css';

const RADIUS = 9;
/** A dose is drawn in the middle of its day. */
const MIDDLE = 4;

/** Given doses filled with a tick, planned ones hollow; above each its name, below its day. */
export function Doses({ model, scale, y }: LaneProps): ReactElement {
  const [first, last] = [model.doses[0], model.doses.at(-1)];
  return (
    <g>
      <line
        x1={scale.x(first?.on ?? 0)}
        x2={scale.x(last?.on ?? 0)}
        y1={y}
        y2={y}
        className={classes['thread']}
        aria-hidden="true"
      />
      {model.doses.map(({ dose, mg, on, date, given }) => {
        const x = scale.x(on) + MIDDLE;
        const differs = given !== undefined && given.scheduledMg !== mg;
        const says = [
          given === undefined ? PICTURE.planned(dose, mg, date) : PICTURE.given(dose, mg, date),
          ...(differs ? [PICTURE.differs(given.scheduledMg)] : []),
        ].join(', ');
        return (
          <Way
            key={`${dose} ${date}`}
            to={given === undefined ? 'visit' : 'record'}
            says={says}
            words={
              <>
                <text x={x} y={y - 17} textAnchor="middle" className={classes['dose']}>
                  {dose}
                </text>
                {given !== undefined && (
                  <path d={`M${String(x - 4)} ${String(y)}l3 3l5 -6`} className={classes['tick']} />
                )}
                <text x={x} y={y + 27} textAnchor="middle" className={differs ? classes['differs'] : classes['quiet']}>
                  {differs ? `${String(mg)} mg` : dayOfMonth(date)}
                </text>
              </>
            }
          >
            <rect x={x - 24} y={y - 34} width={48} height={68} fill="transparent" />
            <circle cx={x} cy={y} r={RADIUS} className={given === undefined ? classes['planned'] : classes['given']} />
          </Way>
        );
      })}
    </g>
  );
}

const HOURS_A_DAY = 24;
const PX_A_DAY = 8;

/** Times for which the log says that the patient was watched. */
export function Watched({ model, scale, y }: LaneProps): ReactElement {
  const blocks = model.doses.flatMap(({ dose, on, observed }) => observed.map((time) => ({ dose, on, time })));
  return (
    <g>
      {blocks.map(({ dose, on, time: { lasted, start } }) => {
        const hours = lasted === null ? null : lasted.hours + lasted.minutes / 60;
        const long = hours === null ? PX_A_DAY : Math.max(PX_A_DAY, (hours / HOURS_A_DAY) * PX_A_DAY);
        const says = PICTURE.watched(dose, hours === null ? PICTURE.noEnd : PICTURE.hours(hours));
        return (
          <Way key={`${dose} ${start}`} to="record" says={says}>
            <rect x={scale.x(on)} y={y - 9} width={long + 4} height={18} rx={4} className={classes['watched']} />
          </Way>
        );
      })}
    </g>
  );
}
