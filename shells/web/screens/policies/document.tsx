import { Anchor, Button, List, Stack, Text, Title } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { RequestKind } from '../../../../core/coverage/policy.ts';
import { useMay } from '../../api/desk.ts';
import { usePolicyDocument, type PolicyDocument, type ToldPolicy } from '../../api/policy-documents.ts';
import { Cited } from '../../parts/cited.tsx';
import { Heading } from '../../parts/heading.tsx';
import { POLICIES } from '../../words/policies.ts';
import { lineName } from '../../words/request.ts';
import { About } from './about.tsx';
import { CriteriaText } from './criteria-text.tsx';
import classes from './policies.module.css';
import { Unruled } from './unruled.tsx';

const WORDS = POLICIES.document;

/** A version of a policy, read as a document: its criteria with their passages, and what no rule says. */
export function PolicyPage(): ReactElement {
  const { id = '', version = '' } = useParams();
  const told = usePolicyDocument(id, version);
  const may = useMay();
  const { policy } = told;
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/policies" py="xs" className="no-print">
        {WORDS.back}
      </Anchor>
      <Heading title={policy.title} about={WORDS.version(id, version)}>
        <Button component={Link} to={`/policies/compare?from=${id}@${version}`} variant="default">
          {WORDS.compare}
        </Button>
        {may('policies.draft') && (
          <Button component={Link} to={`/policies/${id}/${version}/draft`}>
            {WORDS.draft}
          </Button>
        )}
      </Heading>
      <About told={told} />
      <RequestSheet kind="initial" policy={policy} />
      <RequestSheet kind="renewal" policy={policy} />
      <Rest told={told} />
      <Unruled passages={told.notEncoded} sections={told.document?.sections ?? []} />
    </Stack>
  );
}

function RequestSheet({ kind, policy }: { readonly kind: RequestKind; readonly policy: ToldPolicy }): ReactElement {
  const request = policy.requests[kind];
  return (
    <section className="sheet" aria-labelledby={kind}>
      <Title order={2} id={kind}>
        {WORDS.kinds[kind]}
      </Title>
      {request === null ? (
        <Text>{WORDS.silent}</Text>
      ) : (
        <>
          <Text fw={600} mt="xs">
            {WORDS.months(request.authorization.months)}
          </Text>
          <Cited cites={request.authorization.cite} />
          <CriteriaText criterion={request.criteria} />
        </>
      )}
    </section>
  );
}

function Rest({ told: { policy } }: { readonly told: PolicyDocument }): ReactElement {
  const { limits, codes, otherwise, cautions, governs } = policy;
  const lists = Object.entries(codes);
  return (
    <>
      {governs.excluded.length > 0 && (
        <Part title={WORDS.rows.excluded}>
          <List spacing="xs">
            {governs.excluded.map(({ line, reason, cite }) => (
              <List.Item key={line}>
                <b>{lineName(line)}</b>: {reason}
                <Cited cites={cite} />
              </List.Item>
            ))}
          </List>
        </Part>
      )}
      {limits.length > 0 && (
        <Part title={WORDS.limits}>
          <List spacing="xs">
            {limits.map(({ id, text, cite }) => (
              <List.Item key={id}>
                {text}
                <Cited cites={cite} />
              </List.Item>
            ))}
          </List>
        </Part>
      )}
      {lists.length > 0 && (
        <Part title={WORDS.codes}>
          {lists.map(([system, { codes: listed, cite }]) => (
            <div key={system}>
              <Text className={classes['codes']}>
                <b>{system.toUpperCase()}</b> {listed.join(', ')}
              </Text>
              <Cited cites={cite} />
            </div>
          ))}
        </Part>
      )}
      {otherwise !== undefined && (
        <Part title={WORDS.otherwise}>
          <Text>{otherwise.text}</Text>
          <Cited cites={otherwise.cite} />
        </Part>
      )}
      {cautions.length > 0 && (
        <Part title={WORDS.cautions}>
          <List spacing="xs">
            {cautions.map(({ id, text, cite }) => (
              <List.Item key={id}>
                {text}
                <Cited cites={cite ?? []} />
              </List.Item>
            ))}
          </List>
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section className="sheet">
      <Title order={2} mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}
