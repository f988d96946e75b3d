import { Button, FileInput, Group, NativeSelect, Progress, Stack, Text, Title } from '@mantine/core';
import { useRef, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { useSendAudit, type Taken } from '../../api/audits.ts';
import { usePolicies } from '../../api/policies.ts';
import { Failed } from '../../parts/notices.tsx';
import { AUDIT } from '../../words/audit.ts';
import classes from './audit.module.css';

type Files = Readonly<Partial<Record<Taken, File>>>;
const TABLES = '.csv,.parquet';
const CLAIMS = '.csv,.parquet,.837,.837p,.837i,.x12,.edi,.txt,.dat';

/** Files and a policy, to be sent and looked at. */
export function Drop(): ReactElement {
  const policies = usePolicies();
  const [policy, setPolicy] = useState('');
  const [files, setFiles] = useState<Files>({});
  const [share, setShare] = useState(0);
  const sending = useSendAudit();
  const navigate = useNavigate();
  const words = AUDIT.drop;
  const names = new Map(policies.map(({ id, title }) => [id, title]));
  const put = (what: Taken, file: File | null | undefined): void => {
    const others = Object.fromEntries(Object.entries(files).filter(([key]) => key !== what));
    setFiles(file === null || file === undefined ? others : { ...others, [what]: file });
  };
  return (
    <section className="sheet" aria-labelledby="new-audit">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setShare(0);
          sending.mutate({ policy, files, progress: setShare }, { onSuccess: (id) => void navigate(`/audit/${id}`) });
        }}
      >
        <Stack>
          <Title order={2} id="new-audit">
            {words.title}
          </Title>
          <NativeSelect
            label={words.policy}
            description={words.policyWhy}
            required
            value={policy}
            data={[
              { value: '', label: words.choosePolicy },
              ...[...names].map(([value, label]) => ({ value, label: `${label} (${value})` })),
            ]}
            onChange={(event) => {
              setPolicy(event.currentTarget.value);
            }}
          />
          <Claims
            file={files.claims}
            take={(file) => {
              put('claims', file);
            }}
          />
          <Group align="flex-start" grow>
            {(['members', 'authorizations'] as const).map((what) => (
              <FileInput
                key={what}
                size="md"
                label={words[what]}
                placeholder={words.choose}
                accept={TABLES}
                clearable
                value={files[what] ?? null}
                onChange={(file) => {
                  put(what, file);
                }}
              />
            ))}
          </Group>
          <Text c="dimmed">{words.kept}</Text>
          {sending.error !== null && <Failed error={sending.error} />}
          {sending.isPending && (
            <div role="status">
              <Text>{words.sending(Math.round(share * 100))}</Text>
              <Progress value={share * 100} aria-label={words.sending(Math.round(share * 100))} />
            </div>
          )}
          <Group>
            <Button type="submit" disabled={files.claims === undefined || policy === ''} loading={sending.isPending}>
              {words.start}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}

/** Where the file of claims is dropped, or chosen. */
function Claims({
  file,
  take,
}: {
  readonly file: File | undefined;
  readonly take: (file: File | undefined) => void;
}): ReactElement {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const words = AUDIT.drop;
  return (
    <label
      className={classes['drop']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <Text fw={600}>
        {words.claims}
        {file === undefined ? '' : `: ${words.size(file.name, file.size)}`}
      </Text>
      <Text>{words.here}</Text>
      <Text c="dimmed">{words.claimsWhy}</Text>
      <input
        ref={input}
        type="file"
        className="unseen"
        accept={CLAIMS}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
        }}
      />
    </label>
  );
}
