import { Table, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Temporal } from 'temporal-polyfill';
import type { ClockLine, Worksheet } from '../../../../core/preparation/worksheet.ts';
import { useNow } from '../../api/now.ts';
import { PREPARATION } from '../../words/calculators.ts';
import { ENTERING } from '../../words/entering.ts';
import { moment } from '../../words/shared.ts';
import classes from './calculators.module.css';

/** The clocks of a bag, going on by the clock of the service. */
export function BagClocks({ sheet }: { readonly sheet: Worksheet }): ReactElement {
  const { clocks, latestInfusionStart } = sheet;
  const now = useNow();
  return (
    <section className="sheet" aria-labelledby="clocks">
      <Title order={2} id="clocks" mb="xs">
        {PREPARATION.clocks}
      </Title>
      {latestInfusionStart !== null && (
        <>
          <Text>{PREPARATION.latest}</Text>
          <p className={classes['large']}>{moment(latestInfusionStart)}</p>
        </>
      )}
      <Table>
        <Table.Tbody>
          {clocks
            .filter(({ applies }) => applies)
            .map((clock) => (
              <Table.Tr key={clock.id}>
                <Table.Th scope="row">
                  {clock.name}
                  <Text c="dimmed" fw={400}>
                    {clock.limit}
                  </Text>
                </Table.Th>
                <Table.Td>
                  {clock.until !== null && `${PREPARATION.until} ${moment(clock.until)}`}
                  <Text fw={650}>{standing(clock, now)}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function standing({ state, until }: ClockLine, now: Temporal.Instant): string {
  if (state === 'met') return PREPARATION.met;
  if (until === null) return PREPARATION.notStarted;
  const minutes = Math.floor(now.until(Temporal.Instant.from(until)).total('minutes'));
  return minutes < 0 ? PREPARATION.over : PREPARATION.left(ENTERING.left(minutes));
}
