import { NativeSelect, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import {
  ADVERSE_EVENT_KINDS,
  type AdverseEvent,
  type AdverseEventKind,
  type Grade,
} from '../../../../../core/course/event.ts';
import { useBedside } from '../../../api/bedside.ts';
import { Pick } from '../../../parts/pick.tsx';
import { TOXICITIES } from '../../../words/course.ts';
import { ENTERING } from '../../../words/entering.ts';
import { FORMS, VISIT } from '../../../words/visit.ts';
import type { NewEntry } from '../../patient/entering/adding.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock, type PlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { isGraded } from './findings.ts';
import { useFormDraft, type Typed } from './form-draft.ts';
import { GradeFindings } from './grade-findings.tsx';
import { gradeTexts } from './grade-texts.ts';

const WORDS = FORMS.toxicity;
const KINDS = ADVERSE_EVENT_KINDS.map((value) => ({ value, label: TOXICITIES[value] ?? value }));

/** A toxicity that is new, or how one that is open goes on. @param of the last word on the open one */
export function ToxicityForm({
  of,
  close,
}: {
  readonly of: AdverseEvent | undefined;
  readonly close: () => void;
}): ReactElement {
  const clock = usePlaceClock();
  const { draft, value, set } = useFormDraft<string>(
    `toxicity-${of === undefined ? 'new' : `${of.kind}-${of.onset}`}`,
    {
      kind: of?.kind ?? 'crs',
    },
  );
  const kind = value['kind'] ?? 'crs';
  const texts = gradeTexts(useBedside(), kind);
  const grades = (of === undefined ? [1, 2, 3, 4, 5] : [0, 1, 2, 3, 4, 5]).map((grade) => ({
    value: String(grade),
    label: grade === 0 ? WORDS.over : WORDS.option(grade, texts?.of(grade) ?? ''),
  }));
  return (
    <EntryDialog
      title={of === undefined ? VISIT.enter.toxicity : `${TOXICITIES[kind] ?? kind}: ${VISIT.open.goOn}`}
      draft={draft}
      entriesAfter={() => [entryOf(of, value, clock)]}
      close={close}
    >
      {of === undefined && (
        <NativeSelect
          label={WORDS.kind}
          data={KINDS}
          value={kind}
          onChange={(event) => {
            set('kind', event.currentTarget.value);
          }}
        />
      )}
      <TimeField
        label={of === undefined ? WORDS.onset : ENTERING.at}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
      {kind === 'neurotoxicity' && (
        <TextInput
          label={WORDS.sign}
          value={value['sign'] ?? of?.sign ?? ''}
          onChange={(event) => {
            set('sign', event.currentTarget.value);
          }}
        />
      )}
      {isGraded(kind) && (
        <GradeFindings
          key={kind}
          kind={kind}
          typed={(finding) => value[finding]}
          set={set}
          take={(grade) => {
            set('grade', String(grade));
          }}
        />
      )}
      {texts === null && <Text c="dimmed">{WORDS.none}</Text>}
      <Pick
        label={of === undefined ? WORDS.grade : WORDS.gradeNow}
        list
        required
        options={grades}
        value={value['grade']}
        choose={(grade) => {
          set('grade', grade);
        }}
      />
      {texts !== null && <Text c="dimmed">{WORDS.definitions(texts.title)}</Text>}
      <TimeField
        label={WORDS.resolved}
        value={value['resolved'] ?? ''}
        change={(resolved) => {
          set('resolved', resolved);
        }}
      />
    </EntryDialog>
  );
}

/** Of an open one kind and onset stay as they were, by which the record knows it; its worst grade only rises. */
function entryOf(of: AdverseEvent | undefined, typed: Typed<string>, { momentOf }: PlaceClock): NewEntry {
  const at = momentOf(typed.at) ?? '';
  const grade = Number(typed['grade'] ?? 0) as Grade;
  const resolved = momentOf(typed['resolved'] ?? '') ?? (of !== undefined && grade === 0 ? at : undefined);
  const sign = typed['sign'] ?? of?.sign;
  return {
    ...{ type: 'adverse-event', at: resolved ?? at, kind: of?.kind ?? ((typed['kind'] ?? 'crs') as AdverseEventKind) },
    ...(of === undefined
      ? { grade, onset: at }
      : { grade: Math.max(grade, of.grade) as Grade, gradeNow: grade, onset: of.onset }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(sign === undefined || sign === '' ? {} : { sign }),
  };
}
