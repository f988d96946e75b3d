import type { CSSProperties, ReactElement } from 'react';
import type { TimelineModel } from '../../../../core/explain/timeline-model.ts';
import { PICTURE } from '../../words/picture.ts';
import { monthOf } from '../../words/shared.ts';
import { Doses, Watched } from './lane-doses.tsx';
import { Authorizations, Labels, Results, Toxicities } from './lane-others.tsx';
import classes from './picture.module.css';
import { monthsOf, type Scale } from './scale.ts';
import type { LaneProps } from './way.tsx';

interface Lane {
  readonly name: string;
  readonly height: number;
  readonly draws: (props: LaneProps) => ReactElement;
  readonly has: (model: TimelineModel) => boolean;
}

const LANES: readonly Lane[] = [
  {
    ...{ name: PICTURE.lanes.authorization, height: 40, draws: Authorizations },
    has: ({ authorizations }) => authorizations.length > 0,
  },
  { name: PICTURE.lanes.dose, height: 74, draws: Doses, has: () => true },
  {
    ...{ name: PICTURE.lanes.watched, height: 30, draws: Watched },
    has: ({ doses }) => doses.some(({ observed }) => observed.length > 0),
  },
  {
    ...{ name: PICTURE.lanes.toxicity, height: 40, draws: Toxicities },
    has: ({ toxicities }) => toxicities.length > 0,
  },
  { name: PICTURE.lanes.result, height: 34, draws: Results, has: ({ results }) => results.length > 0 },
  { name: PICTURE.lanes.label, height: 34, draws: Labels, has: ({ labelChanges }) => labelChanges.length > 0 },
];
/** Room for the months and the name of today, px. */
const TOP = 52;
/** Names of the rows stay in sight, however far the days are moved. */
const NAMES = 104;

/** All rows that have something in them, under a line of months, with a line through today. */
export function Lanes({ model, scale }: { readonly model: TimelineModel; readonly scale: Scale }): ReactElement {
  const shown = LANES.filter(({ has }) => has(model));
  const height = TOP + shown.reduce((sum, lane) => sum + lane.height, 0) + 6;
  const tops = shown.map((_, index) => TOP + shown.slice(0, index).reduce((sum, lane) => sum + lane.height, 0));
  return (
    <>
      <svg
        width={NAMES}
        height={height}
        viewBox={`0 0 ${String(NAMES)} ${String(height)}`}
        className={classes['names']}
        style={growing(NAMES)}
        aria-hidden="true"
      >
        {shown.map(({ name, height: tall }, index) => (
          <text key={name} x={0} y={(tops[index] ?? 0) + tall / 2 + 5} className={classes['lane']}>
            {name}
          </text>
        ))}
      </svg>
      <svg
        width={scale.width}
        height={height}
        viewBox={`0 0 ${String(scale.width)} ${String(height)}`}
        className={classes['svg']}
        style={growing(scale.width)}
      >
        <Days model={model} scale={scale} height={height} />
        {shown.map(({ name, height: tall, draws: Draws }, index) => (
          <g key={name} role="group" aria-label={name}>
            <Draws model={model} scale={scale} y={(tops[index] ?? 0) + tall / 2} />
          </g>
        ))}
      </svg>
    </>
  );
}

/** On paper both drawings shrink alike, each in its share of the width. */
function growing(width: number): CSSProperties {
  return { '--share': width } as CSSProperties;
}

/** The months, and the line through today. */
function Days({
  model,
  scale,
  height,
}: {
  readonly model: TimelineModel;
  readonly scale: Scale;
  readonly height: number;
}): ReactElement {
  const today = scale.x(model.today) + 4;
  return (
    <g aria-hidden="true">
      {monthsOf(model, scale).map(({ on, date }) => (
        <g key={date}>
          <line x1={scale.x(on)} x2={scale.x(on)} y1={8} y2={height} className={classes['month']} />
          <text x={scale.x(on) + 6} y={20} className={classes['quiet']}>
            {monthOf(date)}
          </text>
        </g>
      ))}
      {scale.shows(model.today) && (
        <>
          <line x1={today} x2={today} y1={30} y2={height} className={classes['today']} />
          <text x={today} y={42} textAnchor="middle" className={classes['todayName']}>
            {PICTURE.today}
          </text>
        </>
      )}
    </g>
  );
}
