import { Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Grade } from '../../../../../core/course/event.ts';
import { Pick } from '../../../parts/pick.tsx';
import { ENTERING } from '../../../words/entering.ts';
import { FORMS, VISIT } from '../../../words/visit.ts';
import type { NewEntry } from '../../patient/entering/adding.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock, type PlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { NUMBER, numberOf, useFormDraft, type Typed } from './form-draft.ts';
import { IceGuide } from './ice-guide.tsx';
import { iceOf } from './ice-points.ts';

const WORDS = FORMS.assessment;
const VITALS = Object.keys(WORDS.vital) as (keyof typeof WORDS.vital)[];
type Vital = keyof typeof WORDS.vital;
type Field =
  'infection' | 'hydrated' | 'newNeurologicSigns' | 'premedicationAvailable' | 'pregnancyTest' | 'ice' | Vital;

const YES_NO = [
  { value: 'yes', label: WORDS.yes },
  { value: 'no', label: WORDS.no },
] as const;
const INFECTIONS = Object.entries(WORDS.infections)
  .map(([value, label]) => ({ value, label }))
  .sort((a, b) => Number(a.value !== 'none') - Number(b.value !== 'none'));
const PREGNANCIES = Object.entries(WORDS.pregnancies).map(([value, label]) => ({ value, label }));

/** The patient as seen before the dose: what is not answered stays unknown. */
export function AssessmentForm({ close }: { readonly close: () => void }): ReactElement {
  const { draft, value, set } = useFormDraft<Field>('assessment', {});
  const clock = usePlaceClock();
  const pick = (field: Field, label: string): ReactElement => (
    <Pick
      label={label}
      options={YES_NO}
      value={value[field] as 'yes' | 'no' | undefined}
      choose={(chosen) => {
        set(field, chosen);
      }}
    />
  );
  return (
    <EntryDialog
      title={VISIT.enter.assessment}
      draft={draft}
      entriesAfter={() => [entryOf(value, clock)]}
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
      <Pick
        label={WORDS.infection}
        options={INFECTIONS}
        value={value.infection}
        choose={(chosen) => {
          set('infection', chosen);
        }}
      />
      <Group gap="xl" align="flex-start">
        {pick('hydrated', WORDS.hydrated)}
        {pick('newNeurologicSigns', WORDS.neurologic)}
        {pick('premedicationAvailable', WORDS.premedication)}
        <Pick
          label={WORDS.pregnancy}
          options={PREGNANCIES}
          value={value.pregnancyTest}
          choose={(chosen) => {
            set('pregnancyTest', chosen);
          }}
        />
      </Group>
      <IceGuide
        value={value.ice ?? ''}
        change={(ice) => {
          set('ice', ice);
        }}
      />
      <Stack gap="xs" component="fieldset" style={BARE}>
        <Text component="legend" fw={500}>
          {WORDS.vitals}
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 3 }}>
          {VITALS.map((vital) => (
            <TextInput
              key={vital}
              label={WORDS.vital[vital]}
              inputMode="decimal"
              pattern={NUMBER}
              value={value[vital] ?? ''}
              onChange={(event) => {
                set(vital, event.currentTarget.value);
              }}
            />
          ))}
        </SimpleGrid>
      </Stack>
      <Text c="dimmed">{WORDS.missing}</Text>
    </EntryDialog>
  );
}

const BARE = { border: 0, margin: 0, padding: 0 } as const;

function entryOf(value: Typed<Field>, { momentOf, now }: PlaceClock): NewEntry {
  const { infection, hydrated, newNeurologicSigns, premedicationAvailable, pregnancyTest } = value;
  const ice = iceOf(value.ice ?? '');
  const vitals = Object.fromEntries(
    VITALS.flatMap((vital) => {
      const number = numberOf(value[vital]);
      return number === undefined ? [] : [[vital, number] as const];
    }),
  );
  return {
    type: 'pre-dose-assessment',
    at: momentOf(value.at) ?? momentOf(now()) ?? '',
    ...(infection === undefined ? {} : { infection: infection === 'none' ? infection : (Number(infection) as Grade) }),
    ...(hydrated === undefined ? {} : { hydrated: hydrated === 'yes' }),
    ...(newNeurologicSigns === undefined ? {} : { newNeurologicSigns: newNeurologicSigns === 'yes' }),
    ...(premedicationAvailable === undefined ? {} : { premedicationAvailable: premedicationAvailable === 'yes' }),
    ...(pregnancyTest === undefined ? {} : { pregnancyTest: pregnancyTest as 'negative' | 'positive' }),
    ...(ice === undefined ? {} : { ice }),
    ...(Object.keys(vitals).length === 0 ? {} : { vitals }),
  };
}
