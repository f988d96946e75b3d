import { Stack, Table, Text, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { CLAIM } from '../../words/claim.ts';
import type { CheckedClaim } from '../../api/claim.ts';
import classes from './claim.module.css';

/** The lines of the claim, those proposed beside the drug, and the doses without one. */
export function Lines({ claim }: { readonly claim: CheckedClaim }): ReactElement {
  const words = CLAIM.lines;
  const { columns } = words;
  const { lines, services, notBilled, servicesNeeded } = claim;
  return (
    <section className="sheet" aria-labelledby="lines">
      <Stack gap="sm">
        <Title order={2} id="lines">
          {words.title}
        </Title>
        {lines.length === 0 && <Text c="dimmed">{words.none}</Text>}
        {lines.length > 0 && (
          <Grid
            heads={[
              ...[columns.dose, columns.kind, columns.code, columns.units, columns.ndc],
              ...[columns.diagnoses, columns.authorization, columns.place],
            ]}
            rows={lines.map((line) => [
              words.doseOn(line.dose, line.dateOfService),
              words.kind[line.kind],
              [line.hcpcs ?? words.unknown, ...line.modifiers].join(' '),
              line.units ?? words.unknown,
              words.ndc(line.ndcQualifier, line.ndc11, line.ndcUnit, line.ndcQuantity),
              ...[words.codes(line.diagnoses), line.authorization ?? ''],
              [
                line.placeOfService ?? words.unknown,
                ...(line.revenueCode === undefined ? [] : [line.revenueCode]),
              ].join(' / '),
            ])}
          />
        )}
        {services.length > 0 && (
          <>
            <Title order={3}>{words.services}</Title>
            <Grid
              heads={[columns.dose, columns.code, columns.units, columns.from, columns.revenue]}
              rows={services.map(({ dose, dateOfService, code, units, countedFrom, revenueCode = '' }) => [
                ...[words.doseOn(dose, dateOfService), code, units, countedFrom, revenueCode],
              ])}
            />
          </>
        )}
        <Asked title={words.servicesNeeded} items={servicesNeeded.map(({ dose, ask }) => said(dose, ask))} />
        <Asked
          title={words.notBilled}
          items={notBilled.map(({ dose, dateOfService, text }) => words.notBilledOf(dose, dateOfService, text))}
        />
      </Stack>
    </section>
  );
}

const said = (dose: string | null, ask: string): string => (dose === null ? ask : CLAIM.needed.of(dose, ask));

/** A heading with a list below it; nothing where the list is empty. */
function Asked({ title, items }: { readonly title: string; readonly items: readonly string[] }): ReactElement | null {
  if (items.length === 0) return null;
  return (
    <>
      <Title order={3}>{title}</Title>
      <ul className={classes['plain']}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

function Grid({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}): ReactElement {
  return (
    <Table.ScrollContainer minWidth={heads.length * 95} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head} scope="col">
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, row) => (
            // Two lines of a dose may say the same.
            <Table.Tr key={row}>
              {cells.map((cell, column) => (
                <Table.Td key={heads[column]}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
