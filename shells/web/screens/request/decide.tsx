import { Checkbox, Radio, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { Truth } from '../../parts/truth.tsx';
import { REQUEST } from '../../words/request.ts';
import { approves, decisionsOf } from './acts.ts';
import { ApprovalFields, Reason, type FieldsOf } from './approval-fields.tsx';
import classes from './request.module.css';

/** A clinician's decision with its signature. Nothing of it is chosen beforehand. */
export function Decide({ type, request, grounds, filled, change }: FieldsOf): ReactElement {
  const words = REQUEST.decide;
  const { decision } = filled;
  const against = decision !== '' && !approves(decision);
  return (
    <Stack>
      <Text c="dimmed">{words.about}</Text>
      <Radio.Group
        label={words.decision}
        required
        value={decision}
        onChange={(value) => {
          change({ ...filled, decision: value });
        }}
      >
        <Stack gap="sm" mt="xs">
          {decisionsOf(type, request.state).map((one) => (
            <Radio key={one} value={one} label={words.decisions[one]} size="md" />
          ))}
        </Stack>
      </Radio.Group>
      {approves(decision) && <ApprovalFields filled={filled} change={change} />}
      {against && (
        <Checkbox.Group
          label={words.criteria}
          description={words.criteriaWhy}
          value={[...filled.grounds]}
          onChange={(chosen) => {
            change({ ...filled, grounds: chosen });
          }}
        >
          <Stack gap="sm" mt="xs">
            {grounds.map(({ id, text, truth }) => (
              <Checkbox
                key={id}
                value={id}
                size="md"
                label={
                  <span className={classes['ground']}>
                    <Truth truth={truth} /> {text}
                  </span>
                }
              />
            ))}
            <Checkbox value="other" label={words.otherGround} size="md" />
          </Stack>
        </Checkbox.Group>
      )}
      <Reason filled={filled} change={change} label={words.reason} />
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        {(['name', 'npi', 'specialty'] as const).map((field) => (
          <TextInput
            key={field}
            label={words[field]}
            required
            inputMode={field === 'npi' ? 'numeric' : undefined}
            value={filled[field]}
            onChange={(event) => {
              change({ ...filled, [field]: event.currentTarget.value });
            }}
          />
        ))}
      </SimpleGrid>
      {type === 'appeal-decided' && (
        <Checkbox
          size="md"
          required
          label={words.independent}
          description={words.independentWhy}
          checked={filled.independent}
          onChange={(event) => {
            change({ ...filled, independent: event.currentTarget.checked });
          }}
        />
      )}
    </Stack>
  );
}
