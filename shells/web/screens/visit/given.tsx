import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import type { Calendar, CalendarDose } from '../../../../core/regimen/calendar.ts';
import type { DoseGiven, Observation } from '../../../../core/course/event.ts';
import { entries, timelineOf } from '../../../../core/course/timeline.ts';
import { useCourseAnswer } from '../../api/courses.ts';
import { useDesk } from '../../api/desk.ts';
import { useNow } from '../../api/now.ts';
import { ENTERING } from '../../words/entering.ts';
import { VISIT } from '../../words/visit.ts';
import { minutesLeft } from '../patient/entering/minutes-left.ts';
import { usePatient } from '../patient/opened.ts';
import type { LeadsToForm } from './forms/wanted.ts';
import classes from './visit.module.css';

/** The dose of today, and the observation after it. */
export interface GivenToday {
  readonly dose: DoseGiven;
  readonly observation: Observation | undefined;
}

/** What was given today; undefined where nothing was. */
export function useGivenToday(): GivenToday | undefined {
  const { course } = usePatient();
  const { today } = useDesk();
  return useMemo(() => {
    const { dayOf } = timelineOf(course);
    const isToday = ({ at }: { readonly at: string }): boolean => dayOf(at) === today;
    const dose = entries(course, 'dose-given').findLast(isToday);
    return dose && { dose, observation: entries(course, 'observation').findLast(isToday) };
  }, [course, today]);
}

/** The dose that was given today, and the clock of its observation up to the discharge. */
export function Given({
  given: { dose, observation },
  want,
  enters,
}: LeadsToForm & { readonly given: GivenToday }): ReactElement {
  const { id } = usePatient();
  const { data } = useCourseAnswer<Calendar>(id, 'calendar');
  const placed = data?.doses.find((one) => one.dose === dose.dose && one.given !== undefined);
  const words = VISIT.given;
  return (
    <section className="sheet" aria-labelledby="given-today">
      <Title order={2} id="given-today" mb="xs">
        {words.title}
      </Title>
      <span className={classes['dose']}>{words.line(dose.dose, dose.mg)}</span>
      <Text c="dimmed">{words.times(dose.start ?? dose.at, dose.end)}</Text>
      {placed !== undefined && <Watch dose={placed} observation={observation} />}
      {enters && (
        <Group mt="sm" className="no-print">
          {dose.start !== undefined && dose.end === undefined && (
            <Button
              variant="default"
              onClick={() => {
                want({ form: 'infusion-ended', of: dose });
              }}
            >
              {words.ended}
            </Button>
          )}
          {observation === undefined && (
            <Button
              variant="default"
              onClick={() => {
                want({ form: 'observation' });
              }}
            >
              {words.begin}
            </Button>
          )}
          {observation !== undefined && observation.end === undefined && (
            <Button
              variant="default"
              onClick={() => {
                want({ form: 'discharge', of: observation });
              }}
            >
              {words.discharge}
            </Button>
          )}
        </Group>
      )}
    </section>
  );
}

/** How long the patient is still to be observed; what has been observed, once that is over. */
function Watch({
  dose: { given, observation: rule },
  observation,
}: {
  readonly dose: CalendarDose;
  readonly observation: Observation | undefined;
}): ReactElement {
  const now = useNow();
  const words = VISIT.given;
  if (observation?.end !== undefined) return <Text mt="xs">{words.observed(observation.start, observation.end)}</Text>;
  const since = observation === undefined ? null : <Text>{words.running(observation.start)}</Text>;
  const watched = given?.watched;
  if (watched === undefined)
    return (
      <Stack gap={0} mt="xs">
        {since}
        <Text>{words.countsFrom(VISIT.with.from[rule.from])}</Text>
      </Stack>
    );
  const [least, most] = watched.until;
  const left = minutesLeft(now, least);
  return (
    <Stack gap={0} mt="xs">
      <span className={`${classes['left'] ?? ''} no-print`} role="timer">
        {left >= 0 ? words.left(ENTERING.left(left)) : words.over}
      </span>
      <Text>{words.until(least, most)}</Text>
      {since}
    </Stack>
  );
}
