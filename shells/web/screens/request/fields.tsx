import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { useFacts } from '../../api/facts.ts';
import { REQUEST } from '../../words/request.ts';
import { ApprovalFields, Reason, type Changing, type FieldsOf } from './approval-fields.tsx';
import { Decide } from './decide.tsx';

/** The fields of an act. */
export function Fields(props: FieldsOf): ReactElement {
  const { type, request, finding, filled, change } = props;
  const facts = useFacts();
  switch (type) {
    case 'information-requested': {
      const needed = finding?.found.needed ?? [];
      return (
        <Stack>
          {needed.length === 0 ? (
            <Text>{REQUEST.ask.noneUnknown}</Text>
          ) : (
            <Chosen
              label={REQUEST.ask.unknown}
              choices={needed.map(({ fact, ask }) => ({ value: fact, label: ask }))}
              filled={filled}
              change={change}
            />
          )}
          <Textarea
            label={REQUEST.ask.more}
            value={filled.more}
            onChange={(event) => {
              change({ ...filled, more: event.currentTarget.value });
            }}
          />
        </Stack>
      );
    }
    case 'information-received':
      return (
        <Chosen
          label={REQUEST.ask.received}
          choices={request.state.open.map((one) => ({ value: one, label: facts.get(one)?.name ?? one }))}
          filled={filled}
          change={change}
        />
      );
    case 'referred':
      return <Reason filled={filled} change={change} label={REQUEST.decide.ground} />;
    case 'approved':
      return (
        <Stack>
          <Text c="dimmed">{REQUEST.approval.found}</Text>
          <ApprovalFields filled={filled} change={change} />
        </Stack>
      );
    case 'decided':
    case 'appeal-decided':
      return <Decide {...props} />;
    default:
      return type satisfies never;
  }
}

function Chosen({
  label,
  choices,
  filled,
  change,
}: Changing & {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}): ReactElement {
  return (
    <Checkbox.Group
      label={label}
      value={[...filled.what]}
      onChange={(what) => {
        change({ ...filled, what });
      }}
    >
      <Stack gap="sm" mt="xs">
        {choices.map((choice) => (
          <Checkbox key={choice.value} {...choice} size="md" />
        ))}
        {choices.length > 1 && (
          <Group>
            <Button
              variant="subtle"
              onClick={() => {
                change({ ...filled, what: choices.map(({ value }) => value) });
              }}
            >
              {ALL}
            </Button>
          </Group>
        )}
      </Stack>
    </Checkbox.Group>
  );
}

const ALL = REQUEST.ask.all;
