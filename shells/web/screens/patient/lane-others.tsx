import type { ReactElement } from 'react';
import { PICTURE } from '../../words/picture.ts';
import { TOXICITIES } from '../../words/course.ts';
import { Way, type LaneProps } from './way.tsx';
import classes from './picture.module.css';

/** Each authorization from its first to its last day, with the units that are left. */
export function Authorizations({ model, scale, y }: LaneProps): ReactElement {
  return (
    <g>
      {model.authorizations.map(({ from, to, totals }) => {
        const left = scale.x(from);
        const width = Math.max(8, scale.x(to + 1) - left);
        // Its words stand where the picture is first looked at, also where the band begins long before.
        const words = Math.max(left, Math.min(scale.x(model.today) - WORDS_BEFORE_TODAY, left + width - WORDS));
        const short = totals.left !== null && totals.left < 0;
        return (
          <Way
            key={totals.number}
            to="coverage"
            says={PICTURE.authorization(totals.number, totals.from, totals.to, totals)}
            words={
              <text x={words + 10} y={y + 5} className={classes['inBand']}>
                {fits(PICTURE.band(totals.number, totals.to, totals), left + width - words)}
              </text>
            }
          >
            <rect
              x={left}
              y={y - 15}
              width={width}
              height={30}
              rx={6}
              className={short ? classes['short'] : classes['authorized']}
            />
          </Way>
        );
      })}
    </g>
  );
}

/** Toxicities from their onset to their end, with the highest grade. */
export function Toxicities({ model, scale, y }: LaneProps): ReactElement {
  return (
    <g>
      {model.toxicities.map(({ kind, grade, from, to, open }) => {
        const left = scale.x(from);
        const name = TOXICITIES[kind] ?? kind;
        const width = Math.max(18, scale.x(to + 1) - left);
        const says = PICTURE.toxicity(name, grade, scale.dateOf(from), open ? null : scale.dateOf(to));
        return (
          <Way
            key={`${kind} ${String(from)}`}
            to="visit"
            says={says}
            words={
              <>
                <text x={left + width / 2} y={y + 5} textAnchor="middle" className={classes['grade']}>
                  {grade}
                </text>
                <text x={left + width + 6} y={y + 5} className={classes['quiet']}>
                  {open ? `${name}, ${PICTURE.legend.open}` : name}
                </text>
              </>
            }
          >
            <rect
              x={left}
              y={y - 12}
              width={width}
              height={24}
              rx={5}
              className={grade >= 3 ? classes['grave'] : classes['toxic']}
            />
          </Way>
        );
      })}
    </g>
  );
}

/** Days on which results came. */
export function Results({ model, scale, y }: LaneProps): ReactElement {
  return (
    <g>
      {model.results.map(({ on, panels }) => {
        const x = scale.x(on) + 4;
        return (
          <Way key={on} to="visit" says={PICTURE.results(panels, scale.dateOf(on))}>
            <rect x={x - 12} y={y - 14} width={24} height={28} fill="transparent" />
            <path d={`M${String(x)} ${String(y - 8)}l7 8l-7 8l-7 -8z`} className={classes['result']} />
          </Way>
        );
      })}
    </g>
  );
}

/** From which dose on another label is in force. */
export function Labels({ model, scale, y }: LaneProps): ReactElement {
  return (
    <g>
      {model.labelChanges.map(({ on, label }) => (
        <Way
          key={label}
          to="visit"
          says={PICTURE.label(label, scale.dateOf(on))}
          words={
            <text x={scale.x(on) + 10} y={y + 5} className={classes['quiet']}>
              {label}
            </text>
          }
        >
          <rect x={scale.x(on)} y={y - 11} width={4} height={22} className={classes['label']} />
        </Way>
      ))}
    </g>
  );
}

/** Room that the words of a band take, and how far before today they begin, px. */
const WORDS = 430;
const WORDS_BEFORE_TODAY = 300;
const PX_A_LETTER = 7.6;

/** As much of a text as a band has room for. */
function fits(text: string, width: number): string {
  const room = Math.floor((width - 16) / PX_A_LETTER);
  if (text.length <= room) return text;
  return room < 4 ? '' : `${text.slice(0, room - 1)}…`;
}
