import { Anchor, List, Text, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { PolicyDocument } from '../../api/policy-documents.ts';
import { Cited } from '../../parts/cited.tsx';
import { POLICIES } from '../../words/policies.ts';
import { lineName } from '../../words/request.ts';
import { day } from '../../words/shared.ts';
import classes from './policies.module.css';

const WORDS = POLICIES.document;

/** Whose policy it is, when and for whom it is in force, on which document it rests, and how that is accounted for. */
export function About({
  told: { policy, document, coverage, examples },
}: {
  readonly told: PolicyDocument;
}): ReactElement {
  const { rows } = WORDS;
  const { governs, renewalLeadDays, approvesAlone } = policy;
  return (
    <section className="sheet" aria-labelledby="about">
      <Title order={2} id="about" mb="sm">
        {WORDS.facts}
      </Title>
      <dl className={classes['facts']}>
        <Row name={rows.payer}>{policy.payer.name}</Row>
        <Row name={rows.drug}>{policy.drug}</Row>
        <Row name={rows.inForce}>
          {POLICIES.from(policy.inForce.from, policy.inForce.to ?? null)}
          <Cited cites={policy.inForce.cite} />
        </Row>
        <Row name={rows.exists}>{day(policy.existsFrom)}</Row>
        <Row name={rows.governs}>
          {governs.lines.length === 0 ? WORDS.noLines : governs.lines.map(lineName).join(', ')}
          <Cited cites={governs.cite} />
        </Row>
        {renewalLeadDays !== undefined && (
          <Row name={rows.lead}>
            {WORDS.lead(renewalLeadDays.days)}
            <Cited cites={renewalLeadDays.cite} />
          </Row>
        )}
        <Row name={rows.alone}>
          {approvesAlone?.allowed === true ? WORDS.alone.yes : WORDS.alone.no}
          <Cited cites={approvesAlone?.cite ?? []} />
        </Row>
        {document !== null && (
          <Row name={rows.source}>
            {document.title}, {document.publisher} · {POLICIES.bases[document.basis]}
            {document.supersededBy !== null && <Text>{WORDS.superseded(document.supersededBy)}</Text>}
            {document.url !== null && (
              <div>
                <Anchor href={document.url} target="_blank" rel="noreferrer">
                  {WORDS.open}
                </Anchor>
              </div>
            )}
          </Row>
        )}
        <Row name={rows.accounted}>
          {coverage === null ? <Text>{WORDS.coverage.none}</Text> : <Accounted coverage={coverage} />}
        </Row>
        <Row name={rows.examples}>{String(examples)}</Row>
      </dl>
    </section>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Accounted({ coverage }: { readonly coverage: NonNullable<PolicyDocument['coverage']> }): ReactElement {
  const { withRule, notEncoded, unaccounted, stale } = coverage;
  const words = WORDS.coverage;
  const parts = [
    { kind: 'met', count: withRule },
    { kind: 'other', count: notEncoded },
    { kind: 'unknown', count: unaccounted.length },
  ].filter(({ count }) => count > 0);
  const all = withRule + notEncoded + unaccounted.length;
  return (
    <>
      <Text>{words.said(withRule, notEncoded, unaccounted.length)}</Text>
      <svg
        className={classes['bar']}
        viewBox={`0 0 ${String(Math.max(1, all))} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {parts.map(({ kind, count }, index) => (
          <rect
            key={kind}
            data-kind={kind}
            x={parts.slice(0, index).reduce((sum, one) => sum + one.count, 0)}
            width={count}
            height={1}
          />
        ))}
      </svg>
      {stale.length > 0 && <Text>{words.stale(stale.length)}</Text>}
      {unaccounted.length > 0 && (
        <details>
          <summary className={classes['summary']}>{words.unaccounted}</summary>
          <List>
            {unaccounted.map(({ fromLine, toLine, words: count }) => (
              <List.Item key={fromLine}>{words.lines(fromLine, toLine, count)}</List.Item>
            ))}
          </List>
        </details>
      )}
    </>
  );
}
