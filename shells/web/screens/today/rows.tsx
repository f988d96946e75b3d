import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { FACTS } from '../../api/facts.ts';
import { useWorkList, type WorkRow } from '../../api/work.ts';
import { Icon } from '../../look/icons.tsx';
import { More } from '../../parts/more.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { day, withDays } from '../../words/shared.ts';
import { TODAY } from '../../words/today.ts';
import { FALLBACK, LISTS } from './lists.ts';
import classes from './today.module.css';

/** The rows of one list: why, since when, and the one next action. */
export function Rows({ list }: { readonly list: string }): ReactElement {
  const found = useWorkList(list);
  // Only what waits for information names facts.
  const facts = useQuery({ ...FACTS, enabled: list === 'needs-information' });
  if (found.isPending) return <Loading />;
  if (found.error !== null) return <Failed error={found.error} again={() => void found.refetch()} />;
  const { to } = LISTS[list] ?? FALLBACK;
  const named = (text: string): string => text.replace(FACT, (id) => facts.data?.get(id)?.name ?? id);
  return (
    <>
      <ul className={classes['rows']}>
        {found.data.map((row) => (
          <Row
            key={`${row.stream} ${row.reason}`}
            row={{ ...row, reason: named(withoutTitle(row)) }}
            to={to(row.stream)}
          />
        ))}
      </ul>
      <More list={found} />
    </>
  );
}

/** Ids of facts inside a sentence. */
const FACT = /\b[a-z][a-z-]*\.[a-z][a-z0-9-]*\b/gu;

/** The reason, without the title that stands above it. */
function withoutTitle({ reason, title }: WorkRow): string {
  const rest = reason.startsWith(`${title}: `) ? reason.slice(title.length + 2) : reason;
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

function Row({
  row: { title, reason, since, action },
  to,
}: {
  readonly row: WorkRow;
  readonly to: string;
}): ReactElement {
  return (
    <li className={classes['row']}>
      <div className={classes['why']}>
        <span className={classes['who']}>{title}</span>
        <span>{withDays(reason)}</span>
        {!reason.includes(since) && <span className={classes['since']}>{TODAY.since(day(since))}</span>}
      </div>
      <Button
        component={Link}
        to={to}
        variant="light"
        rightSection={<Icon name="arrow" />}
        aria-label={`${action}: ${title}, ${withDays(reason)}`}
        className="no-print"
      >
        {action}
      </Button>
    </li>
  );
}
