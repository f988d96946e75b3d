import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRef, useState, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import {
  useDraftReport,
  usePolicyFiles,
  usePublish,
  type DraftReport,
  type PolicyDraft,
  type Published,
} from '../../api/policy-documents.ts';
import { toast } from '../../app/toasts.tsx';
import { useDraft } from '../../drafts/draft.ts';
import { Heading } from '../../parts/heading.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { POLICIES } from '../../words/policies.ts';
import { Editor, goTo } from './editor.tsx';
import { firstDayOf, withFirstDay } from './first-day.ts';
import { Publish } from './publish.tsx';
import { PublishedNotice } from './published.tsx';
import { Report } from './report.tsx';

const WORDS = POLICIES.draft;
/** So long after the last key the draft is looked at. */
const QUIET_MS = 500;
type Part = keyof PolicyDraft;
const PARTS: readonly Part[] = ['text', 'cases'];

/** A draft of the next version: typed, looked at while it is typed, and published with its first day. */
export function DraftPage(): ReactElement {
  const { id = '', version = '' } = useParams();
  const held = usePolicyFiles(id, version);
  const draft = useDraft<PolicyDraft>(`policy/${id}/${version}`, held);
  const [part, setPart] = useState<Part>('text');
  const [published, setPublished] = useState<Published | null>(null);
  const editor = useRef<HTMLTextAreaElement>(null);
  const [quiet] = useDebouncedValue(draft.value, QUIET_MS);
  const report = useDraftReport(id, version, quiet);
  // What is said of an older text is of that text.
  const fresh = quiet === draft.value && !report.isPlaceholderData && !report.isFetching;
  const publish = usePublish(id, version);
  const send = (): void => {
    publish.mutate(
      { draft: draft.value, key: draft.key },
      {
        onSuccess: (told) => {
          draft.discard();
          toast(WORDS.published);
          setPublished(told);
        },
      },
    );
  };
  if (published !== null) return <PublishedNotice published={published} />;
  return (
    <Stack gap="md">
      <Anchor component={Link} to={`/policies/${id}/${version}`} py="xs">
        {POLICIES.document.version(id, version)}
      </Anchor>
      <Heading title={WORDS.title(id)} about={WORDS.about(version)} />
      <section className="sheet">
        <Group align="flex-end" gap="md" mb="md">
          <TextInput
            type="date"
            label={WORDS.firstDay}
            description={WORDS.firstDayWhy}
            value={firstDayOf(draft.value.text)}
            onChange={(event) => {
              const day = event.currentTarget.value;
              if (day !== '') draft.change({ ...draft.value, text: withFirstDay(draft.value.text, day) });
            }}
          />
          <Group role="group" aria-label={WORDS.file} gap="xs">
            {PARTS.map((one) => (
              <Button
                key={one}
                variant={one === part ? 'light' : 'default'}
                aria-pressed={one === part}
                onClick={() => {
                  setPart(one);
                }}
              >
                {WORDS.files[one]}
              </Button>
            ))}
          </Group>
        </Group>
        <Editor
          key={part}
          ref={editor}
          label={WORDS.editor[part]}
          value={draft.value[part]}
          change={(text) => {
            draft.change({ ...draft.value, [part]: text });
          }}
        />
        <Group mt="sm" gap="sm">
          <Text c="dimmed">{WORDS.kept}</Text>
          {draft.begun && (
            <Button variant="subtle" onClick={draft.discard}>
              {WORDS.discard}
            </Button>
          )}
        </Group>
      </section>
      {report.isPending && <Loading />}
      {report.error !== null && <Failed error={report.error} again={() => void report.refetch()} />}
      {report.data !== undefined && (
        <Report
          report={report.data}
          fresh={fresh}
          open={({ where, line = 1, column = 1 }: DraftReport['faults'][number]) => {
            setPart(where.endsWith('cases.yaml') ? 'cases' : 'text');
            // The other text is there after the page has been drawn.
            window.setTimeout(() => {
              if (editor.current !== null) goTo(editor.current, line, column);
            });
          }}
        >
          {fresh && report.data.sound && report.data.version !== null && (
            <Publish
              id={id}
              begins={report.data.version}
              ends={report.data.ends}
              sending={publish.isPending}
              error={publish.error}
              send={send}
            />
          )}
        </Report>
      )}
    </Stack>
  );
}
