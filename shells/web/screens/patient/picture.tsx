import { Text } from '@mantine/core';
import { useMemo, useRef, useLayoutEffect, type ReactElement } from 'react';
import { timelineModel, type TimelineModel } from '../../../../core/explain/timeline-model.ts';
import { entries, timelineOf } from '../../../../core/course/timeline.ts';
import type { Calendar } from '../../../../core/regimen/calendar.ts';
import { useCourseAnswer } from '../../api/courses.ts';
import { useDesk } from '../../api/desk.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { PICTURE } from '../../words/picture.ts';
import { Lanes } from './lanes.tsx';
import { usePatient } from './opened.ts';
import classes from './picture.module.css';
import { scaleOf, type Scale } from './scale.ts';

/** The whole course on its days: what was given and is planned, watched, met with, authorized. Its parts are links. */
export function Picture(): ReactElement {
  const { id, course } = usePatient();
  const { today } = useDesk();
  const timeline = useMemo(() => timelineOf(course), [course]);
  const begun = entries(timeline, 'dose-given').length > 0;
  const calendar = useCourseAnswer<Calendar>(id, 'calendar', begun ? {} : { start: today });
  const model = useMemo(
    () =>
      calendar.data === undefined || calendar.data.doses.length === 0
        ? undefined
        : timelineModel(calendar.data, timeline, today),
    [calendar.data, timeline, today],
  );
  return (
    <section className={`sheet ${classes['picture'] ?? ''}`} aria-label={PICTURE.title}>
      {!begun && <Text c="dimmed">{PICTURE.asIf}</Text>}
      {calendar.isPending && <Loading />}
      {calendar.error !== null && <Failed error={calendar.error} again={() => void calendar.refetch()} />}
      {model !== undefined && <Drawn model={model} />}
    </section>
  );
}

/** Room to the left of today that stays in sight when the picture is wider than the screen. */
const BEFORE_TODAY = 320;

function Drawn({ model }: { readonly model: TimelineModel }): ReactElement {
  const scale = scaleOf(model);
  const scroller = useRef<HTMLDivElement>(null);
  const today = scale.x(model.today);
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ left: today - BEFORE_TODAY });
  }, [today]);
  return (
    <div ref={scroller} className={classes['scroller']} tabIndex={0} role="group" aria-label={about(model, scale)}>
      <Lanes model={model} scale={scale} />
    </div>
  );
}

const about = (model: TimelineModel, scale: Scale): string => PICTURE.about(scale.dateOf(model.doses[0]?.on ?? 0));
