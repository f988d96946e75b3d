import { Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { ClockLine, Worksheet } from '../../../../core/preparation/worksheet.ts';
import { useNow } from '../../api/now.ts';
import { ENTERING } from '../../words/entering.ts';
import { PREPARATION } from '../../words/preparation.ts';
import { minutesLeft } from '../patient/entering/minutes-left.ts';
import classes from './preparation.module.css';

const WORDS = PREPARATION.clocks;
/** Minutes from which on little is left. */
const SOON = 30;

/** Every clock that holds for this bag, each with what is left of it, counted on from what the service said. */
export function Clocks({ sheet }: { readonly sheet: Worksheet }): ReactElement {
  const clocks = sheet.clocks.filter(({ applies }) => applies);
  return (
    <section className="sheet" aria-labelledby="clocks">
      <Title order={2} id="clocks" mb="xs">
        {WORDS.title}
      </Title>
      <div className={classes['clocks']}>
        {clocks.map((clock) => (
          <Clock key={clock.id} clock={clock} />
        ))}
      </div>
      {sheet.latestInfusionStart !== null && (
        <Text fw={600} mt="sm">
          {WORDS.start(sheet.latestInfusionStart)}
        </Text>
      )}
    </section>
  );
}

/** Its time is over by the clock of the service, or soon will be. */
type Looks = 'waits' | 'runs' | 'soon' | 'over' | 'met';

function Clock({ clock }: { readonly clock: ClockLine }): ReactElement {
  const now = useNow();
  const { name, limit, until, state } = clock;
  const left = until === null ? null : minutesLeft(now, until);
  const looks = looksOf(state, left);
  return (
    <div className={classes['clock']} data-looks={looks}>
      <Text fw={600}>{name}</Text>
      <span className={classes['time']} role="timer" aria-label={name}>
        {sayLeft(state, looks, left ?? 0)}
      </span>
      <Text c="dimmed">{until === null ? WORDS.waits(limit) : WORDS.until(until, limit)}</Text>
    </div>
  );
}

function looksOf(state: ClockLine['state'], left: number | null): Looks {
  if (state === 'met') return 'met';
  if (state === 'missed') return 'over';
  if (state === 'not-started' || left === null) return 'waits';
  return left < 0 ? 'over' : left < SOON ? 'soon' : 'runs';
}

function sayLeft(state: ClockLine['state'], looks: Looks, left: number): string {
  if (looks === 'met') return `✓ ${WORDS.met}`;
  if (looks === 'waits') return '–';
  if (looks === 'over') return `✗ ${state === 'missed' && left >= 0 ? WORDS.missed : WORDS.over}`;
  const text = ENTERING.left(left);
  return looks === 'soon' ? `! ${WORDS.soon(text)}` : WORDS.left(text);
}
