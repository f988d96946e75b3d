import { Anchor, Group, List, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Clock } from '../../../../core/requests/clock.ts';
import type { RequestEntry } from '../../../../core/requests/entry.ts';
import { useFacts } from '../../api/facts.ts';
import type { OpenedRequest } from '../../api/requests.ts';
import { Cited } from '../../parts/cited.tsx';
import { TimeLeft } from '../../parts/time-left.tsx';
import { REQUEST } from '../../words/request.ts';
import { REQUESTS } from '../../words/requests.ts';
import { day, moment } from '../../words/shared.ts';
import classes from './request.module.css';

const WORDS = REQUEST.standing;

/** Where a request stands: its status in a large word, its clocks, what it waits for, what is approved, how it came. */
export function Standing({ request }: { readonly request: OpenedRequest }): ReactElement {
  const { state, standing = state.status, clocks } = request;
  const facts = useFacts();
  const { approval, signature, submittedAt, open } = state;
  return (
    <section className="sheet" aria-labelledby="standing">
      <div className={classes['standing']}>
        <Stack gap={4}>
          <Title order={2} id="standing" className={classes['status']}>
            {REQUESTS.statuses[standing] ?? standing}
          </Title>
          <Text c="dimmed">{WORDS.since(moment(state.since))}</Text>
          {approval !== undefined && (
            <Text fw={600}>{WORDS.approved(approval.number, approval.from, approval.to, approval.units)}</Text>
          )}
          {signature !== undefined && (
            <>
              <Text>{WORDS.signed(signature.name, signature.npi, signature.specialty)}</Text>
              <Text className={classes['reason']}>{signature.reason}</Text>
            </>
          )}
          {open.length > 0 && (
            <div>
              <Text fw={600}>{WORDS.waits}</Text>
              <List>
                {open.map((one) => (
                  <List.Item key={one}>{facts.get(one)?.name ?? one}</List.Item>
                ))}
              </List>
            </div>
          )}
        </Stack>
        <Stack gap="sm">
          <Text>{submittedAt === undefined ? WORDS.draft : handedIn(request.entries, submittedAt)}</Text>
          {request.entries.filter(isHaste).map(({ id, reason }) => (
            <Text key={id}>{WORDS.haste(reason)}</Text>
          ))}
          {submittedAt !== undefined && clocks.length === 0 && <Text c="dimmed">{WORDS.noClock}</Text>}
          {clocks.map((clock) => (
            // The service sends more of a clock than a list shows.
            <ClockLine key={clock.limit} clock={clock as Clock} />
          ))}
          <Origin request={request} />
        </Stack>
      </div>
    </section>
  );
}

function ClockLine({ clock: { priority, due, state, effect, cite } }: { readonly clock: Clock }): ReactElement {
  return (
    <div>
      <Group gap="xs">
        <Text fw={600}>{WORDS.priorities[priority] ?? priority}</Text>
        <Text c="dimmed">{WORDS.due(moment(due))}</Text>
      </Group>
      {state === 'answered' && <Text>{WORDS.answered}</Text>}
      {state === 'paused' && <Text>{WORDS.paused}</Text>}
      {(state === 'running' || state === 'missed') && <TimeLeft due={due} />}
      {effect !== undefined && <Text>{WORDS.effect(effect)}</Text>}
      <Cited cites={cite} />
    </div>
  );
}

/** How it came, and which requests it belongs with. */
function Origin({ request }: { readonly request: OpenedRequest }): ReactElement {
  const { claim, member } = request.state.drafted;
  const { follows = null } = request as { readonly follows?: { readonly id: string; readonly title: string } | null };
  return (
    <>
      {claim !== undefined && (
        <div>
          <Text fw={600}>{WORDS.claim(claim.title, claim.item)}</Text>
          <Text c="dimmed" className={classes['id']}>
            {WORDS.claimId(claim.id)}
          </Text>
          {claim.assertion !== undefined && <Text className={classes['id']}>{WORDS.assertion(claim.assertion)}</Text>}
          {claim.covered !== undefined && <Text>{WORDS.covered(claim.covered)}</Text>}
        </div>
      )}
      {member !== undefined && (
        <Text>
          {WORDS.member(member.ids.join(', '))}
          {member.birthDate === undefined ? '' : ` · ${day(member.birthDate)}`}
        </Text>
      )}
      {follows !== null && <Linked word={WORDS.follows} id={follows.id} />}
      {request.followedBy?.map(({ id }) => (
        <Linked key={id} word={WORDS.followed} id={id} />
      ))}
    </>
  );
}

function Linked({ word, id }: { readonly word: string; readonly id: string }): ReactElement {
  return (
    <Text>
      {word}{' '}
      <Anchor component={Link} to={`/requests/${id}`}>
        {id.slice(0, 8)}
      </Anchor>
    </Text>
  );
}

function isHaste(entry: RequestEntry): entry is Extract<RequestEntry, { readonly type: 'expedited' }> {
  return entry.type === 'expedited';
}

function handedIn(entries: readonly RequestEntry[], at: string): string {
  const entry = entries.find((one) => one.type === 'submitted');
  const channel = entry?.type === 'submitted' ? (WORDS.channels[entry.channel] ?? entry.channel) : '';
  return WORDS.handedIn(channel, moment(at));
}
