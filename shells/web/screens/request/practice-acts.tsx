import { Button, Group, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useDesk } from '../../api/desk.ts';
import type { OpenedRequest } from '../../api/requests.ts';
import { ASKING } from '../../words/asking.ts';
import { REQUEST } from '../../words/request.ts';
import { Act } from '../coverage/act.tsx';
import { actsOf, type ActType } from '../coverage/acts.ts';

/** What the practice that keeps a request can do with it now: the same as beside its patient. */
export function PracticeActs({ request }: { readonly request: OpenedRequest }): ReactElement {
  const { caller } = useDesk();
  const [act, setAct] = useState<ActType | null>(null);
  const acts = actsOf(request.state, caller);
  return (
    <section className="sheet no-print" aria-labelledby="acts">
      <Title order={2} id="acts" mb="sm">
        {REQUEST.actsTitle}
      </Title>
      <Text c="dimmed" mb="sm">
        {acts.length === 0 ? REQUEST.noActs : REQUEST.standing.practice}
      </Text>
      <Group gap="sm">
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
    </section>
  );
}
