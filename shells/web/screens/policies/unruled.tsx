import { Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { DocumentCitation } from '../../../../core/values/citation.ts';
import type { UnruledPassage } from '../../api/policy-documents.ts';
import { Cited } from '../../parts/cited.tsx';
import { POLICIES } from '../../words/policies.ts';
import classes from './policies.module.css';

const WORDS = POLICIES.document;

/** What no rule says, by its reason; each passage opens where a copy of the document is held. */
export function Unruled({
  passages,
  sections,
}: {
  readonly passages: readonly UnruledPassage[];
  readonly sections: readonly { readonly id: string; readonly title: string }[];
}): ReactElement | null {
  if (passages.length === 0) return null;
  const titles = new Map(sections.map(({ id, title }) => [id, title]));
  const groups = [...Map.groupBy(passages, ({ reason }) => reason)];
  return (
    <section className="sheet" aria-labelledby="unruled">
      <Title order={2} id="unruled">
        {WORDS.unruled(passages.length)}
      </Title>
      <Text c="dimmed" mb="sm">
        {WORDS.unruledAbout}
      </Text>
      <Stack gap={0}>
        {groups.map(([reason, group]) => (
          <details key={reason}>
            <summary className={classes['summary']}>
              <span>
                {reason}{' '}
                <Text span c="dimmed">
                  {[...new Set(group.map(({ section }) => titles.get(section) ?? section))].join(', ')} ·{' '}
                  {WORDS.count(group.length)}
                </Text>
              </span>
            </summary>
            <Cited cites={group.map(citationOf)} />
          </details>
        ))}
      </Stack>
    </section>
  );
}

function citationOf({ source, section, words, fingerprint, nth }: UnruledPassage): DocumentCitation {
  return { basis: 'document', source, section, words, fingerprint, ...(nth === undefined ? {} : { nth }) };
}
