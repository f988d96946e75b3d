import { NativeSelect, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { RequestState } from '../../../../core/requests/state.ts';
import { useFacts } from '../../api/facts.ts';
import { ASKING } from '../../words/asking.ts';
import type { ActType } from './acts.ts';

/** What is filled in of an act, as it is typed. */
export type Filled = Readonly<
  Partial<Record<'channel' | 'heard' | 'answer' | 'number' | 'from' | 'to' | 'units' | 'reason' | 'what', string>>
>;

const { fields: WORDS } = ASKING;
const optionsOf = (words: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** The entry that is sent for an act, from what is filled in. */
export function entryOf(type: ActType, filled: Filled, state: RequestState): Readonly<Record<string, unknown>> {
  const { channel = 'electronic', heard = 'portal', answer = 'approved', reason = '', what = '' } = filled;
  switch (type) {
    case 'submitted':
      return { type, channel };
    case 'information-received':
      return { type, what: state.open };
    case 'answer-recorded':
      return {
        ...{ type, heard, answer },
        ...(approves(answer) ? { approval: approvalOf(filled) } : {}),
        ...(reason.trim() === '' ? {} : { reason }),
        ...(answer === 'pended' ? { what: listOf(what) } : {}),
      };
    case 'expedited':
    case 'appealed':
    case 'withdrawn':
      return { type, reason };
    default:
      return type satisfies never;
  }
}

/** An entry in a few words, to be looked at beside another. */
export function saidOf(entry: Readonly<Record<string, unknown>>): string {
  const { type, answer, reason } = entry as {
    readonly type: ActType;
    readonly answer?: string;
    readonly reason?: string;
  };
  const heard = answer === undefined ? undefined : (WORDS.answers as Readonly<Record<string, string>>)[answer];
  return [ASKING.actions[type], heard, reason].filter((one) => one !== undefined && one !== '').join(': ');
}

/** The fields of an act. */
export function ActFields({
  type,
  state,
  filled,
  change,
}: {
  readonly type: ActType;
  readonly state: RequestState;
  readonly filled: Filled;
  readonly change: (filled: Filled) => void;
}): ReactElement {
  const facts = useFacts();
  const set = (field: keyof Filled, value: string): void => {
    change({ ...filled, [field]: value });
  };
  const reason = (
    <Textarea
      label={WORDS.reason}
      value={filled.reason ?? ''}
      required={type !== 'answer-recorded'}
      onChange={(event) => {
        set('reason', event.currentTarget.value);
      }}
    />
  );
  if (type === 'submitted')
    return (
      <Select
        label={WORDS.channel}
        options={WORDS.channels}
        value={filled.channel ?? 'electronic'}
        set={(value) => {
          set('channel', value);
        }}
      />
    );
  if (type === 'information-received')
    return <Text>{ASKING.waitsFor(state.open.map((one) => facts.get(one)?.name ?? one).join(', '))}</Text>;
  if (type !== 'answer-recorded') return reason;
  const answer = filled.answer ?? 'approved';
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select
          label={WORDS.answer}
          options={WORDS.answers}
          value={answer}
          set={(value) => {
            set('answer', value);
          }}
        />
        <Select
          label={WORDS.heard}
          options={WORDS.heards}
          value={filled.heard ?? 'portal'}
          set={(value) => {
            set('heard', value);
          }}
        />
        {approves(answer) &&
          (['number', 'from', 'to', 'units'] as const).map((field) => (
            <TextInput
              key={field}
              label={WORDS[field]}
              type={field === 'from' || field === 'to' ? 'date' : 'text'}
              inputMode={field === 'units' ? 'numeric' : undefined}
              required={field !== 'units'}
              value={filled[field] ?? ''}
              onChange={(event) => {
                set(field, event.currentTarget.value);
              }}
            />
          ))}
      </SimpleGrid>
      {answer === 'pended' && (
        <TextInput
          label={WORDS.what}
          required
          value={filled.what ?? ''}
          onChange={(event) => {
            set('what', event.currentTarget.value);
          }}
        />
      )}
      {reason}
    </>
  );
}

function Select({
  label,
  options,
  value,
  set,
}: {
  readonly label: string;
  readonly options: Readonly<Record<string, string>>;
  readonly value: string;
  readonly set: (value: string) => void;
}): ReactElement {
  return (
    <NativeSelect
      label={label}
      data={optionsOf(options)}
      value={value}
      onChange={(event) => {
        set(event.currentTarget.value);
      }}
    />
  );
}

const approves = (answer: string): boolean => answer === 'approved' || answer === 'approved-in-part';

function approvalOf({ number = '', from = '', to = '', units = '' }: Filled): Readonly<Record<string, unknown>> {
  return { number, from, to, units: units.trim() === '' ? null : Number(units) };
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
