import { Button, Text, Title } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import { timelineOf } from '../../../../core/course/timeline.ts';
import { useDesk } from '../../api/desk.ts';
import { sayEntry } from '../../words/entries.ts';
import { VISIT } from '../../words/visit.ts';
import { moment } from '../../words/shared.ts';
import { usePlaceClock } from '../patient/entering/local-time.ts';
import { usePatient } from '../patient/opened.ts';
import type { LeadsToForm } from './forms/wanted.ts';
import classes from './visit.module.css';

/** The entries of today that stand, the newest first, each with the way to void it. */
export function RecordedToday({ want, enters }: LeadsToForm): ReactElement {
  const { course } = usePatient();
  const { today } = useDesk();
  const { localOf } = usePlaceClock();
  const found = useMemo(() => {
    const { events, dayOf } = timelineOf(course);
    return events.filter(({ at, type }) => dayOf(at) === today && type !== 'voided').toReversed();
  }, [course, today]);
  return (
    <section className="sheet" aria-labelledby="recorded-today">
      <Title order={2} id="recorded-today" mb="xs">
        {VISIT.today.title}
      </Title>
      {found.length === 0 && <Text c="dimmed">{VISIT.today.none}</Text>}
      <ul className={classes['plain']}>
        {found.map((event) => (
          <li key={event.id} className={classes['row']}>
            <div className={classes['grow']}>
              <Text>{sayEntry(event)}</Text>
              <Text c="dimmed">
                {moment(localOf(event.at))}
                {event.by === undefined ? '' : `, ${VISIT.today.by(event.by)}`}
              </Text>
            </div>
            {enters && (
              <Button
                variant="subtle"
                className="no-print"
                aria-label={VISIT.today.voidOf(sayEntry(event))}
                onClick={() => {
                  want({ form: 'void', of: event });
                }}
              >
                {VISIT.today.void}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
