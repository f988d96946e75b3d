import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { FactDefinition } from '../../../../../core/values/fact.ts';
import { useBedside, useGraded } from '../../../api/bedside.ts';
import { Failed } from '../../../parts/notices.tsx';
import { Pick } from '../../../parts/pick.tsx';
import { FORMS } from '../../../words/visit.ts';
import classes from '../visit.module.css';
import { findingsOf, inputOf, type GradedKind } from './findings.ts';
import { NUMBER } from './form-draft.ts';

const WORDS = FORMS.toxicity;
const TEMPERATURE = 'crs.temperature';

/** What is found at the bedside, asked in the words of the knowledge, and the grade that it makes. */
export function GradeFindings({
  kind,
  typed,
  set,
  take,
}: {
  readonly kind: GradedKind;
  readonly typed: (finding: string) => string | undefined;
  readonly set: (finding: string, value: string) => void;
  readonly take: (grade: number) => void;
}): ReactElement {
  const findings = findingsOf(kind, useBedside().findings);
  const { data, error } = useGraded(inputOf(kind, findings, typed));
  const graded = data?.[kind];
  return (
    <section className={classes['guide']} aria-label={WORDS.findings}>
      <Stack gap="sm">
        <Text fw={600}>{WORDS.findings}</Text>
        {findings.map((finding) => (
          <Finding
            key={finding.id}
            finding={finding}
            value={typed(finding.id)}
            set={(value) => {
              set(finding.id, value);
            }}
          />
        ))}
        {error !== null && <Failed error={error} />}
        {graded !== undefined && (
          <Group justify="space-between" aria-live="polite">
            <Text fz="1.35rem" fw={700}>
              {WORDS.fromFindings(graded.grade ?? graded.atLeast, graded.grade !== null)}
            </Text>
            <Button
              variant="light"
              onClick={() => {
                take(graded.grade ?? graded.atLeast);
              }}
            >
              {WORDS.take(graded.grade ?? graded.atLeast)}
            </Button>
          </Group>
        )}
        {graded !== undefined && graded.needed.length > 0 && (
          <div>
            <Text>{WORDS.missing}</Text>
            <List>
              {graded.needed.map(({ fact, ask }) => (
                <List.Item key={fact}>{fact === TEMPERATURE ? WORDS.celsius : ask}</List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </section>
  );
}

/** One finding, asked in the words of the knowledge; what is not looked at stays unknown. */
export function Finding({
  finding: { id, ask, type },
  value,
  set,
}: {
  readonly finding: FactDefinition;
  readonly value: string | undefined;
  readonly set: (value: string) => void;
}): ReactElement {
  if (type.kind === 'integer')
    return (
      <TextInput
        label={id === TEMPERATURE ? WORDS.celsius : ask}
        inputMode="decimal"
        pattern={NUMBER}
        value={value ?? ''}
        onChange={(event) => {
          set(event.currentTarget.value);
        }}
      />
    );
  const ways =
    type.kind === 'one-of'
      ? type.choices
      : [
          { value: 'yes', label: FORMS.assessment.yes },
          { value: 'no', label: FORMS.assessment.no },
        ];
  return (
    <Pick
      label={ask}
      list={type.kind === 'one-of'}
      options={[...ways, { value: '', label: WORDS.unknown }]}
      value={value ?? ''}
      choose={set}
    />
  );
}
