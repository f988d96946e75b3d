import { Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { RequestEntry } from '../../../../core/requests/entry.ts';
import { useFacts } from '../../api/facts.ts';
import type { FactDefinition } from '../../../../core/values/fact.ts';
import { ASKING } from '../../words/asking.ts';
import { COVERAGE } from '../../words/coverage.ts';
import { ROLES } from '../../words/frame.ts';
import { REQUEST } from '../../words/request.ts';
import { moment } from '../../words/shared.ts';
import classes from './request.module.css';

/** Every entry of a request, the newest first: what, who, when. */
export function History({ entries }: { readonly entries: readonly RequestEntry[] }): ReactElement {
  const facts = useFacts();
  return (
    <section className="sheet" aria-labelledby="history">
      <Title order={2} id="history" mb="sm">
        {REQUEST.history.title}
      </Title>
      <ol className={classes['history']} reversed>
        {entries.toReversed().map((entry) => (
          <li key={entry.id}>
            <Text c="dimmed">{moment(entry.at)}</Text>
            <div>
              <Text>
                {entry.type === 'determined' ? REQUEST.history.looked : ASKING.entry(entry.type, byOf(entry))}
              </Text>
              {detailOf(entry, facts) !== '' && <Text c="dimmed">{detailOf(entry, facts)}</Text>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function byOf({ by }: RequestEntry): string {
  return by === 'program' ? REQUEST.history.program : REQUEST.history.by(by.name, ROLES[by.role] ?? by.role);
}

function detailOf(entry: RequestEntry, facts: ReadonlyMap<string, FactDefinition>): string {
  switch (entry.type) {
    case 'information-requested':
    case 'information-received':
      return entry.what.map((one) => facts.get(one)?.name ?? one).join(', ');
    case 'expedited':
    case 'referred':
    case 'appealed':
    case 'withdrawn':
      return entry.reason;
    case 'determined':
      return COVERAGE.outcomes[entry.outcome];
    case 'decided':
    case 'appeal-decided':
      return `${REQUEST.decide.decisions[entry.decision]}. ${entry.signature.reason}`;
    default:
      return '';
  }
}
