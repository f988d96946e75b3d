import { Button, Text, Title } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import type { AdverseEvent, Course } from '../../../../core/course/event.ts';
import { entries } from '../../../../core/course/timeline.ts';
import { TOXICITIES } from '../../words/course.ts';
import { VISIT } from '../../words/visit.ts';
import { usePatient } from '../patient/opened.ts';
import type { LeadsToForm } from './forms/wanted.ts';
import classes from './visit.module.css';

/** Toxicities of which nobody has said that they are over, each with the way to say how it is now. */
export function OpenToxicities({ want, enters }: LeadsToForm): ReactElement | null {
  const { course } = usePatient();
  const open = useMemo(() => openIn(course), [course]);
  if (open.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="open-toxicities">
      <Title order={2} id="open-toxicities" mb="xs">
        {VISIT.open.title}
      </Title>
      <ul className={classes['plain']}>
        {open.map((event) => {
          const name = TOXICITIES[event.kind] ?? event.kind;
          return (
            <li key={`${event.kind} ${event.onset}`} className={classes['row']}>
              <Text className={classes['grow']}>
                {VISIT.open.line(name, event.gradeNow ?? event.grade, event.onset)}
              </Text>
              {enters && (
                <Button
                  variant="default"
                  className="no-print"
                  aria-label={`${VISIT.open.goOn}: ${name}`}
                  onClick={() => {
                    want({ form: 'toxicity', of: event });
                  }}
                >
                  {VISIT.open.goOn}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The last word on each toxicity, of those that are not over. */
function openIn(course: Course): readonly AdverseEvent[] {
  const last = new Map(entries(course, 'adverse-event').map((event) => [`${event.kind} ${event.onset}`, event]));
  return [...last.values()].filter(
    ({ resolved, grade, gradeNow }) => resolved === undefined && (gradeNow ?? grade) > 0,
  );
}
