import { Stack, Table, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { CLAIM } from '../../words/claim.ts';
import { BOXES, DIAGNOSIS } from '../../words/claim-fields.ts';
import classes from './claim.module.css';

/** The values of one paper form, as the service gives them. */
interface Form1500 {
  readonly dose: string;
  readonly boxes: Readonly<Record<string, string>>;
  readonly rows: readonly (Readonly<Record<string, string>> & { readonly shaded: string })[];
}

export function isForms1500(written: unknown): written is readonly Form1500[] {
  return Array.isArray(written);
}

const COLUMNS = ['A', 'B', 'D', 'E', 'F', 'G', 'J'] as const;

/** The boxes of the paper form, and its rows. */
export function Boxes({ forms }: { readonly forms: readonly Form1500[] }): ReactElement {
  const words = CLAIM.forms;
  return (
    <Stack>
      {forms.map(({ dose, boxes, rows }, index) => (
        // A dose with more than six lines has several forms.
        <Stack key={index} gap="sm">
          <Title order={3}>{words.boxes(dose)}</Title>
          <dl className={classes['boxes']}>
            {inOrder(boxes).map(([number, value]) => (
              <div key={number} className={classes['box']}>
                <dt>
                  {number} {BOXES[number] ?? DIAGNOSIS(number.replace(/^21/u, ''))}
                </dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing={4} aria-label={words.rows}>
              <Table.Thead>
                <Table.Tr>
                  {COLUMNS.map((column) => (
                    <Table.Th key={column} scope="col">
                      {words.rowColumns[column]}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              {rows.map((row, place) => (
                <Table.Tbody key={place}>
                  {row.shaded !== '' && (
                    <Table.Tr bg="var(--accent-ground)">
                      <Table.Td colSpan={COLUMNS.length} className={classes['mono']}>
                        <span className="unseen">{words.shaded}: </span>
                        {row.shaded}
                      </Table.Td>
                    </Table.Tr>
                  )}
                  <Table.Tr>
                    {COLUMNS.map((column) => (
                      <Table.Td key={column} className={classes['mono']}>
                        {row[column]}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                </Table.Tbody>
              ))}
            </Table>
          </Table.ScrollContainer>
        </Stack>
      ))}
    </Stack>
  );
}

/** As on the paper: 1, 1a, 2. The service names them in the order of their numbers alone. */
function inOrder(boxes: Form1500['boxes']): readonly (readonly [string, string])[] {
  return Object.entries(boxes).sort(
    ([one], [other]) => Number.parseInt(one, 10) - Number.parseInt(other, 10) || (one < other ? -1 : 1),
  );
}
