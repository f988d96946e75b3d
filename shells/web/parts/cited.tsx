import { Blockquote, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Citation, DocumentCitation } from '../../../core/values/citation.ts';
import { usePassage } from '../api/passages.ts';
import { CITED } from '../words/cited.ts';
import classes from './cited.module.css';

/** Where a rule stands, each citation of it; a passage of a document opens where a copy of it is held. */
export function Cited({ cites }: { readonly cites: readonly Citation[] }): ReactElement | null {
  if (cites.length === 0) return null;
  return (
    <ul className={classes['cites']} aria-label={CITED.title}>
      {cites.map((cite) => (
        <li key={JSON.stringify(cite)}>
          {cite.basis === 'document' ? <InDocument cite={cite} /> : <Elsewhere cite={cite} />}
        </li>
      ))}
    </ul>
  );
}

function Elsewhere({ cite }: { readonly cite: Exclude<Citation, DocumentCitation> }): ReactElement {
  return cite.basis === 'secondary' ? (
    <span>{CITED.secondary(cite.address, cite.read)}</span>
  ) : (
    <span>{CITED.unconfirmed(cite.note)}</span>
  );
}

function InDocument({ cite }: { readonly cite: DocumentCitation }): ReactElement {
  const [opened, setOpened] = useState(false);
  const { data, error } = usePassage(cite, opened);
  return (
    <details
      className={classes['cite']}
      onToggle={(event) => {
        setOpened(event.currentTarget.open);
      }}
    >
      <summary>{CITED.document(cite.source, cite.section)}</summary>
      {error !== null && <Text c="dimmed">{CITED.notHeld(cite.words)}</Text>}
      {data !== undefined && (
        <Blockquote p="sm" my="xs" cite={CITED.lines(data.title, data.fromLine, data.toLine)}>
          {data.lines.join('\n')}
        </Blockquote>
      )}
    </details>
  );
}
