import type { ReactElement } from 'react';
import { CLAIM } from '../../words/claim.ts';
import { LOOPS } from '../../words/claim-fields.ts';
import classes from './claim.module.css';
import { loopsOf } from './loops.ts';

/** An 837, each loop with its name. */
export function Segments({ document }: { readonly document: string }): ReactElement {
  return (
    <ul className={classes['segments']} aria-label={CLAIM.forms.segments}>
      {loopsOf(document).map(({ loop, segments }, index) => (
        // A loop may come several times.
        <li key={index}>
          <span className={classes['loop']}>{LOOPS[loop]}</span>
          <div>
            {segments.map((segment) => (
              <div key={segment} className={classes['segment']}>
                {segment}
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
