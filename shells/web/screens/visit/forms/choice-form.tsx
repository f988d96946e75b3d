import { Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Path } from '../../../../../core/regimen/clearance/check.ts';
import { useDesk } from '../../../api/desk.ts';
import { Cited } from '../../../parts/cited.tsx';
import { VISIT } from '../../../words/visit.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock } from '../../patient/entering/local-time.ts';
import { useFormDraft } from './form-draft.ts';

const WORDS = VISIT.choice;

/** Signs the way that the prescriber chose: name, role and reason stand in the record. */
export function ChoiceForm({
  paths,
  chosen,
  close,
}: {
  readonly paths: readonly Path[];
  readonly chosen: string;
  readonly close: () => void;
}): ReactElement {
  const { caller } = useDesk();
  const { draft, value, set } = useFormDraft<'name' | 'role' | 'reason'>(`choice-${chosen}`, {
    ...(caller.role === 'prescriber' ? { name: caller.name, role: caller.role } : {}),
  });
  const { momentOf } = usePlaceClock();
  const path = paths.find(({ id }) => id === chosen);
  return (
    <EntryDialog
      title={WORDS.sign(chosen)}
      draft={draft}
      entriesAfter={() => [
        {
          type: 'prescriber-choice',
          at: momentOf(value.at) ?? '',
          between: paths.map(({ id }) => id),
          chosen,
          reason: value.reason ?? '',
          by: WORDS.of(value.name ?? '', value.role ?? ''),
        },
      ]}
      close={close}
    >
      {path !== undefined && (
        <Stack gap="xs">
          <Text fw={600}>{path.text}</Text>
          <Cited cites={path.cite} />
        </Stack>
      )}
      {(['name', 'role'] as const).map((field) => (
        <TextInput
          key={field}
          label={WORDS[field]}
          required
          value={value[field] ?? ''}
          onChange={(event) => {
            set(field, event.currentTarget.value);
          }}
        />
      ))}
      <Textarea
        label={WORDS.reason}
        required
        value={value.reason ?? ''}
        onChange={(event) => {
          set('reason', event.currentTarget.value);
        }}
      />
    </EntryDialog>
  );
}
