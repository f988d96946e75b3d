import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Needed } from '../../../../core/coverage/determination.ts';
import type { FactDefinition, FactValue } from '../../../../core/values/fact.ts';
import { sayValue } from '../../../../core/values/say-value.ts';
import type { Said } from '../../api/coverage.ts';
import { useDesk } from '../../api/desk.ts';
import { ROLES } from '../../words/frame.ts';
import { COVERAGE } from '../../words/coverage.ts';
import classes from './coverage.module.css';

interface Props {
  readonly definition: FactDefinition;
  readonly needed: Needed | undefined;
  /** What was typed for it here. */
  readonly said: Said | undefined;
  /** Its answer decides most. */
  readonly first: boolean;
  /** Takes the answer over; undefined takes it back. */
  readonly say: (value: FactValue | undefined) => void;
}

/** A question, answered where it stands; the criteria are looked at anew at once. */
export function Question({ definition, needed, said, first, say }: Props): ReactElement {
  const { caller } = useDesk();
  const roles = needed?.roles ?? [];
  const mayNot = roles.length > 0 && !roles.includes(caller.role);
  const words = COVERAGE.question;
  if (said !== undefined)
    return (
      <Group gap="sm" className={classes['said']}>
        <Text>
          {definition.ask} <b>{sayValue(said.value, definition)}</b>
        </Text>
        <Text c="dimmed">{COVERAGE.node.said(said.by, ROLES[said.role] ?? said.role, said.at)}</Text>
        <Button
          variant="subtle"
          onClick={() => {
            say(undefined);
          }}
          aria-label={`${words.back}: ${definition.ask}`}
        >
          {words.back}
        </Button>
      </Group>
    );
  return (
    <Stack gap="xs" className={classes['question']} data-first={first}>
      {first && <Text fw={700}>{COVERAGE.settle.first}</Text>}
      {mayNot && <Text>{words.roles(roles.map((role) => ROLES[role] ?? role).join(' or '))}</Text>}
      {mayNot ? <Text>{definition.ask}</Text> : <Field definition={definition} say={say} />}
    </Stack>
  );
}

function Field({ definition, say }: Pick<Props, 'definition' | 'say'>): ReactElement {
  const { type, ask } = definition;
  const words = COVERAGE.question;
  switch (type.kind) {
    case 'yes-no':
      return (
        <Group gap="sm" role="group" aria-label={ask}>
          <Text flex="1 1 18rem">{ask}</Text>
          {[true, false].map((value) => (
            <Button
              key={String(value)}
              variant="default"
              miw="5rem"
              onClick={() => {
                say(value);
              }}
            >
              {value ? words.yes : words.no}
            </Button>
          ))}
        </Group>
      );
    case 'one-of':
      return (
        <NativeSelect
          label={ask}
          data={[{ value: '', label: words.choose }, ...type.choices]}
          value=""
          maw="32rem"
          onChange={(event) => {
            if (event.currentTarget.value !== '') say(event.currentTarget.value);
          }}
        />
      );
    case 'integer':
    case 'date':
    case 'code':
    case 'text':
      return <Typed definition={definition} say={say} />;
    default:
      return type satisfies never;
  }
}

/** A value that is typed, and taken over when it is whole. */
function Typed({ definition: { type, ask }, say }: Pick<Props, 'definition' | 'say'>): ReactElement {
  const [text, setText] = useState('');
  const value = type.kind === 'integer' ? Number(text) : text.trim();
  const whole = text.trim() !== '' && (type.kind !== 'integer' || Number.isSafeInteger(value));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (whole) say(value);
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={ask}
          type={type.kind === 'date' ? 'date' : 'text'}
          inputMode={type.kind === 'integer' ? 'numeric' : 'text'}
          rightSection={type.kind === 'integer' ? <Text pr="md">{type.unit}</Text> : undefined}
          rightSectionWidth="auto"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
          flex="0 1 24rem"
        />
        <Button type="submit" variant="default" disabled={!whole}>
          {COVERAGE.question.take}
        </Button>
      </Group>
    </form>
  );
}
