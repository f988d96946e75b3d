import { Text, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import type { CourseEvent } from '../../../../../core/course/event.ts';
import { sayEntry } from '../../../words/entries.ts';
import { VISIT } from '../../../words/visit.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock } from '../../patient/entering/local-time.ts';
import { useFormDraft } from './form-draft.ts';

/** Takes an entry out of what counts, with the reason; it stays in the record. */
export function VoidForm({ of, close }: { readonly of: CourseEvent; readonly close: () => void }): ReactElement {
  const { draft, value, set } = useFormDraft<'reason'>(`void-${of.id ?? ''}`, {});
  const { momentOf } = usePlaceClock();
  return (
    <EntryDialog
      title={VISIT.today.voidOf(sayEntry(of))}
      draft={draft}
      entriesAfter={() => [
        { type: 'voided', at: momentOf(value.at) ?? '', event: of.id ?? '', reason: value.reason ?? '' },
      ]}
      close={close}
    >
      <Text>{VISIT.today.about}</Text>
      <Textarea
        label={VISIT.today.why}
        required
        value={value.reason ?? ''}
        onChange={(event) => {
          set('reason', event.currentTarget.value);
        }}
      />
    </EntryDialog>
  );
}
