import { Button, Group, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { useKeepFinding, useRequestsFor } from '../../api/coverage.ts';
import { useMay } from '../../api/desk.ts';
import { toast } from '../../app/toasts.tsx';
import { Failed } from '../../parts/notices.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { usePatient } from '../patient/opened.ts';
import type { Asking } from './asking.ts';
import { takesFindings } from './standing.ts';

/** What is typed here and not yet in the record, and the way to keep it in the open request. */
export function Keep({ asking }: { readonly asking: Asking }): ReactElement | null {
  const { id, course } = usePatient();
  const may = useMay();
  const keep = useKeepFinding(id);
  const requests = useRequestsFor(id);
  const { asked, typed, key, discard, putBack } = asking;
  const count = Object.keys(typed).length;
  const words = COVERAGE.keep;
  const open = requests.data?.find(
    ({ state }) => takesFindings(state.status) && state.policy === asked.policies[0] && state.kind === asked.kind,
  );
  if (count === 0) return null;
  const send = (): void => {
    if (open === undefined) return;
    keep.mutate(
      { request: open.id, asked, course, key },
      {
        onSuccess: () => {
          discard();
          toast(words.kept);
        },
      },
    );
  };
  return (
    <section className="sheet no-print" aria-labelledby="typed">
      <Title order={2} id="typed" mb="xs">
        {words.title}
      </Title>
      <Text>{words.draft(count)}</Text>
      {open === undefined && <Text c="dimmed">{words.needsRequest}</Text>}
      {keep.error !== null && <Failed error={keep.error} again={send} />}
      <Group mt="sm">
        {open !== undefined && may('requests.add') && (
          <Button loading={keep.isPending} onClick={send}>
            {words.keep}
          </Button>
        )}
        <Button
          variant="default"
          onClick={() => {
            discard();
            toast(words.discarded, () => {
              putBack(typed);
            });
          }}
        >
          {words.discard}
        </Button>
      </Group>
    </section>
  );
}
