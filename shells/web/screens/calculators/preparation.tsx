import { Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Calendar } from '../../../../core/regimen/calendar.ts';
import type { Worksheet } from '../../../../core/preparation/worksheet.ts';
import { useDesk } from '../../api/desk.ts';
import { Notice } from '../../parts/notice.tsx';
import { Empty, Failed } from '../../parts/notices.tsx';
import { Pick } from '../../parts/pick.tsx';
import { CALCULATORS, PREPARATION } from '../../words/calculators.ts';
import { withDays } from '../../words/shared.ts';
import { useAsked } from './asked.ts';
import { BagClocks } from './bag-clocks.tsx';
import { given, useCalculated } from './calculated.ts';
import { Calculator } from './calculator.tsx';
import classes from './calculators.module.css';
import { MomentField } from './moment-field.tsx';
import { RestsOn } from './rests-on.tsx';

type TimeField = keyof typeof PREPARATION.fields;
const TIMES = Object.keys(PREPARATION.fields) as TimeField[];
const NOTHING = Object.fromEntries(TIMES.map((field) => [field, ''])) as Record<TimeField, string>;

/** Volumes, sums and clocks of a bag. */
export function PreparationCalculator(): ReactElement {
  const { today, timeZone } = useDesk();
  const asked = useAsked<TimeField | 'dose'>({ dose: '', ...NOTHING });
  const schedule = useCalculated<Calendar>('calendar', { start: today, cycles: 2 });
  const strengths = [...new Set((schedule.data?.doses ?? []).map(({ mg }) => mg))].sort((a, b) => a - b);
  const dose = asked.value('dose');
  const times = given(Object.fromEntries(TIMES.map((field) => [field, asked.value(field)])));
  const { data, error, refetch } = useCalculated<Worksheet>(
    'prepare',
    dose === '' ? undefined : { dose, ...times, site: { timeZone } },
  );
  return (
    <Calculator
      {...CALCULATORS.list.preparation}
      asked={asked}
      fields={
        <>
          {schedule.error !== null && <Failed error={schedule.error} again={() => void schedule.refetch()} />}
          <Pick
            label={PREPARATION.dose}
            options={strengths.map((mg) => ({ value: String(mg), label: PREPARATION.mg(mg) }))}
            value={dose}
            choose={(mg) => {
              asked.set('dose', mg);
            }}
          />
          <Text fw={600}>{PREPARATION.times}</Text>
          {TIMES.map((field) => (
            <MomentField
              key={field}
              label={PREPARATION.fields[field]}
              zone={timeZone}
              value={asked.value(field)}
              change={(moment) => {
                asked.set(field, moment);
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
        <Told sheet={data} />
      )}
    </Calculator>
  );
}

function Told({ sheet }: { readonly sheet: Worksheet }): ReactElement {
  const { blocks, mg, vial, materials, infusion, checks, steps, cautions, cites } = sheet;
  const words = PREPARATION.numbers;
  const numbers = [
    [words.water, PREPARATION.ml(sheet.sterileWaterMl)],
    [words.saline, PREPARATION.ml(sheet.salineToWithdrawMl)],
    [words.stabilizer, PREPARATION.ml(sheet.stabilizerMl)],
    [words.drug, PREPARATION.ml(sheet.drugMl)],
    [words.rate, PREPARATION.perHour(infusion.mlPerHour)],
  ] as const;
  return (
    <>
      {blocks.length > 0 && (
        <Notice kind="wrong" title={PREPARATION.refused}>
          {blocks.map(({ id, what, mend }) => (
            <Text key={id}>
              {withDays(what)} {mend}
            </Text>
          ))}
        </Notice>
      )}
      <section className="sheet" aria-labelledby="answer">
        <Title order={2} id="answer">
          {PREPARATION.mg(mg)}
        </Title>
        <Text c="dimmed" mb="sm">
          {PREPARATION.vial(vial.count, vial.mg, vial.ndc)}.{' '}
          {PREPARATION.bag(materials.bag.volumeMl, materials.bag.fluid)}
        </Text>
        <dl className={classes['numbers']}>
          {numbers.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <BagClocks sheet={sheet} />
      <section className="sheet" aria-labelledby="sums">
        <Title order={2} id="sums" mb="xs">
          {PREPARATION.sums}
        </Title>
        <Stack gap="xs">
          {checks.map(({ id, name, sum, note }) => (
            <div key={id}>
              <Text fw={600}>{name}</Text>
              <Text className={classes['code']}>{sum}</Text>
              <Text c="dimmed">{note}</Text>
            </div>
          ))}
        </Stack>
      </section>
      <section className="sheet" aria-labelledby="steps">
        <Title order={2} id="steps" mb="xs">
          {PREPARATION.steps}
        </Title>
        <ol className={classes['list']}>
          {steps.map(({ id, title, text, warnings }) => (
            <li key={id}>
              <b>{title}.</b> {text} {warnings.map((one) => ` ${one}`)}
            </li>
          ))}
        </ol>
      </section>
      <RestsOn cautions={cautions} cites={cites} />
    </>
  );
}
