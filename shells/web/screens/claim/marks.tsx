import { TextInput } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useDraft, type Draft } from '../../drafts/draft.ts';
import { CLAIM } from '../../words/claim.ts';
import { ENTERING } from '../../words/entering.ts';
import type { NewEntry } from '../patient/entering/adding.ts';
import { EntryDialog } from '../patient/entering/entry-dialog.tsx';
import { useOpenedAt, usePlaceClock } from '../patient/entering/local-time.ts';
import { TimeField } from '../patient/entering/time-field.tsx';
import { usePatient } from '../patient/opened.ts';
import { adjustmentsOf, centsOf, MONEY, wordsOf } from './amounts.ts';

type Typed = Readonly<Record<string, string>>;

interface MarkForm {
  readonly draft: Draft<Typed>;
  readonly at: string;
  readonly text: (field: string) => string;
}

interface Asked {
  readonly field: string;
  readonly label: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly pattern?: string;
}

/** A dose of which the claim went out. */
export function ClaimedForm({ dose, close }: { readonly dose: string; readonly close: () => void }): ReactElement {
  const words = CLAIM.marks;
  const form = useMark(`claimed-${dose}`);
  return (
    <Mark
      title={words.claimedOf(dose)}
      form={form}
      close={close}
      asked={[
        { field: 'number', label: words.number, required: true },
        { field: 'charge', label: words.charge, pattern: MONEY },
        { field: 'expected', label: words.expected, description: words.expectedWhy, pattern: MONEY },
      ]}
      entry={() => ({
        ...{ type: 'claimed', at: form.at, dose, claim: form.text('number') },
        ...amount('chargeCents', form.text('charge')),
        ...amount('expectedCents', form.text('expected')),
      })}
    />
  );
}

/** A payment, or money that the payer took back. */
export function RemittedForm({ claim, close }: { readonly claim: string; readonly close: () => void }): ReactElement {
  const words = CLAIM.marks;
  const form = useMark(`remitted-${claim}`);
  return (
    <Mark
      title={words.paidOf(claim)}
      form={form}
      close={close}
      asked={[{ field: 'paid', label: words.paid, required: true, pattern: `-?${MONEY}` }, ...CODES]}
      entry={() => ({
        ...{ type: 'remitted', at: form.at, claim },
        ...amount('cents', form.text('paid')),
        ...codesOf(form),
      })}
    />
  );
}

/** The payer's answer that it does not pay: its act, with its reason. */
export function DeniedForm({ claim, close }: { readonly claim: string; readonly close: () => void }): ReactElement {
  const words = CLAIM.marks;
  const form = useMark(`denied-${claim}`);
  return (
    <Mark
      title={words.deniedOf(claim)}
      form={form}
      close={close}
      asked={[{ field: 'reason', label: words.reason, required: true }, ...CODES]}
      entry={() => ({
        ...{ type: 'claim-denied', at: form.at, claim, reason: form.text('reason') },
        ...codesOf(form),
      })}
    />
  );
}

const CODES: readonly Asked[] = [
  { field: 'adjustments', label: CLAIM.marks.adjustments, description: CLAIM.marks.adjustmentsWhy },
  { field: 'remarks', label: CLAIM.marks.remarks, description: CLAIM.marks.remarksWhy },
];

function useMark(name: string): MarkForm {
  const { id } = usePatient();
  const { momentOf } = usePlaceClock();
  const draft = useDraft<Typed>(`patient/${id}/claim/${name}`, { at: useOpenedAt() });
  return {
    draft,
    at: momentOf(draft.value['at'] ?? '') ?? '',
    text: (field) => draft.value[field]?.trim() ?? '',
  };
}

function Mark({
  title,
  form: { draft },
  asked,
  entry,
  close,
}: {
  readonly title: string;
  readonly form: MarkForm;
  readonly asked: readonly Asked[];
  readonly entry: () => NewEntry;
  readonly close: () => void;
}): ReactNode {
  const set = (field: string, text: string): void => {
    draft.change({ ...draft.value, [field]: text });
  };
  return (
    <EntryDialog title={title} draft={draft} entriesAfter={() => [entry()]} close={close}>
      <TimeField
        label={ENTERING.at}
        required
        value={draft.value['at'] ?? ''}
        change={(at) => {
          set('at', at);
        }}
      />
      {asked.map(({ field, ...shown }) => (
        <TextInput
          key={field}
          {...shown}
          autoComplete="off"
          value={draft.value[field] ?? ''}
          onChange={(event) => {
            set(field, event.currentTarget.value);
          }}
        />
      ))}
    </EntryDialog>
  );
}

function amount<Key extends string>(key: Key, text: string): Partial<Record<Key, number>> {
  const cents = centsOf(text);
  return cents === undefined ? {} : ({ [key]: cents } as Record<Key, number>);
}

function codesOf({ text }: MarkForm): {
  readonly adjustments?: ReturnType<typeof adjustmentsOf>;
  readonly remarks?: readonly string[];
} {
  const [adjustments, remarks] = [adjustmentsOf(text('adjustments')), wordsOf(text('remarks'))];
  return {
    ...(adjustments.length === 0 ? {} : { adjustments }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}
