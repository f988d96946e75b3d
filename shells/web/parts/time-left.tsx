import type { ReactElement } from 'react';
import { Temporal } from 'temporal-polyfill';
import { useNow } from '../api/now.ts';
import { Icon } from '../look/icons.tsx';
import { REQUESTS, span } from '../words/requests.ts';
import classes from './time-left.module.css';

/** How long is left until a moment, or for how long it is over, in words that go on with the clock. */
export function TimeLeft({ due }: { readonly due: string }): ReactElement {
  const left = Temporal.Instant.from(due).epochMilliseconds - useNow().epochMilliseconds;
  const over = left <= 0;
  return (
    <span className={classes['left']} data-over={over} data-soon={!over && left < SOON_MS}>
      <Icon name="clock" size={18} />
      {over ? REQUESTS.over(span(left)) : REQUESTS.left(span(left))}
    </span>
  );
}

/** A day before its end a limit is shown as near. */
const SOON_MS = 86_400_000;
