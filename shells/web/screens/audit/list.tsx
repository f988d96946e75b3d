import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useAudits, useRemoveAudit, type Audit } from '../../api/audits.ts';
import { toast } from '../../app/toasts.tsx';
import { Heading } from '../../parts/heading.tsx';
import { Empty, Failed, Loading } from '../../parts/notices.tsx';
import { AUDIT } from '../../words/audit.ts';
import classes from './audit.module.css';
import { Drop } from './drop.tsx';
import { useLocalTime } from './local-time.ts';

/** A new audit, and those that are kept. */
export function AuditList(): ReactElement {
  const { data, error, isPending, refetch } = useAudits();
  const words = AUDIT.list;
  return (
    <Stack gap="md">
      <Heading title={AUDIT.title} about={AUDIT.about} />
      <Drop />
      <section className="sheet" aria-labelledby="audits">
        <Title order={2} id="audits">
          {words.title}
        </Title>
        {isPending && <Loading />}
        {error !== null && <Failed error={error} again={() => void refetch()} />}
        {data?.length === 0 && <Empty title={words.none}>{words.noneWhy}</Empty>}
        <ul className={classes['plain']}>
          {data?.map((audit) => (
            <Row key={audit.id} audit={audit} />
          ))}
        </ul>
      </section>
    </Stack>
  );
}

function Row({ audit }: { readonly audit: Audit }): ReactElement {
  const remove = useRemoveAudit();
  const localOf = useLocalTime();
  const words = AUDIT.list;
  const name = audit.files.claims?.name ?? words.unnamed;
  return (
    <li className={classes['row']}>
      <Group justify="space-between">
        <div>
          <Anchor component={Link} to={`/audit/${audit.id}`} fw={600}>
            {name}, {audit.policy}
          </Anchor>
          <Text>{AUDIT.state[audit.state]}</Text>
          <Text c="dimmed">
            {words.made(localOf(audit.made))}, {words.until(localOf(audit.until))}
          </Text>
        </div>
        <Button
          variant="subtle"
          loading={remove.isPending}
          aria-label={words.removeOf(name)}
          onClick={() => {
            remove.mutate(audit.id, {
              onSuccess: () => {
                toast(words.removed);
              },
            });
          }}
        >
          {words.remove}
        </Button>
      </Group>
      {remove.error !== null && <Failed error={remove.error} />}
    </li>
  );
}
