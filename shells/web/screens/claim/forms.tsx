import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { FORMATS, useClaimForm, type CheckedClaim, type Format, type FormAnswer } from '../../api/claim.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { Truth } from '../../parts/truth.tsx';
import { CLAIM } from '../../words/claim.ts';
import { usePatient } from '../patient/opened.ts';
import { Boxes, isForms1500 } from './boxes.tsx';
import classes from './claim.module.css';
import { download } from './download.ts';
import { Segments } from './segments.tsx';

/** The claim as a form: what is missing for it, how it reads, and the file. */
export function Forms({ claim, dose }: { readonly claim: CheckedClaim; readonly dose: string }): ReactElement {
  const { id } = usePatient();
  const isHospital = claim.encounters.some(({ facilityType }) => facilityType !== undefined);
  const [picked, pick] = useState<Format>();
  const format = picked ?? (isHospital ? '837i' : '837p');
  const { data, error, isPending, refetch } = useClaimForm(id, format, dose);
  const words = CLAIM.forms;
  return (
    <section className="sheet" aria-labelledby="forms">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end">
          <Title order={2} id="forms">
            {words.title}
          </Title>
          <NativeSelect
            label={words.pick}
            value={format}
            className="no-print"
            data={FORMATS.map((value) => ({ value, label: words.names[value] }))}
            onChange={(event) => {
              pick(FORMATS.find((one) => one === event.currentTarget.value));
            }}
          />
        </Group>
        {isPending && <Loading />}
        {error !== null && <Failed error={error} again={() => void refetch()} />}
        {data !== undefined && <Form answer={data} name={`${dose === '' ? 'claim' : dose}-${format}`} />}
      </Stack>
    </section>
  );
}

function Form({ answer, name }: { readonly answer: FormAnswer; readonly name: string }): ReactElement {
  const words = CLAIM.forms;
  const { document: written, ready, needed, format } = answer;
  if (written === null) return <Text c="dimmed">{words.none}</Text>;
  return (
    <>
      <Group justify="space-between">
        <div>
          <Truth truth={ready ? 'met' : 'unknown'} words={ready ? words.complete : words.incomplete} />
          {!ready && <Text c="dimmed">{words.incompleteWhy(needed.length)}</Text>}
        </div>
        <Button
          variant={ready ? 'filled' : 'default'}
          className="no-print"
          onClick={() => {
            download(fileOf(answer, name));
          }}
        >
          {ready ? words.download : words.downloadDraft}
        </Button>
      </Group>
      {needed.length > 0 && (
        <details>
          <summary>{words.missing}</summary>
          <ul className={classes['plain']}>
            {needed.map(({ fact, dose, ask }) => (
              <li key={`${fact} ${dose ?? ''} ${ask}`}>{ask}</li>
            ))}
          </ul>
        </details>
      )}
      {typeof written === 'string' && <Segments document={written} />}
      {isForms1500(written) && <Boxes forms={written} />}
      {format === 'fhir' && (
        <details>
          <summary>{words.resource}</summary>
          <pre className={`${classes['mono'] ?? ''} ${classes['resource'] ?? ''}`} tabIndex={0}>
            {JSON.stringify(written, null, 2)}
          </pre>
        </details>
      )}
    </>
  );
}

function fileOf(
  { document: written, format }: FormAnswer,
  name: string,
): { readonly name: string; readonly type: string; readonly text: string } {
  if (typeof written === 'string') return { name: `${name}.837`, type: 'text/plain', text: written };
  const type = format === 'fhir' ? 'application/fhir+json' : 'application/json';
  return { name: `${name}.json`, type, text: JSON.stringify(written, null, 2) };
}
