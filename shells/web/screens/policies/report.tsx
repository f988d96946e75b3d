import { Button, List, Stack, Text, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { DraftReport } from '../../api/policy-documents.ts';
import { POLICIES } from '../../words/policies.ts';
import { SHARED } from '../../words/shared.ts';
import classes from './policies.module.css';

const WORDS = POLICIES.draft;

/** What is to be said of a draft: whether it can be published, its faults, its worked examples, what lint says. */
export function Report({
  report,
  fresh,
  open,
  children,
}: {
  readonly report: DraftReport;
  /** It is of the text as it stands now. */
  readonly fresh: boolean;
  /** Shows the place of a fault. */
  readonly open: (fault: DraftReport['faults'][number]) => void;
  readonly children: ReactNode;
}): ReactElement {
  const { sound, faults, failed, findings, examples } = report;
  const state = fresh ? (sound ? 'met' : 'not-met') : 'unknown';
  return (
    <section className={`sheet ${classes['report'] ?? ''}`} data-truth={state} aria-busy={!fresh}>
      <div role="status">
        <Title order={2} className={classes['verdict']}>
          <span aria-hidden="true">{SIGNS[state]}</span> {fresh ? (sound ? WORDS.sound : WORDS.unsound) : WORDS.looking}
        </Title>
      </div>
      <Stack gap="sm" mt="sm">
        {faults.length > 0 && (
          <div>
            <Title order={3}>{WORDS.faults}</Title>
            <ul className={classes['faults']}>
              {faults.map((fault) => (
                <li key={`${fault.where} ${String(fault.line)} ${String(fault.column)} ${fault.what}`}>
                  <Button
                    variant="default"
                    onClick={() => {
                      open(fault);
                    }}
                  >
                    {WORDS.at(fault.line ?? 1, fault.column ?? 1)}
                    {fault.where.endsWith('cases.yaml') ? `, ${WORDS.inCases}` : ''}
                  </Button>
                  <Text>
                    {fault.what}. {SHARED.mend(fault.mend)}
                  </Text>
                </li>
              ))}
            </ul>
          </div>
        )}
        {faults.length > 0 && <Text c="dimmed">{WORDS.cannotRun}</Text>}
        {failed.length > 0 && (
          <div>
            <Title order={3}>{WORDS.failed}</Title>
            <List spacing="xs">
              {failed.map(({ name, differences }) => (
                <List.Item key={name}>
                  <b>{name}</b>: {differences.join('; ')}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {faults.length === 0 && failed.length === 0 && <Text>{WORDS.passed(examples)}</Text>}
        {findings.length > 0 && (
          <div>
            <Title order={3}>{WORDS.findings}</Title>
            <List spacing="xs">
              {findings.map(({ severity, what, mend }) => (
                <List.Item key={what}>
                  <b>{WORDS.severities[severity]}</b>: {what}. {SHARED.mend(mend)}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {children}
      </Stack>
    </section>
  );
}

const SIGNS = { met: '✓', 'not-met': '✗', unknown: '…' } as const;
