import { Anchor, Button, Group, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useDesk, useMay } from '../../api/desk.ts';
import { useFacts } from '../../api/facts.ts';
import { useRequest, type OpenedRequest } from '../../api/requests.ts';
import { ASKING } from '../../words/asking.ts';
import { moment } from '../../words/shared.ts';
import { Act } from './act.tsx';
import { actsOf, type ActType } from './acts.ts';
import type { Asking } from './asking.ts';
import classes from './coverage.module.css';
import { Renew } from './renew.tsx';

/** One request: where it stands, until when an answer is due, and what can be done with it by this role. */
export function RequestCard({ id, asking }: { readonly id: string; readonly asking: Asking }): ReactElement {
  const request = useRequest(id);
  const { caller } = useDesk();
  const may = useMay();
  const [act, setAct] = useState<ActType | null>(null);
  const { state } = request;
  const acts = may('requests.add') ? actsOf(state, caller) : [];
  return (
    <article className={classes['request']}>
      <Group justify="space-between" gap="sm">
        <Anchor component={Link} to={`/requests/${id}`} py="xs" fw={600}>
          {ASKING.row(state.drafted.kind, state.drafted.policy)}
        </Anchor>
        <Text fw={650}>{ASKING.statuses[request.standing ?? state.status] ?? state.status}</Text>
      </Group>
      <Standing request={request} />
      <Group gap="sm" mt="xs" className="no-print">
        {acts.map((type) => (
          <Button
            key={type}
            variant={type === 'withdrawn' ? 'subtle' : 'default'}
            onClick={() => {
              setAct(type);
            }}
          >
            {ASKING.actions[type]}
          </Button>
        ))}
        {state.approval !== undefined && may('requests.draft') && <Renew request={request} asking={asking} />}
      </Group>
      {act !== null && (
        <Act
          type={act}
          request={request}
          close={() => {
            setAct(null);
          }}
        />
      )}
    </article>
  );
}

/** What it waits for, what is approved, and the limits that run. */
function Standing({ request: { state, clocks } }: { readonly request: OpenedRequest }): ReactElement {
  const facts = useFacts();
  const waits = state.open.map((one) => facts.get(one)?.name ?? one).join(', ');
  return (
    <>
      {state.open.length > 0 && <Text>{ASKING.waitsFor(waits)}</Text>}
      {state.approval !== undefined && (
        <Text>{ASKING.approval(state.approval.number, state.approval.from, state.approval.to)}</Text>
      )}
      {clocks
        .filter((clock) => clock.state !== 'answered')
        .map(({ limit, due, state: runs }) => (
          <Text key={limit} c="dimmed">
            {ASKING.clock(moment(due), runs)}
          </Text>
        ))}
    </>
  );
}
