import { Anchor, Button, Group, List, Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { CallError, isAway, type Fault, type Problem } from '../api/problem.ts';
import { FRAME } from '../words/frame.ts';
import { SHARED } from '../words/shared.ts';
import { Notice } from './notice.tsx';

/** Something is on its way. */
export function Loading(): ReactElement {
  return (
    <Group role="status" gap="sm" p="lg">
      <Loader size="sm" aria-hidden="true" />
      <Text>{FRAME.loading}</Text>
    </Group>
  );
}

/** There is nothing, and that is no fault: why, and what could be done. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactElement {
  return (
    <Stack gap="xs" p="lg" align="flex-start">
      <Text fw={600}>{title}</Text>
      {children !== undefined && <Text c="dimmed">{children}</Text>}
    </Stack>
  );
}

/** What the service said in place of an answer, with every fault, its place, and how to mend it. */
export function Failed({ error, again }: { readonly error: unknown; readonly again?: () => void }): ReactElement {
  const problem: Problem = error instanceof CallError ? error.problem : { title: SHARED.failed, status: -1 };
  return (
    <Notice kind="wrong" title={problem.title}>
      {isAway(error) && <Text>{SHARED.away.text}</Text>}
      {problem.detail !== undefined && <Text>{problem.detail}</Text>}
      {problem.faults !== undefined && <Faults faults={problem.faults} />}
      {again !== undefined && (
        <Group>
          <Button variant="default" onClick={again}>
            {SHARED.retry}
          </Button>
        </Group>
      )}
    </Notice>
  );
}

function Faults({ faults }: { readonly faults: readonly Fault[] }): ReactElement {
  return (
    <List spacing={4}>
      {faults.map(({ where, field, what, mend }) => (
        <List.Item key={`${where ?? field ?? ''} ${what}`}>
          {placeOf(where ?? field) !== '' && <b>{placeOf(where ?? field)}: </b>}
          {what}. {SHARED.mend(mend)}
        </List.Item>
      ))}
    </List>
  );
}

/** A place in what was sent, without the number of the entry: a form sends one. */
function placeOf(where = ''): string {
  return where.replace(/^(?:entries|events)\.\d+\.?/u, '');
}

/** An address that leads nowhere. */
export function Missing(): ReactElement {
  return (
    <Stack className="sheet" align="flex-start">
      <Title order={1} tabIndex={-1}>
        {FRAME.missing.title}
      </Title>
      <Text>{FRAME.missing.text}</Text>
      <Anchor component={Link} to="/">
        {FRAME.missing.home}
      </Anchor>
    </Stack>
  );
}
