import { SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { entries } from '../../../../../core/course/timeline.ts';
import type { VisitAnswer } from '../../../../../core/foresight/visit.ts';
import { useDesk } from '../../../api/desk.ts';
import { Notice } from '../../../parts/notice.tsx';
import { FORMS, VISIT } from '../../../words/visit.ts';
import { idAfter, type NewEntry } from '../../patient/entering/adding.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock, type PlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { usePatient } from '../../patient/opened.ts';
import { NUMBER, numberOf, said, useFormDraft, type Typed } from './form-draft.ts';

const WORDS = FORMS.dose;
type Field = 'dose' | 'mg' | 'end' | 'ndc' | 'lot' | 'reason' | 'by';

/** A dose that was given, or has begun. What is out of rule is recorded with a reason and a name beside it. */
export function DoseForm({
  visit,
  close,
}: {
  readonly visit: VisitAnswer | undefined;
  readonly close: () => void;
}): ReactElement {
  const { course } = usePatient();
  const { caller } = useDesk();
  const bag = entries(course, 'prepared').findLast(({ dose }) => dose === visit?.dose);
  const [vial] = bag?.vials ?? [];
  const { draft, value, set } = useFormDraft<Field>('dose', {
    ...{ dose: visit?.dose ?? '', mg: visit?.mg === undefined || visit.mg === null ? '' : String(visit.mg) },
    ...{ ndc: vial?.ndc ?? '', lot: vial?.lot ?? '', by: caller.name },
  });
  const clock = usePlaceClock();
  const against = againstRule(visit, value);
  const field = (name: Exclude<Field, 'end'>, required: boolean, pattern?: string): ReactElement => (
    <TextInput
      label={WORDS[name]}
      required={required}
      pattern={pattern}
      inputMode={pattern === undefined ? undefined : 'decimal'}
      value={value[name] ?? ''}
      onChange={(event) => {
        set(name, event.currentTarget.value);
      }}
    />
  );
  return (
    <EntryDialog
      title={VISIT.enter.dose}
      draft={draft}
      entriesAfter={(after) => entriesOf(value, clock, against.length > 0, after)}
      close={close}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {field('dose', true)}
        {field('mg', true, NUMBER)}
      </SimpleGrid>
      <TimeField
        label={WORDS.start}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
      <TimeField
        label={WORDS.end}
        value={value.end ?? ''}
        change={(end) => {
          set('end', end);
        }}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {field('ndc', false)}
        {field('lot', false)}
      </SimpleGrid>
      {against.length > 0 && (
        <Notice kind="heed" title={WORDS.against}>
          {against.map((what) => (
            <Text key={what}>{what}</Text>
          ))}
          <Textarea
            label={WORDS.reason}
            required
            value={value.reason ?? ''}
            onChange={(event) => {
              set('reason', event.currentTarget.value);
            }}
          />
          {field('by', true)}
        </Notice>
      )}
    </EntryDialog>
  );
}

/** What stands against the dose as it is typed, in words. */
function againstRule(visit: VisitAnswer | undefined, { dose, mg }: Typed<Field>): readonly string[] {
  if (visit === undefined) return [];
  const cleared = (visit.clearance === 'give' || visit.clearance === 'restart') && visit.dose === dose?.trim();
  const given = numberOf(mg);
  return [
    ...(cleared ? [] : [WORDS.notCleared(`${VISIT.words[visit.clearance]}, ${visit.dose}`)]),
    ...(given === undefined || visit.mg === null || given === visit.mg ? [] : [WORDS.otherMg(visit.mg)]),
  ];
}

function entriesOf(
  { at, dose = '', mg, end, ndc, lot, reason = '', by = '' }: Typed<Field>,
  { momentOf }: PlaceClock,
  isAgainst: boolean,
  after: number,
): readonly NewEntry[] {
  const [start, ended] = [momentOf(at) ?? '', momentOf(end ?? '')];
  const [number, batch] = [said(ndc), said(lot)];
  return [
    {
      ...{ type: 'dose-given', at: start, dose: dose.trim(), mg: numberOf(mg) ?? 0, start },
      ...(ended === undefined ? {} : { end: ended }),
      ...(number === undefined ? {} : { ndc: number }),
      ...(batch === undefined ? {} : { lot: batch }),
    },
    ...(isAgainst ? [{ type: 'deviation', at: start, of: idAfter(after), reason, by } as const] : []),
  ];
}
