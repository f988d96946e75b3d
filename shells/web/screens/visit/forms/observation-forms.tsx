import type { ReactElement } from 'react';
import type { Observation } from '../../../../../core/course/event.ts';
import { FORMS, VISIT } from '../../../words/visit.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { replacing } from './replacing.ts';
import { useFormDraft } from './form-draft.ts';

/** From when the patient is observed; the end is recorded at the discharge, or here where it is over. */
export function ObservationForm({ close }: { readonly close: () => void }): ReactElement {
  const { draft, value, set } = useFormDraft<'end'>('observation', {});
  const { momentOf } = usePlaceClock();
  const [start, end] = [momentOf(value.at) ?? '', momentOf(value.end ?? '')];
  return (
    <EntryDialog
      title={VISIT.enter.observation}
      draft={draft}
      entriesAfter={() => [{ type: 'observation', at: start, start, ...(end === undefined ? {} : { end }) }]}
      close={close}
    >
      <TimeField
        label={FORMS.observation.start}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
      <TimeField
        label={FORMS.observation.end}
        value={value.end ?? ''}
        change={(text) => {
          set('end', text);
        }}
      />
    </EntryDialog>
  );
}

/** The end of an observation that goes on: its entry is voided and stands anew with its end. */
export function DischargeForm({ of, close }: { readonly of: Observation; readonly close: () => void }): ReactElement {
  const { draft, value, set } = useFormDraft<never>('discharge', {});
  const { momentOf } = usePlaceClock();
  const end = momentOf(value.at) ?? '';
  return (
    <EntryDialog
      title={VISIT.given.discharge}
      draft={draft}
      entriesAfter={() => replacing(of, { ...of, end }, end)}
      close={close}
    >
      <TimeField
        label={FORMS.observation.end}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
    </EntryDialog>
  );
}
