import { Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { useFinding } from '../../api/coverage.ts';
import { useFacts } from '../../api/facts.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { usePatient } from '../patient/opened.ts';
import { useAsking } from './asking.ts';
import { Choose } from './choose.tsx';
import { Compared } from './compared.tsx';
import { Criteria } from './criteria.tsx';
import { Finding } from './finding.tsx';
import { Keep } from './keep.tsx';
import { Requests } from './requests.tsx';

/** Whether the criteria of a policy are met, what is missing, and what the payer is asked. */
export default function Coverage(): ReactElement {
  const { id } = usePatient();
  const asking = useAsking();
  const facts = useFacts();
  const found = useFinding(id, asking.asked);
  const [first] = found.data?.determinations ?? [];
  return (
    <Stack gap="md">
      <Choose asking={asking} />
      {found.isPending && <Loading />}
      {found.error !== null && <Failed error={found.error} again={() => void found.refetch()} />}
      {first !== undefined && (
        <>
          <Finding found={first} facts={facts} stale={found.isPlaceholderData} />
          <Criteria found={first} facts={facts} asking={asking} />
        </>
      )}
      {found.data?.comparison !== undefined && (
        <Compared comparison={found.data.comparison} determinations={found.data.determinations} />
      )}
      <Keep asking={asking} />
      <Requests asking={asking} />
    </Stack>
  );
}
