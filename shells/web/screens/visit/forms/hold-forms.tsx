import { NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Discontinued, Held } from '../../../../../core/course/event.ts';
import { ENDS } from '../../../words/course.ts';
import { HOLDS } from '../../../words/entries.ts';
import { ENTERING } from '../../../words/entering.ts';
import { FORMS, VISIT } from '../../../words/visit.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { useFormDraft } from './form-draft.ts';

/** The dose was held, and why. */
export function HeldForm({ close }: { readonly close: () => void }): ReactElement {
  return (
    <ReasonForm
      name="held"
      title={VISIT.enter.held}
      reasons={HOLDS}
      entryOf={(at, reason) => ({ type: 'held', at, reason: reason as Held['reason'] })}
      close={close}
    />
  );
}

/** The treatment has ended, and why. */
export function EndedForm({ close }: { readonly close: () => void }): ReactElement {
  return (
    <ReasonForm
      name="ended"
      title={VISIT.enter.ended}
      reasons={ENDS}
      entryOf={(at, reason) => ({ type: 'discontinued', at, reason: reason as Discontinued['reason'] })}
      close={close}
    />
  );
}

function ReasonForm({
  name,
  title,
  reasons,
  entryOf,
  close,
}: {
  readonly name: string;
  readonly title: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly entryOf: (at: string, reason: string) => Held | Discontinued;
  readonly close: () => void;
}): ReactElement {
  const { draft, value, set } = useFormDraft<'reason'>(name, {});
  const { momentOf } = usePlaceClock();
  const data = [{ value: '', label: '' }, ...Object.entries(reasons).map(([id, label]) => ({ value: id, label }))];
  return (
    <EntryDialog
      title={title}
      draft={draft}
      entriesAfter={() => [entryOf(momentOf(value.at) ?? '', value.reason ?? '')]}
      close={close}
    >
      <TimeField
        label={ENTERING.at}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
      <NativeSelect
        label={FORMS.held.reason}
        required
        data={data}
        value={value.reason ?? ''}
        onChange={(event) => {
          set('reason', event.currentTarget.value);
        }}
      />
    </EntryDialog>
  );
}
