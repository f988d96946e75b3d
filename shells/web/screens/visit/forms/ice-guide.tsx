import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useGraded } from '../../../api/bedside.ts';
import { FORMS } from '../../../words/visit.ts';
import classes from '../visit.module.css';
import { iceOf, pointsOf, QUESTIONS, RIGHT, WRONG } from './ice-points.ts';

const WORDS = FORMS.ice;

/**
 * The ICE score, one question a step; the sum is shown all along, and what it means for the grade.
 * @param value a number of points, or one sign for each question that was asked
 */
export function IceGuide({
  value,
  change,
}: {
  readonly value: string;
  readonly change: (value: string) => void;
}): ReactElement {
  const isSigns = value !== '' && !/^\d/u.test(value);
  const [asking, ask] = useState(isSigns && value.length < QUESTIONS.length);
  const score = iceOf(value);
  const signs = isSigns ? value : '';
  const question = QUESTIONS[signs.length];
  return (
    <section className={classes['guide']} aria-label={WORDS.title}>
      {asking && question !== undefined ? (
        <Stack gap="sm">
          <Text c="dimmed">
            {WORDS.of(signs.length + 1)} · {WORDS.soFar(pointsOf(signs))}
          </Text>
          <p className={classes['question']} aria-live="polite">
            {question.ask}
          </p>
          <Group>
            <Button
              variant="light"
              size="lg"
              onClick={() => {
                change(`${signs}${RIGHT}`);
              }}
            >
              {WORDS.right}
            </Button>
            <Button
              variant="default"
              size="lg"
              onClick={() => {
                change(`${signs}${WRONG}`);
              }}
            >
              {WORDS.wrong}
            </Button>
            {signs !== '' && (
              <Button
                variant="subtle"
                onClick={() => {
                  change(signs.slice(0, -1));
                }}
              >
                {WORDS.back}
              </Button>
            )}
          </Group>
        </Stack>
      ) : (
        <Group align="flex-end" justify="space-between">
          {isSigns && score !== undefined ? (
            <Text fz="2rem" fw={700}>
              {WORDS.title} {WORDS.sum(score)}
            </Text>
          ) : (
            <TextInput
              label={`${WORDS.title}: ${WORDS.typed}`}
              inputMode="numeric"
              pattern="\d|10"
              value={value}
              onChange={(event) => {
                change(event.currentTarget.value.replace(/\D/gu, ''));
              }}
            />
          )}
          <Button
            variant="default"
            onClick={() => {
              change('');
              ask(true);
            }}
          >
            {score === undefined ? WORDS.begin : WORDS.again}
          </Button>
        </Group>
      )}
      {score !== undefined && score <= QUESTIONS.length && <GradeOfScore score={score} />}
    </section>
  );
}

function GradeOfScore({ score }: { readonly score: number }): ReactElement | null {
  const { data } = useGraded({ icans: { ice: score } });
  if (data?.icans === undefined) return null;
  const { grade, atLeast } = data.icans;
  return <Text mt="xs">{WORDS.graded(grade ?? atLeast, grade !== null)}</Text>;
}
