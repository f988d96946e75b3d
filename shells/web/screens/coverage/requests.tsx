import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useDraftRequest, useKeepFinding, useRequestsFor } from '../../api/coverage.ts';
import { useMay } from '../../api/desk.ts';
import { toast } from '../../app/toasts.tsx';
import { newKey } from '../../drafts/draft.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { ASKING } from '../../words/asking.ts';
import { usePatient } from '../patient/opened.ts';
import type { Asking } from './asking.ts';
import { RequestCard } from './request-card.tsx';
import { takesFindings } from './standing.ts';

/** What the payer was asked for this course, where each stands, and what can be done with it now. */
export function Requests({ asking }: { readonly asking: Asking }): ReactElement {
  const { id } = usePatient();
  const requests = useRequestsFor(id);
  const rows = requests.data ?? [];
  const may = useMay();
  const { asked } = asking;
  const isOpen = rows.some(
    ({ state }) => takesFindings(state.status) && state.policy === asked.policies[0] && state.kind === asked.kind,
  );
  return (
    <section className="sheet" aria-labelledby="requests">
      <Title order={2} id="requests" mb="sm">
        {ASKING.title}
      </Title>
      {requests.isPending && <Loading />}
      {requests.error !== null && <Failed error={requests.error} again={() => void requests.refetch()} />}
      {requests.data?.length === 0 && <Text>{ASKING.none}</Text>}
      <Stack gap="sm">
        {rows.map((row) => (
          <RequestCard key={row.id} id={row.id} asking={asking} />
        ))}
      </Stack>
      {!isOpen && may('requests.draft') && <DraftRequest asking={asking} />}
    </section>
  );
}

/** Drafts a request under what is asked above, and keeps the finding with it. */
function DraftRequest({ asking: { asked, discard } }: { readonly asking: Asking }): ReactElement {
  const { id, course } = usePatient();
  const draft = useDraftRequest(id);
  const keep = useKeepFinding(id);
  // One pair of keys for one press and every repeat of it, until it is done.
  const [keys, setKeys] = useState(() => ({ draft: newKey(), keep: newKey() }));
  const { lineOfBusiness } = course.patient;
  const [policy = ''] = asked.policies;
  const send = async (): Promise<void> => {
    const { id: request } = await draft.mutateAsync({
      draft: {
        ...{ side: 'practice', kind: asked.kind, policy, drug: course.drug },
        ...(lineOfBusiness === undefined ? {} : { lineOfBusiness }),
      },
      key: keys.draft,
    });
    await keep.mutateAsync({ request, asked, course, key: keys.keep });
    setKeys({ draft: newKey(), keep: newKey() });
    discard();
    toast(ASKING.drafted);
  };
  // What failed is shown below, and sent again by the same button.
  const press = (): void => void send().catch(() => undefined);
  return (
    <Stack mt="md" gap="xs" align="flex-start" className="no-print">
      {draft.error !== null && <Failed error={draft.error} again={press} />}
      {keep.error !== null && <Failed error={keep.error} again={press} />}
      <Group>
        <Button loading={draft.isPending || keep.isPending} onClick={press}>
          {ASKING.draft}
        </Button>
        <Text c="dimmed">{ASKING.draftWhy}</Text>
      </Group>
    </Stack>
  );
}
