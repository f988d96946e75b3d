import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useDesk } from '../../api/desk.ts';
import { isConflict } from '../../api/problem.ts';
import { useAddToRequest, type OpenedRequest } from '../../api/requests.ts';
import { lastFinding } from '../../api/review.ts';
import { toast } from '../../app/toasts.tsx';
import { useDraft } from '../../drafts/draft.ts';
import { Conflict } from '../../parts/conflict.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/notices.tsx';
import { ASKING } from '../../words/asking.ts';
import { REQUEST } from '../../words/request.ts';
import { REQUESTS } from '../../words/requests.ts';
import { SHARED } from '../../words/shared.ts';
import type { ReviewAct } from './acts.ts';
import { Confirm } from './confirm.tsx';
import { Fields } from './fields.tsx';
import { emptyOf, entryOf, groundsOf, linesOf, missing, type Filled } from './filled.ts';

/** One act of a payer on a request. A decision is read over before it is signed; all else is sent at once. */
export function Act({
  type,
  request,
  close,
}: {
  readonly type: ReviewAct;
  readonly request: OpenedRequest;
  readonly close: () => void;
}): ReactElement {
  const { caller } = useDesk();
  const finding = lastFinding(request.entries);
  const grounds = groundsOf(finding);
  const draft = useDraft<Filled>(`request/${request.id}/${type}`, emptyOf(type, finding, caller));
  const add = useAddToRequest(request.id);
  // What is written after the window was opened has to be looked at first, also where it is shown already.
  const [seen, setSeen] = useState(request.sequence);
  const [reading, setReading] = useState(false);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const filled = draft.value;
  const signs = type === 'decided' || type === 'appeal-decided';
  const send = (after: number): void => {
    add.mutate(
      { entries: [entryOf(type, filled, request.state, grounds)], key: draft.key, sequence: after },
      {
        onSuccess: () => {
          draft.discard();
          toast(REQUEST.done[type]);
          close();
        },
      },
    );
  };
  const next = (): void => {
    const wrong = signs ? missing(filled) : emptyAsk(type, filled);
    setFaults(wrong);
    if (wrong.length > 0) return;
    if (signs) setReading(true);
    else send(seen);
  };
  const conflict = isConflict(add.error);
  return (
    <Dialog opened close={close} title={reading ? REQUEST.decide.confirm : REQUEST.acts[type]} size="xl">
      <Stack>
        {reading ? (
          <Confirm
            filled={filled}
            finding={finding}
            grounds={grounds}
            sending={add.isPending}
            stopped={conflict}
            back={() => {
              setReading(false);
            }}
            sign={() => {
              send(seen);
            }}
          />
        ) : (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              next();
            }}
          >
            <Stack>
              <Fields
                type={type}
                request={request}
                finding={finding}
                grounds={grounds}
                filled={filled}
                change={draft.change}
              />
              {faults.length > 0 && (
                <div role="alert">
                  {faults.map((fault) => (
                    <Text key={fault} c="var(--not-met)" fw={600}>
                      {fault}
                    </Text>
                  ))}
                </div>
              )}
              {!conflict && (
                <Group>
                  <Button type="submit" loading={add.isPending}>
                    {signs ? REQUEST.decide.next : REQUEST.acts[type]}
                  </Button>
                  <Button variant="default" onClick={close}>
                    {SHARED.cancel}
                  </Button>
                </Group>
              )}
            </Stack>
          </form>
        )}
        {conflict && (
          <Conflict
            theirs={<Meanwhile request={request} seen={seen} />}
            mine={<span>{mineOf(type, filled)}</span>}
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
      </Stack>
    </Dialog>
  );
}

function emptyAsk(type: ReviewAct, { what, more }: Filled): readonly string[] {
  const asks = type === 'information-requested' || type === 'information-received';
  return asks && what.length + linesOf(more).length === 0 ? [REQUEST.ask.nothing] : [];
}

function mineOf(type: ReviewAct, { decision, reason }: Filled): string {
  const said = decision === '' ? REQUEST.acts[type] : REQUEST.decide.decisions[decision];
  return reason.trim() === '' ? said : `${said}: ${reason.trim()}`;
}

/** The entries that others wrote since the window was opened, and where the request stands now. */
function Meanwhile({ request, seen }: { readonly request: OpenedRequest; readonly seen: number }): ReactElement {
  return (
    <>
      {request.entries.slice(seen).map((entry) => (
        <span key={entry.id}>
          {ASKING.entry(entry.type, entry.by === 'program' ? REQUEST.history.program : entry.by.name)}
        </span>
      ))}
      <b>{REQUESTS.statuses[request.state.status] ?? request.state.status}</b>
    </>
  );
}
