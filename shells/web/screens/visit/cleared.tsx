import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { VisitAnswer } from '../../../../core/foresight/visit.ts';
import type { Clearance } from '../../../../core/regimen/clearance/answer.ts';
import { withDays } from '../../words/shared.ts';
import { VISIT } from '../../words/visit.ts';
import type { LeadsToForm } from './forms/wanted.ts';
import classes from './visit.module.css';

const SIGNS: Readonly<Record<Clearance, string>> = {
  give: '✓',
  restart: '↺',
  hold: '‖',
  discontinue: '✗',
  'cannot-tell': '?',
};

/** What is recorded after the answer was acted on; what is missing leads to its own forms. */
const NEXT: Readonly<Partial<Record<Clearance, { readonly form: 'dose' | 'held' | 'ended'; readonly words: string }>>> =
  {
    give: { form: 'dose', words: VISIT.give },
    restart: { form: 'dose', words: VISIT.give },
    hold: { form: 'held', words: VISIT.hold },
    discontinue: { form: 'ended', words: VISIT.end },
  };

/** The answer for today as one large word, why, and the one next action. */
export function Cleared({
  visit,
  isNext,
  want,
  enters,
}: LeadsToForm & {
  readonly visit: VisitAnswer;
  /** A dose was given today: this is about the one after it. */
  readonly isNext: boolean;
}): ReactElement {
  const { clearance, dose, mg, on, due, label, reasons, restart, financial } = visit;
  const next = NEXT[clearance];
  return (
    <section className={`sheet ${classes['clearance'] ?? ''}`} data-word={clearance} aria-labelledby="clearance">
      <Title order={2} id="clearance" className={isNext ? undefined : 'unseen'}>
        {isNext ? VISIT.next : VISIT.clearance}
      </Title>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} className={classes['grow']}>
          <p className={classes['word']} data-word={clearance}>
            <span aria-hidden="true" className={classes['sign']}>
              {SIGNS[clearance]}
            </span>
            <span>{VISIT.words[clearance]}</span>
          </p>
          <span className={classes['dose']}>{VISIT.dose(dose, mg)}</span>
          <Text c="dimmed">{VISIT.on(on, due, label.version)}</Text>
        </Stack>
        {next !== undefined && enters && !isNext && (
          <Button
            size="lg"
            variant={next.form === 'dose' ? 'filled' : 'default'}
            className="no-print"
            onClick={() => {
              want({ form: next.form });
            }}
          >
            {next.words}
          </Button>
        )}
      </Group>
      <ul className={classes['reasons']}>
        {reasons.map((reason) => (
          <li key={reason}>{withDays(reason)}</li>
        ))}
      </ul>
      {clearance === 'restart' && restart !== undefined && (
        <Text mt="xs">
          {VISIT.sequence}: {restart.sequence.map((one) => VISIT.step(one.dose, one.mg, one.date)).join(', ')}
        </Text>
      )}
      <Text mt="sm" c="dimmed">
        {VISIT.financial(financial.text)}
      </Text>
    </section>
  );
}
