import { Text, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { DoseGiven } from '../../../../../core/course/event.ts';
import { entries } from '../../../../../core/course/timeline.ts';
import type { VisitAnswer } from '../../../../../core/foresight/visit.ts';
import { ENTERING } from '../../../words/entering.ts';
import { FORMS, VISIT } from '../../../words/visit.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { usePatient } from '../../patient/opened.ts';
import { useFormDraft } from './form-draft.ts';
import { replacing } from './replacing.ts';

const WORDS = FORMS.stopped;

/** An infusion that was stopped before its end, and why. */
export function StoppedForm({
  visit,
  close,
}: {
  readonly visit: VisitAnswer | undefined;
  readonly close: () => void;
}): ReactElement {
  const { course } = usePatient();
  const last = entries(course, 'dose-given').at(-1)?.dose ?? visit?.dose ?? '';
  const { draft, value, set } = useFormDraft<'dose' | 'reason'>('stopped', { dose: last });
  const { momentOf } = usePlaceClock();
  return (
    <EntryDialog
      title={VISIT.enter.stopped}
      draft={draft}
      entriesAfter={() => [
        {
          type: 'infusion-stopped',
          at: momentOf(value.at) ?? '',
          dose: value.dose ?? '',
          reason: value.reason ?? '',
        },
      ]}
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
      <TextInput
        label={WORDS.dose}
        required
        value={value.dose ?? ''}
        onChange={(event) => {
          set('dose', event.currentTarget.value);
        }}
      />
      <Textarea
        label={WORDS.reason}
        required
        value={value.reason ?? ''}
        onChange={(event) => {
          set('reason', event.currentTarget.value);
        }}
      />
      <Text c="dimmed">{WORDS.hint}</Text>
    </EntryDialog>
  );
}

/** The end of an infusion that ran: its entry is voided and stands anew with its end. */
export function InfusionEndedForm({ of, close }: { readonly of: DoseGiven; readonly close: () => void }): ReactElement {
  const { draft, value, set } = useFormDraft<never>('infusion-ended', {});
  const { momentOf } = usePlaceClock();
  const end = momentOf(value.at) ?? '';
  return (
    <EntryDialog
      title={VISIT.given.ended}
      draft={draft}
      entriesAfter={() => replacing(of, { ...of, end }, end)}
      close={close}
    >
      <TimeField
        label={VISIT.given.ended}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
    </EntryDialog>
  );
}
