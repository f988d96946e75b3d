import { NativeSelect, Table, Text, TextInput, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Calendar } from '../../../../core/regimen/calendar.ts';
import type { RestartAnswer } from '../../../../core/regimen/restart-after.ts';
import { useDesk } from '../../api/desk.ts';
import { Empty, Failed } from '../../parts/notices.tsx';
import { CALCULATORS, RESTART } from '../../words/calculators.ts';
import { day } from '../../words/shared.ts';
import { useAsked } from './asked.ts';
import { useCalculated } from './calculated.ts';
import { Calculator } from './calculator.tsx';
import classes from './calculators.module.css';
import { RestartScale } from './restart-scale.tsx';
import { RestsOn } from './rests-on.tsx';

/** As many cycles as a treatment is likely to have. */
const CYCLES = 26;

/** After a delay: what the label says of nothing but the last dose and its day. */
export function RestartCalculator(): ReactElement {
  const { today } = useDesk();
  const asked = useAsked({ last: '', given: '', on: today });
  const [last, givenOn, on] = [asked.value('last'), asked.value('given'), asked.value('on')];
  const doses = useCalculated<Calendar>('calendar', { start: today, cycles: CYCLES });
  const whole = last !== '' && givenOn !== '' && on !== '';
  const { data, error, refetch } = useCalculated<RestartAnswer>(
    'restart',
    whole ? { last, given: givenOn, on } : undefined,
  );
  return (
    <Calculator
      {...CALCULATORS.list.restart}
      asked={asked}
      fields={
        <>
          {doses.error !== null && <Failed error={doses.error} again={() => void doses.refetch()} />}
          <NativeSelect
            label={RESTART.last}
            value={last}
            data={[
              { value: '', label: RESTART.choose },
              ...(doses.data?.doses ?? []).map(({ dose, mg }) => ({ value: dose, label: RESTART.dose(dose, mg) })),
            ]}
            onChange={(event) => {
              asked.set('last', event.currentTarget.value);
            }}
          />
          {(['given', 'on'] as const).map((field) => (
            <TextInput
              key={field}
              type="date"
              label={RESTART[field]}
              value={asked.value(field)}
              onChange={(event) => {
                asked.set(field, event.currentTarget.value);
              }}
            />
          ))}
        </>
      }
    >
      {error !== null ? (
        <Failed error={error} again={() => void refetch()} />
      ) : data === undefined ? (
        <div className="sheet">
          <Empty title={CALCULATORS.answer}>{CALCULATORS.waiting}</Empty>
        </div>
      ) : (
        <Told answer={data} />
      )}
    </Calculator>
  );
}

function Told({ answer }: { readonly answer: RestartAnswer }): ReactElement {
  const { decision, daysSince, last, limit, next, sequence, cautions, cites } = answer;
  return (
    <>
      <section className="sheet" aria-labelledby="answer">
        <Title order={2} id="answer" className="unseen">
          {CALCULATORS.answer}
        </Title>
        <p className={classes['large']}>{RESTART.decisions[decision]}</p>
        <Text mt="xs" fw={600}>
          {RESTART.since(daysSince, last.dose)}
        </Text>
        <Text>{limit === null ? RESTART.noLimit : RESTART.limit(limit)}</Text>
        <Text>{RESTART.due(next.dose, next.due)}</Text>
        <RestartScale days={daysSince} due={daysSince - answer.daysLate} limit={limit} />
        {sequence.length > 0 && (
          <>
            <Title order={3} mt="md">
              {RESTART.follows}
            </Title>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  {Object.values(RESTART.columns).map((column) => (
                    <Table.Th key={column} scope="col">
                      {column}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {sequence.map(({ dose, date, mg }) => (
                  <Table.Tr key={dose}>
                    <Table.Th scope="row">{dose}</Table.Th>
                    <Table.Td>{day(date)}</Table.Td>
                    <Table.Td>{mg}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </section>
      <RestsOn cautions={cautions} cites={cites} />
    </>
  );
}
