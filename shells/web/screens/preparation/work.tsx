import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import type { WorksheetStep } from '../../../../core/preparation/worksheet.ts';
import { PREPARATION } from '../../words/preparation.ts';
import type { Asking } from './asking.ts';
import { Fields } from './fields.tsx';
import { Inspections } from './inspections.tsx';
import classes from './preparation.module.css';
import { fieldsAt, NUMBERS, type NumberName } from './step-fields.ts';

const WORDS = PREPARATION.steps;

/** The steps of the document one by one, each with its numbers, its cautions, and what is written down at it. */
export function Work({ sheet, asking }: { readonly sheet: PatientWorksheet; readonly asking: Asking }): ReactElement {
  const { steps } = sheet;
  const { done, step: opened } = asking.draft.value;
  const index = Math.min(opened, steps.length - 1);
  const step = steps[index];
  const show = (next: number): void => {
    asking.change({ step: next });
  };
  return (
    <section className="sheet" aria-labelledby="work">
      <Title order={2} id="work" mb="sm">
        {WORDS.title}
      </Title>
      <div className={`${classes['work'] ?? ''} no-print`}>
        <ol className={classes['steps']} tabIndex={0} aria-label={WORDS.title}>
          {steps.map(({ id, number, title }, at) => (
            <li key={id}>
              <button
                type="button"
                className={classes['step']}
                aria-current={at === index ? 'step' : undefined}
                aria-label={WORDS.name(number, title, done.includes(id))}
                onClick={() => {
                  show(at);
                }}
              >
                {done.includes(id) ? '✓' : `${String(number)}.`} {title}
              </button>
            </li>
          ))}
        </ol>
        {step !== undefined && (
          <Stack gap="md">
            <Text c="dimmed">{WORDS.of(step.number, steps.length)}</Text>
            <StepText step={step} sheet={sheet} />
            <Fields names={fieldsAt(step.id, steps)} sheet={sheet} asking={asking} />
            <Inspections of={({ after }) => after === step.id} sheet={sheet} asking={asking} />
            <Group>
              <Button
                variant="light"
                size="lg"
                onClick={() => {
                  asking.change({
                    done: [...new Set([...done, step.id])],
                    step: Math.min(index + 1, steps.length - 1),
                  });
                }}
              >
                {WORDS.done}
              </Button>
              {index > 0 && (
                <Button
                  variant="default"
                  onClick={() => {
                    show(index - 1);
                  }}
                >
                  {WORDS.back}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </div>
      <Stack className={classes['paper']}>
        {steps.map((one) => (
          <StepText key={one.id} step={one} sheet={sheet} />
        ))}
      </Stack>
    </section>
  );
}

function StepText({
  step: { id, number, title, text, warnings },
  sheet,
}: {
  readonly step: WorksheetStep;
  readonly sheet: PatientWorksheet;
}): ReactElement {
  const numbers = NUMBERS[id] ?? [];
  return (
    <div>
      <Title order={3} mb="xs">
        {number}. {title}
      </Title>
      {numbers.length > 0 && (
        <div className={classes['amounts']}>
          {numbers.map((name) => (
            <Amount key={name} name={name} sheet={sheet} />
          ))}
        </div>
      )}
      <p className={classes['say']}>{text}</p>
      {warnings.length > 0 && (
        <ul className={classes['warnings']}>
          {warnings.map((warning) => (
            <li key={warning}>! {warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Amount({ name, sheet }: { readonly name: NumberName; readonly sheet: PatientWorksheet }): ReactElement {
  return (
    <div className={classes['amount']}>
      <Text>{PREPARATION.amount[name]}</Text>
      <span className={classes['number']}>{PREPARATION.ml(sheet[name])}</span>
    </div>
  );
}
