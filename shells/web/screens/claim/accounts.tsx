import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import { claimAccounts, type ClaimAccount } from '../../../../core/billing/remittance.ts';
import { entries, timelineOf } from '../../../../core/course/timeline.ts';
import type { CheckedClaim } from '../../api/claim.ts';
import { useMay } from '../../api/desk.ts';
import { Truth, type Shown } from '../../parts/truth.tsx';
import { CLAIM } from '../../words/claim.ts';
import { day } from '../../words/shared.ts';
import { usePatient } from '../patient/opened.ts';
import { ClaimedForm, DeniedForm, RemittedForm } from './marks.tsx';

type Mark = 'claimed' | 'remitted' | 'denied';
const TRUTHS: Readonly<Record<ClaimAccount['standing'], Shown>> = {
  ...{ paid: 'met', over: 'unknown', open: 'unknown', unclear: 'unknown', unmatched: 'unknown' },
  ...{ short: 'not-met', denied: 'not-met' },
};

/** The claims that went out with the payer's answers, and the ways to record more of them. */
export function Accounts({
  claim,
  dose,
}: {
  readonly claim: CheckedClaim | undefined;
  readonly dose: string;
}): ReactElement {
  const { course } = usePatient();
  const may = useMay();
  const [mark, setMark] = useState<{ readonly what: Mark; readonly of: string }>();
  const accounts = useMemo(() => claimAccounts(course), [course]);
  const unnumbered = useMemo(
    () => entries(timelineOf(course), 'claimed').flatMap((entry) => (entry.claim === undefined ? [entry.dose] : [])),
    [course],
  );
  const words = CLAIM.out;
  const adds = may('courses.add');
  const close = (): void => {
    setMark(undefined);
  };
  return (
    <section className="sheet" aria-labelledby="accounts">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="accounts">
            {words.title}
          </Title>
          {adds && dose !== '' && claim !== undefined && claim.encounters.length > 0 && (
            <Button
              variant="default"
              className="no-print"
              onClick={() => {
                setMark({ what: 'claimed', of: dose });
              }}
            >
              {CLAIM.marks.claimedOf(dose)}
            </Button>
          )}
        </Group>
        {unnumbered.length > 0 && <Text>{words.unnumbered(unnumbered)}</Text>}
        {accounts.length === 0 && unnumbered.length === 0 && <Text c="dimmed">{words.none}</Text>}
        {accounts.length > 0 && (
          <Rows
            accounts={accounts}
            mark={
              adds
                ? (what, of) => {
                    setMark({ what, of });
                  }
                : undefined
            }
          />
        )}
      </Stack>
      {mark?.what === 'claimed' && <ClaimedForm dose={mark.of} close={close} />}
      {mark?.what === 'remitted' && <RemittedForm claim={mark.of} close={close} />}
      {mark?.what === 'denied' && <DeniedForm claim={mark.of} close={close} />}
    </section>
  );
}

function Rows({
  accounts,
  mark,
}: {
  readonly accounts: readonly ClaimAccount[];
  readonly mark: ((what: Mark, claim: string) => void) | undefined;
}): ReactElement {
  const { columns, standing, amount, remitted, denied, reason } = CLAIM.out;
  return (
    <Table.ScrollContainer minWidth={860} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
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
          {accounts.map((account) => (
            <Table.Tr key={account.claim}>
              <Table.Th scope="row">{account.claim}</Table.Th>
              <Table.Td>{account.doses.join(', ')}</Table.Td>
              <Table.Td>{account.claimedOn === null ? '' : day(account.claimedOn)}</Table.Td>
              <Table.Td>
                <Truth truth={TRUTHS[account.standing]} words={standing[account.standing]} />
                {account.reason !== null && <Text>{reason(account.reason)}</Text>}
              </Table.Td>
              {[account.chargeCents, account.expectedCents, account.paidCents, account.shortCents].map(
                (cents, index) => (
                  <Table.Td key={Object.keys(columns)[index + 4]}>{amount(cents)}</Table.Td>
                ),
              )}
              <Table.Td>
                {[...account.adjustments.map(({ code }) => code), ...account.remarks].join(' ')}
                {mark !== undefined && (
                  <Group gap="xs" className="no-print">
                    {(['remitted', 'denied'] as const).map((what) => (
                      <Button
                        key={what}
                        variant="subtle"
                        aria-label={CLAIM.out.of(what === 'remitted' ? remitted : denied, account.claim)}
                        onClick={() => {
                          mark(what, account.claim);
                        }}
                      >
                        {what === 'remitted' ? remitted : denied}
                      </Button>
                    ))}
                  </Group>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
