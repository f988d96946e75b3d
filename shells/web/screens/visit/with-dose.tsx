import { Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { VisitAnswer } from '../../../../core/foresight/visit.ts';
import { TOXICITIES } from '../../words/course.ts';
import { PANELS } from '../../words/entries.ts';
import { VISIT } from '../../words/visit.ts';
import classes from './visit.module.css';

/** What goes with the dose: medicines before it, tests, observation, and what holds for every dose. */
export function WithDose({ visit }: { readonly visit: VisitAnswer }): ReactElement | null {
  const { observation, premedication, labs, everyDose } = visit;
  if (observation === null) return null;
  const words = VISIT.with;
  const { hours, from, stayNear, lengthenedBy } = observation;
  const panels = labs.map((panel) => (PANELS as Readonly<Record<string, string>>)[panel] ?? panel);
  return (
    <section className="sheet" aria-labelledby="with-dose">
      <Title order={2} id="with-dose" mb="xs">
        {words.title}
      </Title>
      <ul className={classes['reasons']}>
        <li>
          <b>{words.observation(words.hours(hours[0], hours[1]), words.from[from])}</b>
          {lengthenedBy !== undefined && (
            <Text span c="dimmed">
              {' '}
              {words.lengthened(TOXICITIES[lengthenedBy.kind] ?? lengthenedBy.kind, lengthenedBy.grade)}
            </Text>
          )}
        </li>
        {stayNear !== undefined && <li>{words.stayNear(stayNear.hours, stayNear.within)}</li>}
        {premedication.map((one) => (
          <li key={one.id}>{words.premedication(one.give, one.timing)}</li>
        ))}
        <li>{panels.length === 0 ? words.noLabs : words.labs(panels.join(', '))}</li>
        {everyDose.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
