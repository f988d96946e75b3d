import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { isConflict } from '../../../api/problem.ts';
import type { Draft } from '../../../drafts/draft.ts';
import { Conflict } from '../../../parts/conflict.tsx';
import { Dialog } from '../../../parts/dialog.tsx';
import { Failed } from '../../../parts/notices.tsx';
import { sayEntry } from '../../../words/entries.ts';
import { ENTERING } from '../../../words/entering.ts';
import { SHARED } from '../../../words/shared.ts';
import { usePatient } from '../opened.ts';
import { useAdding, type NewEntry } from './adding.ts';
import { Meanwhile } from './meanwhile.tsx';

/** A form whose content becomes entries of the course. What is typed is kept until it is written or not wanted. */
export interface EntryForm {
  readonly title: string;
  /** Of what is typed. */
  readonly draft: Pick<Draft<unknown>, 'key' | 'begun' | 'discard'>;
  /** The entries that are sent. @param after how many entries the record has, from which new ones count their ids */
  readonly entriesAfter: (after: number) => readonly NewEntry[];
  readonly close: () => void;
  readonly children: ReactNode;
}

/** A window with a form: what happens when somebody was faster, or the line is down. */
export function EntryDialog({ title, draft, entriesAfter, close, children }: EntryForm): ReactElement {
  const { sequence } = usePatient();
  const { call, seen, send } = useAdding(ENTERING.recorded(title));
  const conflict = isConflict(call.error);
  const record = (after: number): void => {
    send(entriesAfter(after), draft.key, after, () => {
      draft.discard();
      close();
    });
  };
  const drop = (): void => {
    draft.discard();
    close();
  };
  return (
    <Dialog opened close={close} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          record(seen);
        }}
      >
        <Stack>
          {children}
          {conflict && (
            <Conflict
              theirs={<Meanwhile seen={seen} />}
              mine={<Mine entries={entriesAfter(sequence)} />}
              writeMine={() => {
                record(sequence);
              }}
              leave={drop}
            />
          )}
          {call.error !== null && !conflict && <Failed error={call.error} />}
          {!conflict && (
            <Group>
              <Button type="submit" loading={call.isPending}>
                {call.error === null ? ENTERING.record : SHARED.retry}
              </Button>
              <Button variant="default" onClick={close}>
                {draft.begun ? ENTERING.later : SHARED.cancel}
              </Button>
              {draft.begun && (
                <Button variant="subtle" onClick={drop}>
                  {SHARED.discard}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}

function Mine({ entries }: { readonly entries: readonly NewEntry[] }): ReactElement {
  return (
    <>
      {entries.map((entry) => (
        <Text key={JSON.stringify(entry)}>{sayEntry(entry)}</Text>
      ))}
    </>
  );
}
