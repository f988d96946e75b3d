import { List, Table, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Determination } from '../../../../core/coverage/determination.ts';
import type { Comparison, ComparedTruth } from '../../../../core/explain/compare.ts';
import { Truth } from '../../parts/truth.tsx';
import { COVERAGE } from '../../words/coverage.ts';

/** Several policies side by side: what each makes of each fact. */
export function Compared({
  comparison: { policies, facts, separates },
  determinations,
}: {
  readonly comparison: Comparison;
  readonly determinations: readonly Determination[];
}): ReactElement {
  const words = COVERAGE.compare;
  return (
    <section className="sheet" aria-labelledby="compared">
      <Title order={2} id="compared" mb="sm">
        {words.title}
      </Title>
      <List mb="sm" spacing={4}>
        {separates.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Table.ScrollContainer
        minWidth={200 + policies.length * 170}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      >
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.fact}</Table.Th>
              {policies.map((policy) => (
                <Table.Th key={policy} scope="col">
                  {policy}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th scope="row">{words.outcome}</Table.Th>
              {determinations.map(({ policy, outcome }) => (
                <Table.Td key={policy.id}>
                  <b>{COVERAGE.outcomes[outcome]}</b>
                </Table.Td>
              ))}
            </Table.Tr>
            {facts.map(({ fact, name, truths }) => (
              <Table.Tr key={fact}>
                <Table.Th scope="row" fw={500}>
                  {name}
                </Table.Th>
                {truths.map((truth, index) => (
                  <Table.Td key={policies[index]}>
                    <Cell truth={truth} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function Cell({ truth }: { readonly truth: ComparedTruth }): ReactElement {
  if (truth === 'met' || truth === 'not-met' || truth === 'unknown') return <Truth truth={truth} />;
  return <Text c="dimmed">{COVERAGE.compare.truths[truth]}</Text>;
}
