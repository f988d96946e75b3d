import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { takesFindings } from '../coverage/standing.ts';
import { Finding } from '../coverage/finding.tsx';
import { useDesk, useMay } from '../../api/desk.ts';
import { useFacts } from '../../api/facts.ts';
import type { OpenedRequest } from '../../api/requests.ts';
import { chartOf, useLookAgain, useReplay, type KeptFinding } from '../../api/review.ts';
import { toast } from '../../app/toasts.tsx';
import { newKey } from '../../drafts/draft.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { Notice } from '../../parts/notice.tsx';
import { COVERAGE } from '../../words/coverage.ts';
import { ROLES } from '../../words/frame.ts';
import { REQUEST } from '../../words/request.ts';
import { moment } from '../../words/shared.ts';
import { Tree } from './tree.tsx';

const WORDS = REQUEST.found;

/** What the program finds of a request, criterion by criterion, what is unknown, and whether it is found again. */
export function Found({
  request,
  finding,
}: {
  readonly request: OpenedRequest;
  readonly finding: KeptFinding | undefined;
}): ReactElement {
  const facts = useFacts();
  if (finding === undefined)
    return (
      <section className="sheet">
        <Title order={2} mb="sm">
          {WORDS.title}
        </Title>
        <Text>{WORDS.none}</Text>
      </section>
    );
  const { found } = finding;
  return (
    <>
      <Stack gap="xs">
        <Title order={2}>{WORDS.title}</Title>
        <Text c="dimmed">
          {WORDS.at(moment(finding.at))}. {WORDS.about}
        </Text>
      </Stack>
      <Finding found={found} facts={facts} stale={false} />
      <Unknown finding={finding} />
      {found.criteria !== null && (
        <section className="sheet" aria-labelledby="criteria">
          <Title order={2} id="criteria" mb="sm">
            {COVERAGE.criteria}
          </Title>
          <Tree criterion={found.criteria} facts={facts} chart={chartOf(finding)} />
        </section>
      )}
      <Replay request={request} finding={finding} />
    </>
  );
}

/** What is missing to decide, and what is recorded but rests on too little. */
function Unknown({ finding: { found, notEnough } }: { readonly finding: KeptFinding }): ReactElement {
  const facts = useFacts();
  return (
    <section className="sheet" aria-labelledby="unknown">
      <Title order={2} id="unknown" mb="sm">
        {REQUEST.unknown.title}
      </Title>
      {found.needed.length === 0 && <Text>{REQUEST.unknown.none}</Text>}
      <List spacing="xs">
        {found.needed.map(({ fact, ask, roles = [] }) => (
          <List.Item key={fact}>
            {ask}
            {roles.length > 0 && (
              <Text span c="dimmed">
                {' '}
                {REQUEST.unknown.roles(roles.map((role) => ROLES[role] ?? role).join(' or '))}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
      {notEnough.length > 0 && (
        <>
          <Text fw={600} mt="sm">
            {WORDS.tooLittle}
          </Text>
          <List spacing={4}>
            {notEnough.map(({ fact, because }) => (
              <List.Item key={`${fact} ${because}`}>
                {facts.get(fact)?.name ?? fact}: {WORDS.because[because] ?? because}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </section>
  );
}

/** Finds again what was found then; has the program look once more today. */
function Replay({
  request,
  finding,
}: {
  readonly request: OpenedRequest;
  readonly finding: KeptFinding;
}): ReactElement {
  const { today } = useDesk();
  const may = useMay();
  const [wanted, setWanted] = useState(false);
  const replay = useReplay(request.id, finding.sequence, wanted);
  const look = useLookAgain(request.id);
  // The key of one look, and of every repeat of it, until it is done.
  const [key, setKey] = useState(newKey);
  const lookAgain = (): void => {
    const asked = Object.fromEntries(
      Object.entries(finding.asked).filter(([name]) => !['policy', 'request', 'on'].includes(name)),
    );
    look.mutate(
      { asked: { ...asked, on: today }, key },
      {
        onSuccess: () => {
          setKey(newKey());
          setWanted(false);
          toast(WORDS.looked);
        },
      },
    );
  };
  return (
    <Stack gap="sm" className="no-print">
      <Group gap="sm">
        <Button
          variant="default"
          onClick={() => {
            setWanted(true);
          }}
        >
          {WORDS.replay}
        </Button>
        {may('requests.add') && takesFindings(request.state.status) && (
          <Button variant="default" loading={look.isPending} onClick={lookAgain}>
            {WORDS.again}
          </Button>
        )}
      </Group>
      {wanted && replay.isPending && <Loading />}
      {replay.error !== null && <Failed error={replay.error} again={() => void replay.refetch()} />}
      {look.error !== null && <Failed error={look.error} again={lookAgain} />}
      {wanted && replay.data !== undefined && (
        <Notice kind={replay.data.same ? 'good' : 'heed'} title={replay.data.same ? WORDS.same : WORDS.other}>
          {(['kept', 'again'] as const).map((which) => {
            const { outcome, policy } = replay.data[which];
            return (
              <Text key={which}>
                {which === 'kept' ? WORDS.then : WORDS.now}: {COVERAGE.outcomes[outcome]}, {policy.id}, version{' '}
                {policy.version}
              </Text>
            );
          })}
        </Notice>
      )}
    </Stack>
  );
}
