import { Anchor, Table, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { AuditAnswer, Tally, Wanted } from '../../api/audits.ts';
import { AUDIT } from '../../words/audit.ts';
import { monthOf } from '../../words/shared.ts';
import classes from './audit.module.css';

interface GroupRow {
  readonly name: string;
  readonly tally: Tally;
  readonly wanted: Wanted;
}

/** Findings by rule, by month and by provider, each group a way to its findings. */
export function Groups({
  answer: { byRule, byMonth, byProvider },
  wanted,
  want,
}: {
  readonly answer: AuditAnswer;
  readonly wanted: Wanted;
  readonly want: (wanted: Wanted) => void;
}): ReactElement {
  const { by } = AUDIT;
  const add = (one: Wanted): void => {
    want({ ...wanted, ...one });
    document.querySelector('#findings')?.scrollIntoView();
  };
  return (
    <>
      <Group
        id="by-rule"
        title={by.rule}
        column={by.columns.rule}
        add={add}
        rows={byRule.map((tally) => ({
          ...{ tally, wanted: { rule: tally.rule } },
          name: `${by.severity[tally.severity]}: ${tally.what}`,
        }))}
      />
      <Group
        id="by-month"
        title={by.month}
        column={by.columns.month}
        add={add}
        rows={byMonth.map((tally) => ({
          ...{ tally, wanted: { month: tally.month } },
          name: monthOf(`${tally.month}-01`),
        }))}
      />
      <Group
        id="by-provider"
        title={by.provider}
        column={by.columns.provider}
        add={add}
        rows={byProvider.map((tally) => ({
          ...{ tally, wanted: { provider: tally.provider ?? '' } },
          name: tally.provider ?? by.noProvider,
        }))}
      />
    </>
  );
}

function Group({
  id,
  title,
  column,
  rows,
  add,
}: {
  readonly id: string;
  readonly title: string;
  readonly column: string;
  readonly rows: readonly GroupRow[];
  readonly add: (wanted: Wanted) => void;
}): ReactElement {
  const { by, money } = AUDIT;
  const most = Math.max(1, ...rows.map(({ tally }) => tally.findings));
  return (
    <section className="sheet" aria-labelledby={id}>
      <Title order={2} id={id} mb="xs">
        {title}
      </Title>
      <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{column}</Table.Th>
              <Table.Th scope="col" w="30%" aria-hidden="true" />
              {[by.findings, by.lines, by.money].map((name) => (
                <Table.Th key={name} scope="col" ta="right">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, tally, wanted }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">
                  <Anchor
                    component="button"
                    type="button"
                    ta="start"
                    onClick={() => {
                      add(wanted);
                    }}
                  >
                    {name}
                  </Anchor>
                </Table.Th>
                <Table.Td aria-hidden="true">
                  <svg className={classes['chart']} height="18" viewBox="0 0 100 18" preserveAspectRatio="none">
                    <rect className={classes['bar']} width={(100 * tally.findings) / most} height="18" rx="1" />
                  </svg>
                </Table.Td>
                <Table.Td ta="right">{tally.findings.toLocaleString('en-US')}</Table.Td>
                <Table.Td ta="right">{tally.lines.toLocaleString('en-US')}</Table.Td>
                <Table.Td ta="right">{money(tally.centsInQuestion)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
