import { Anchor, Button, Group, List, Progress, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { auditFile, useAudit, type Audit, type AuditAnswer, type Wanted } from '../../api/audits.ts';
import { Heading } from '../../parts/heading.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { Notice } from '../../parts/notice.tsx';
import { AUDIT } from '../../words/audit.ts';
import { SHARED } from '../../words/shared.ts';
import classes from './audit.module.css';
import { Findings } from './findings.tsx';
import { Groups } from './groups.tsx';
import { useLocalTime } from './local-time.ts';

/** One audit: how far it is, or what it found. */
export function OneAudit(): ReactElement {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useAudit(id);
  const localOf = useLocalTime();
  return (
    <Stack gap="md">
      <Heading
        title={AUDIT.one(data?.files.claims?.name ?? '')}
        about={
          data === undefined
            ? ''
            : [
                data.answer === null ? data.policy : AUDIT.total.policy(data.policy, data.answer.policy.versions),
                AUDIT.list.until(localOf(data.until)),
              ].join(' · ')
        }
      >
        <Anchor component={Link} to="/audit">
          {AUDIT.back}
        </Anchor>
      </Heading>
      {isPending && <Loading />}
      {error !== null && <Failed error={error} again={() => void refetch()} />}
      {data !== undefined && (data.answer === null ? <Running audit={data} /> : <Done id={id} answer={data.answer} />)}
    </Stack>
  );
}

function Running({ audit: { state, progress, faults } }: { readonly audit: Audit }): ReactElement {
  if (state === 'refused')
    return (
      <Notice kind="wrong" title={AUDIT.state.refused}>
        <Text>{AUDIT.refusedWhy}</Text>
        <List>
          {faults.map(({ where = '', what, mend }) => (
            <List.Item key={`${where} ${what}`}>
              <b>{where}: </b>
              {what}. {SHARED.mend(mend)}
            </List.Item>
          ))}
        </List>
      </Notice>
    );
  if (state === 'broken')
    return (
      <Notice kind="wrong" title={AUDIT.state.broken}>
        <Text>{AUDIT.brokenWhy}</Text>
      </Notice>
    );
  const says = progress === null ? AUDIT.state[state] : AUDIT.part(progress.part, progress.percent);
  return (
    <section className="sheet" aria-label={AUDIT.state.running}>
      <Text role="status" mb="xs">
        {says}
      </Text>
      <Progress value={progress?.percent ?? 0} aria-label={AUDIT.state.running} />
    </section>
  );
}

function Done({ id, answer }: { readonly id: string; readonly answer: AuditAnswer }): ReactElement {
  const [wanted, want] = useState<Wanted>({});
  const { total, lines } = answer;
  const words = AUDIT.total;
  return (
    <>
      <section className="sheet" aria-label={words.all}>
        <dl className={classes['numbers']}>
          {[
            [words.money, AUDIT.money(total.centsInQuestion)],
            [words.findings, total.findings.toLocaleString('en-US')],
            [words.lines, total.lines.toLocaleString('en-US')],
            [words.members, total.members.toLocaleString('en-US')],
          ].map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Text mt="xs">{words.read(lines.read, lines.ofDrug)}</Text>
        {total.findings === 0 && <Text fw={600}>{words.none}</Text>}
      </section>
      <Files id={id} />
      {total.findings > 0 && (
        <>
          <Groups answer={answer} wanted={wanted} want={want} />
          <Findings id={id} answer={answer} wanted={wanted} want={want} />
        </>
      )}
      <Open answer={answer} />
      <Aside answer={answer} />
    </>
  );
}

function Files({ id }: { readonly id: string }): ReactElement {
  const words = AUDIT.files;
  return (
    <section className="sheet no-print" aria-labelledby="files">
      <Title order={2} id="files">
        {words.title}
      </Title>
      <Text c="dimmed" mb="sm">
        {words.names}
      </Text>
      <Group>
        {(['report', 'csv', 'parquet', 'set-aside'] as const).map((form) => (
          <Button key={form} component="a" href={auditFile(id, form)} download variant="default">
            {words[form]}
          </Button>
        ))}
      </Group>
    </section>
  );
}

function Open({ answer: { open } }: { readonly answer: AuditAnswer }): ReactElement | null {
  if (open.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="open">
      <Title order={2} id="open">
        {AUDIT.open.title}
      </Title>
      <Text c="dimmed">{AUDIT.open.about}</Text>
      <ul className={classes['plain']}>
        {open.map(({ rule, what, lines }) => (
          <li key={rule} className={classes['row']}>
            {what}: <b>{AUDIT.open.lines(lines)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Aside({ answer: { setAside } }: { readonly answer: AuditAnswer }): ReactElement | null {
  if (setAside.lines === 0) return null;
  const words = AUDIT.aside;
  return (
    <section className="sheet" aria-labelledby="aside">
      <Title order={2} id="aside">
        {words.title}: {words.of(setAside.lines)}
      </Title>
      <Text c="dimmed">{words.about}</Text>
      <ul className={classes['plain']}>
        {setAside.first.map(({ file, line, what, mend }) => (
          <li key={`${file} ${String(line)} ${what}`} className={classes['row']}>
            <b>{AUDIT.found.place(file, line)}: </b>
            {what}. {SHARED.mend(mend)}
          </li>
        ))}
      </ul>
      {setAside.lines > setAside.first.length && <Text>{words.more}</Text>}
    </section>
  );
}
