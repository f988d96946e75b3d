import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useDraftRequest } from '../../api/coverage.ts';
import type { OpenedRequest } from '../../api/requests.ts';
import { toast } from '../../app/toasts.tsx';
import { newKey } from '../../drafts/draft.ts';
import { Failed } from '../../parts/notices.tsx';
import { ASKING } from '../../words/asking.ts';
import { usePatient } from '../patient/opened.ts';
import type { Asking } from './asking.ts';

/** Drafts the renewal of an approval, which names the request before it, and turns the question above to it. */
export function Renew({
  request,
  asking,
}: {
  readonly request: OpenedRequest;
  readonly asking: Asking;
}): ReactElement | null {
  const { id } = usePatient();
  const draft = useDraftRequest(id);
  const [key, setKey] = useState(newKey);
  const { policy, drug, lineOfBusiness } = request.state.drafted;
  // It is drafted already.
  if ((request.followedBy ?? []).length > 0) return null;
  const send = (): void => {
    draft.mutate(
      {
        draft: {
          ...{ side: 'practice', kind: 'renewal', policy, drug, of: request.id },
          ...(lineOfBusiness === undefined ? {} : { lineOfBusiness }),
        },
        key,
      },
      {
        onSuccess: () => {
          setKey(newKey());
          asking.choose({ policy, kind: 'renewal' });
          toast(ASKING.drafted);
        },
      },
    );
  };
  return (
    <>
      <Button variant="default" loading={draft.isPending} onClick={send}>
        {ASKING.actions.renew}
      </Button>
      {draft.error !== null && <Failed error={draft.error} again={send} />}
    </>
  );
}
