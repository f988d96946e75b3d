import { Table, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Reconciliation } from '../../../../core/billing/claim-answer.ts';
import { Truth, type Shown } from '../../parts/truth.tsx';
import { CLAIM } from '../../words/claim.ts';
import classes from './claim.module.css';

/** Opened, given, discarded and billed beside one another, and what the difference is. */
export function Reconciled({ rows }: { readonly rows: readonly Reconciliation[] }): ReactElement | null {
  const { title, about, columns, mg, units } = CLAIM.reconcile;
  if (rows.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="reconcile">
      <Title order={2} id="reconcile">
        {title}
      </Title>
      <Text c="dimmed" mb="sm">
        {about}
      </Text>
      <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="sm">
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
            {rows.map((row) => (
              <Table.Tr key={row.dose}>
                <Table.Th scope="row">{row.dose}</Table.Th>
                {[mg(row.openedMg), mg(row.givenMg), mg(row.wastedMg), units(row.billedUnits)].map((text, index) => (
                  <Table.Td key={Object.keys(columns)[index + 1]} className={classes['big']}>
                    {text}
                  </Table.Td>
                ))}
                <Table.Td className={classes['big']}>{units(row.discardedUnits)}</Table.Td>
                <Table.Td>
                  <Difference row={row} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function Difference({ row }: { readonly row: Reconciliation }): ReactElement {
  const [truth, words] = differenceOf(row);
  return <Truth truth={truth} words={words} />;
}

function differenceOf({
  openedMg,
  givenMg,
  wastedMg,
  billedUnits,
  balanced,
}: Reconciliation): readonly [Shown, string] {
  const words = CLAIM.reconcile;
  if (balanced) return ['met', words.agrees];
  if (openedMg === null || wastedMg === null || billedUnits === null) return ['unknown', words.unknown];
  const missing = Number((openedMg - givenMg - wastedMg).toFixed(3));
  if (missing > 0) return ['not-met', words.under(missing)];
  return ['not-met', missing < 0 ? words.over(-missing) : words.unitsDiffer];
}
