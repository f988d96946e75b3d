import type { ReactElement } from 'react';
import { SHARED } from '../words/shared.ts';
import classes from './truth.module.css';

/** A truth as criteria have it: met, not met, or not known. */
export type Shown = 'met' | 'not-met' | 'unknown';

const SIGNS = { met: '✓', 'not-met': '✗', unknown: '?' } as const;

/** Met, not met or unknown: a sign, a colour and always the word. @param words in place of the usual word */
export function Truth({ truth, words }: { readonly truth: Shown; readonly words?: string }): ReactElement {
  return (
    <span className={classes['truth']} data-truth={truth}>
      <span aria-hidden="true" className={classes['sign']}>
        {SIGNS[truth]}
      </span>
      {words ?? SHARED.truth[truth]}
    </span>
  );
}
