import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CourseEvent } from '../../../../../core/course/event.ts';
import { useCourseEntries } from '../../../api/courses.ts';
import { sayEntry } from '../../../words/entries.ts';
import { ENTERING } from '../../../words/entering.ts';
import { moment } from '../../../words/shared.ts';
import { usePatient } from '../opened.ts';
import { usePlaceClock } from './local-time.ts';

/** The entries that others wrote since the record was looked at, and who. @param seen how many it had then */
export function Meanwhile({ seen }: { readonly seen: number }): ReactElement {
  const { id } = usePatient();
  const { localOf } = usePlaceClock();
  const { data = [] } = useCourseEntries(id);
  return (
    <>
      {data
        .filter(({ sequence }) => sequence > seen)
        .map(({ sequence, body, actor, recordedAt }) => {
          const entry = body as unknown as CourseEvent;
          return (
            <Text key={sequence}>
              {sayEntry(entry)}{' '}
              <Text span c="dimmed">
                {ENTERING.writtenBy(entry.by ?? actor.id, moment(localOf(recordedAt)))}
              </Text>
            </Text>
          );
        })}
    </>
  );
}
