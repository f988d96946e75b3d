import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { useDesk, useMay } from '../../api/desk.ts';
import { useRequest, type OpenedRequest } from '../../api/requests.ts';
import { lastFinding } from '../../api/review.ts';
import { Icon } from '../../look/icons.tsx';
import { Heading } from '../../parts/heading.tsx';
import { REQUEST, lineName } from '../../words/request.ts';
import { Act } from './act.tsx';
import { reviewActs, type ReviewAct } from './acts.ts';
import { Documents } from './documents.tsx';
import { Found } from './found.tsx';
import { History } from './history.tsx';
import { PracticeActs } from './practice-acts.tsx';
import { Standing } from './standing.tsx';

/** One request on one screen: where it stands, what the program finds and from what, and what can be done with it. */
export default function Request(): ReactElement {
  const { id = '' } = useParams();
  const request = useRequest(id);
  const finding = lastFinding(request.entries);
  const { drafted } = request.state;
  const may = useMay();
  const about = [
    ...(drafted.lineOfBusiness === undefined ? [] : [lineName(drafted.lineOfBusiness)]),
    id.slice(0, 8),
  ].join(' · ');
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/requests" py="xs" className="no-print">
        {REQUEST.back}
      </Anchor>
      <Heading title={REQUEST.title(drafted.kind, drafted.policy)} about={about}>
        {drafted.course !== undefined && (
          <Button component={Link} to={`/patients/${drafted.course}/coverage`} variant="default">
            {REQUEST.patient}
          </Button>
        )}
        {may('requests.export') && (
          <Button
            component="a"
            href={`/v1/requests/${id}/export?format=json`}
            download
            variant="default"
            leftSection={<Icon name="download" />}
          >
            {REQUEST.export}
          </Button>
        )}
      </Heading>
      <Standing request={request} />
      {may('requests.add') &&
        (drafted.side === 'payer' ? <Acts request={request} /> : <PracticeActs request={request} />)}
      <Found request={request} finding={finding} />
      {finding !== undefined && <Documents finding={finding} />}
      <History entries={request.entries} />
    </Stack>
  );
}

/** What the payer's people can do with it now, by their role. */
function Acts({ request }: { readonly request: OpenedRequest }): ReactElement {
  const { caller } = useDesk();
  const [act, setAct] = useState<ReviewAct | null>(null);
  const acts = reviewActs(request.state, caller);
  // Approving without a signature is for what meets the criteria: where that is not so, the reader is told.
  const waits = acts.includes('information-requested') && !acts.includes('approved');
  return (
    <section className="sheet no-print" aria-labelledby="acts">
      <Title order={2} id="acts" mb="sm">
        {REQUEST.actsTitle}
      </Title>
      {acts.length === 0 && <Text>{REQUEST.noActs}</Text>}
      <Group gap="sm">
        {acts.map((type) => (
          <Button
            key={type}
            variant={type === 'approved' ? 'filled' : 'default'}
            onClick={() => {
              setAct(type);
            }}
          >
            {REQUEST.acts[type]}
          </Button>
        ))}
      </Group>
      {waits && (
        <Text c="dimmed" mt="sm">
          {REQUEST.notMet}
        </Text>
      )}
      {act !== null && (
        <Act
          type={act}
          request={request}
          close={() => {
            setAct(null);
          }}
        />
      )}
    </section>
  );
}
