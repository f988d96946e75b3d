import { Button, Group, Stack } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { isConflict } from '../../api/problem.ts';
import { useAddToRequest, type OpenedRequest } from '../../api/requests.ts';
import { toast } from '../../app/toasts.tsx';
import { useDraft } from '../../drafts/draft.ts';
import { Conflict } from '../../parts/conflict.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/notices.tsx';
import { ASKING } from '../../words/asking.ts';
import { SHARED } from '../../words/shared.ts';
import { ActFields, entryOf, saidOf, type Filled } from './act-fields.tsx';
import type { ActType } from './acts.ts';

const EMPTY: Filled = {};

/** One act on a request: its fields, and what happens when somebody was faster or the line is down. */
export function Act({
  type,
  request,
  close,
}: {
  readonly type: ActType;
  readonly request: OpenedRequest;
  readonly close: () => void;
}): ReactElement {
  const draft = useDraft<Filled>(`request/${request.id}/${type}`, EMPTY);
  const add = useAddToRequest(request.id);
  // What is written after the window was opened has to be looked at first, also where it is shown already.
  const [seen, setSeen] = useState(request.sequence);
  const entry = entryOf(type, draft.value, request.state);
  const send = (after: number): void => {
    add.mutate(
      { entries: [entry], key: draft.key, sequence: after },
      {
        onSuccess: () => {
          draft.discard();
          toast(ASKING.done[type]);
          close();
        },
      },
    );
  };
  const conflict = isConflict(add.error);
  return (
    <Dialog opened close={close} title={ASKING.actions[type]}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(seen);
        }}
      >
        <Stack>
          <ActFields type={type} state={request.state} filled={draft.value} change={draft.change} />
          {conflict && (
            <Conflict
              theirs={<Meanwhile request={request} seen={seen} />}
              mine={<span>{saidOf(entry)}</span>}
              writeMine={() => {
                setSeen(request.sequence);
                send(request.sequence);
              }}
              leave={() => {
                draft.discard();
                close();
              }}
            />
          )}
          {add.error !== null && !conflict && <Failed error={add.error} />}
          {!conflict && (
            <Group>
              <Button type="submit" loading={add.isPending}>
                {ASKING.actions[type]}
              </Button>
              <Button variant="default" onClick={close}>
                {SHARED.cancel}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}

/** The entries that others wrote since the window was opened, and where the request stands now. */
function Meanwhile({ request, seen }: { readonly request: OpenedRequest; readonly seen: number }): ReactElement {
  return (
    <>
      {request.entries.slice(seen).map((entry) => (
        <span key={entry.id}>{ASKING.entry(entry.type, entry.by === 'program' ? 'program' : entry.by.name)}</span>
      ))}
      <b>{ASKING.statuses[request.state.status] ?? request.state.status}</b>
    </>
  );
}
