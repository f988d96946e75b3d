import { Text, TextInput, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { readNdc } from '../../../../core/billing/ndc.ts';
import { Notice } from '../../parts/notice.tsx';
import { Empty } from '../../parts/notices.tsx';
import { CALCULATORS, NDC } from '../../words/calculators.ts';
import { SHARED } from '../../words/shared.ts';
import { useAsked } from './asked.ts';
import { Calculator } from './calculator.tsx';
import classes from './calculators.module.css';
import { printedForms } from './printed-forms.ts';

/** A package number in 10 digits and in 11, and as a claim has it. */
export function NdcCalculator(): ReactElement {
  const asked = useAsked({ number: '' });
  const typed = asked.value('number').trim();
  return (
    <Calculator
      {...CALCULATORS.list.ndc}
      asked={asked}
      fields={
        <>
          <TextInput
            label={NDC.number}
            description={NDC.example}
            inputMode="numeric"
            autoComplete="off"
            value={asked.value('number')}
            onChange={(event) => {
              asked.set('number', event.currentTarget.value);
            }}
          />
          <Text c="dimmed">{NDC.why}</Text>
        </>
      }
    >
      {typed === '' ? (
        <div className="sheet">
          <Empty title={CALCULATORS.answer}>{CALCULATORS.waiting}</Empty>
        </div>
      ) : (
        <Told typed={typed} />
      )}
    </Calculator>
  );
}

function Told({ typed }: { readonly typed: string }): ReactElement {
  const read = readNdc(typed);
  if ('what' in read)
    return (
      <Notice kind="wrong" title={NDC.wrong(read.what)}>
        <Text>{SHARED.mend(read.mend)}.</Text>
      </Notice>
    );
  const { ndc11 } = read;
  const printed = printedForms(ndc11);
  return (
    <>
      <section className="sheet" aria-labelledby="eleven">
        <Title order={2} id="eleven">
          {NDC.eleven}
        </Title>
        <p className={`${classes['large'] ?? ''} ${classes['code'] ?? ''}`}>{ndc11}</p>
        <Text c="dimmed">
          {NDC.hyphens}: <span className={classes['code']}>{hyphenated(ndc11)}</span>
        </Text>
      </section>
      <section className="sheet" aria-labelledby="ten">
        <Title order={2} id="ten">
          {printed.length > 1 ? NDC.tens : NDC.ten}
        </Title>
        {printed.length === 0 ? (
          <Text>{NDC.noTen}</Text>
        ) : (
          printed.map(({ text, format }) => (
            <Text key={format} fz="1.4rem" fw={650} className={classes['code']}>
              {text} <Text span c="dimmed">{`(${format})`}</Text>
            </Text>
          ))
        )}
      </section>
      <section className="sheet" aria-labelledby="claim">
        <Title order={2} id="claim" mb="xs">
          {NDC.claim}
        </Title>
        <Text>{NDC.x12}</Text>
        <Text fz="1.2rem" className={classes['code']}>{`LIN**N4*${ndc11}~`}</Text>
        <Text mt="sm">{NDC.paper}</Text>
        <Text fz="1.2rem" className={classes['code']}>{`N4${ndc11}`}</Text>
        <Text c="dimmed">{NDC.count}</Text>
      </section>
    </>
  );
}

function hyphenated(ndc11: string): string {
  return `${ndc11.slice(0, 5)}-${ndc11.slice(5, 9)}-${ndc11.slice(9)}`;
}
