import { Button, Group, Table, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { useFindings, type AuditAnswer, type FindingRow, type ProvingLine, type Wanted } from '../../api/audits.ts';
import { Cited } from '../../parts/cited.tsx';
import { More } from '../../parts/more.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { AUDIT } from '../../words/audit.ts';
import { day, monthOf } from '../../words/shared.ts';
import classes from './audit.module.css';

/** The findings of a group, each with the lines that prove it and the passages that the rule rests on. */
export function Findings({
  id,
  answer,
  wanted,
  want,
}: {
  readonly id: string;
  readonly answer: AuditAnswer;
  readonly wanted: Wanted;
  readonly want: (wanted: Wanted) => void;
}): ReactElement {
  const list = useFindings(id, wanted);
  const words = AUDIT.found;
  const only = [
    answer.byRule.find(({ rule }) => rule === wanted.rule)?.what,
    wanted.month === undefined ? undefined : monthOf(`${wanted.month}-01`),
    wanted.provider === '' ? AUDIT.by.noProvider : wanted.provider,
  ].filter((part) => part !== undefined);
  return (
    <section className="sheet" aria-labelledby="findings">
      <Group justify="space-between">
        <Title order={2} id="findings">
          {words.title}
        </Title>
        {only.length > 0 && (
          <Button
            variant="default"
            className="no-print"
            onClick={() => {
              want({});
            }}
          >
            {words.all}
          </Button>
        )}
      </Group>
      {only.length > 0 && <Text>{words.only(only)}</Text>}
      {list.isPending && <Loading />}
      {list.error !== null && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data !== undefined && (
        <>
          <Text role="status">{words.of(list.data.count)}</Text>
          <ul className={classes['plain']}>
            {list.data.rows.map((row) => (
              <Finding
                key={`${row.rule} ${row.member_id} ${row.claim_id} ${String(row.line_no)}`}
                row={row}
                answer={answer}
              />
            ))}
          </ul>
        </>
      )}
      <More list={list} />
    </section>
  );
}

function Finding({ row, answer }: { readonly row: FindingRow; readonly answer: AuditAnswer }): ReactElement {
  const words = AUDIT.found;
  const cites = answer.byRule.find(({ rule }) => rule === row.rule)?.cites ?? [];
  return (
    <li className={classes['row']}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Text fw={600}>{row.what}</Text>
        <Text fw={600}>{moneyOf(row.cents_in_question)}</Text>
      </Group>
      <Text>
        {words.line(row.claim_id, row.line_no, row.date_of_service)} ·{' '}
        {words.units(String(Number(row.units)), String(Number(row.units_in_question)))}
      </Text>
      <Text c="dimmed">
        {words.about(row.member_id, row.provider)} · {words.place(row.source_file, row.source_line)}
      </Text>
      <details className={classes['fold']}>
        <summary>{words.proof(row.proving.length)}</summary>
        <Proof lines={row.proving} />
      </details>{' '}
      {cites.length > 0 && (
        <details className={classes['fold']}>
          <summary>{words.passages}</summary>
          <Cited cites={cites} />
        </details>
      )}
    </li>
  );
}

function Proof({ lines }: { readonly lines: readonly ProvingLine[] }): ReactElement {
  const { columns, line } = AUDIT.found;
  return (
    <Table.ScrollContainer minWidth={700} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {Object.values(columns).map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((one) => (
            <Table.Tr key={line(one.claim_id, one.line_no, one.date_of_service)}>
              <Table.Th scope="row">
                {one.claim_id} / {one.line_no}
              </Table.Th>
              <Table.Td>{day(one.date_of_service)}</Table.Td>
              <Table.Td>{one.hcpcs}</Table.Td>
              <Table.Td>{one.units === null ? '' : String(Number(one.units))}</Table.Td>
              <Table.Td>{one.modifiers}</Table.Td>
              <Table.Td>{one.ndc11}</Table.Td>
              <Table.Td>{moneyOf(one.charge_cents)}</Table.Td>
              <Table.Td>{moneyOf(one.paid_cents)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function moneyOf(cents: string | number | null): string {
  return cents === null ? '' : AUDIT.money(Number(cents));
}
