import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { TimelineModel } from '../../../../core/explain/timeline-model.ts';
import { useMay } from '../../api/desk.ts';
import { usePatient } from './opened.ts';
import classes from './picture.module.css';
import type { Scale } from './scale.ts';
import { TABS } from './tabs.ts';

/** One row of the picture: what it draws at a height. */
export interface LaneProps {
  readonly model: TimelineModel;
  readonly scale: Scale;
  /** Its middle, px from the top. */
  readonly y: number;
}

/**
 * A part of the picture that leads to a part of the record, where there is one that the role may open.
 * @param says all of it in words, for those who do not see it
 * @param words texts of the picture that belong to it, drawn over it
 * @param children its shapes
 */
export function Way({
  to,
  says,
  words,
  children,
}: {
  readonly to: string;
  readonly says: string;
  readonly words?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const { id } = usePatient();
  const may = useMay();
  const leads = TABS.some(({ path, needs }) => path === to && may(needs));
  return (
    <>
      {leads ? (
        <Link to={`/patients/${id}/${to}`} aria-label={says} className={classes['way']}>
          {children}
        </Link>
      ) : (
        <g role="img" aria-label={says}>
          {children}
        </g>
      )}
      <g aria-hidden="true" pointerEvents="none">
        {words}
      </g>
    </>
  );
}
