import { NativeSelect, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import type { LabResulted, LabValue } from '../../../../../core/course/event.ts';
import { entries } from '../../../../../core/course/timeline.ts';
import { useBedside, type ShownAnalyte } from '../../../api/bedside.ts';
import { Pick } from '../../../parts/pick.tsx';
import { PANELS } from '../../../words/entries.ts';
import { FORMS } from '../../../words/visit.ts';
import { day } from '../../../words/shared.ts';
import type { NewEntry } from '../../patient/entering/adding.ts';
import { EntryDialog } from '../../patient/entering/entry-dialog.tsx';
import { usePlaceClock } from '../../patient/entering/local-time.ts';
import { TimeField } from '../../patient/entering/time-field.tsx';
import { usePatient } from '../../patient/opened.ts';
import classes from '../visit.module.css';
import { NUMBER, numberOf, useFormDraft } from './form-draft.ts';

type Panel = LabResulted['panel'];
/** What a panel is of, by the ids of the scale; the first has to be there. */
const ANALYTES: Readonly<Record<Panel, readonly string[]>> = {
  cbc: ['neutrophils', 'platelets', 'hemoglobin'],
  liver: ['alt', 'ast'],
  bilirubin: ['bilirubin'],
};
const WORDS = FORMS.labs;
const PANEL_NAMES = (Object.keys(PANELS) as Panel[]).map((value) => ({ value, label: PANELS[value] }));
type Column = 'value' | 'unit' | 'lln' | 'uln' | 'baseline';
const SHOWN = ['value', 'unit', 'lln', 'uln'] as const;

/** The values of one panel with their units and the limits of the laboratory; those of the last result are filled in. */
export function LabsForm({ panel: first, close }: { readonly panel: Panel; readonly close: () => void }): ReactElement {
  const [panel, show] = useState(first);
  return <PanelForm key={panel} panel={panel} show={show} close={close} />;
}

function PanelForm({
  panel,
  show,
  close,
}: {
  readonly panel: Panel;
  readonly show: (panel: Panel) => void;
  readonly close: () => void;
}): ReactElement {
  const { course } = usePatient();
  const { momentOf } = usePlaceClock();
  const known = new Map(useBedside().analytes.map((analyte) => [analyte.id, analyte]));
  const analytes = ANALYTES[panel].flatMap((id) => known.get(id) ?? []);
  const last = useMemo(
    () => entries(course, 'lab-resulted').findLast((result) => result.panel === panel),
    [course, panel],
  );
  const firsts = Object.fromEntries(analytes.flatMap((analyte) => filledIn(analyte, last)));
  const { draft, value, set } = useFormDraft<string>(`labs-${panel}`, firsts);
  const values = Object.fromEntries(
    analytes.flatMap(({ id }) => {
      const read = valueOf((column) => value[`${id}.${column}`]);
      return read === undefined ? [] : [[id, read] as const];
    }),
  );
  const entry: NewEntry = { type: 'lab-resulted', at: momentOf(value.at) ?? '', panel, values };
  return (
    <EntryDialog title={PANELS[panel]} draft={draft} entriesAfter={() => [entry]} close={close}>
      <Pick label={WORDS.panel} options={PANEL_NAMES} value={panel} choose={show} />
      <TimeField
        label={WORDS.drawn}
        value={value.at}
        required
        change={(at) => {
          set('at', at);
        }}
      />
      {analytes.map((analyte, index) => (
        <fieldset key={analyte.id} className={classes['values']}>
          <legend>
            {analyte.name} <Last analyte={analyte} last={last} />
          </legend>
          <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
            {SHOWN.map((column) => (
              <Cell
                key={column}
                units={analyte.units}
                column={column}
                required={isWanted(column, index, value[`${analyte.id}.value`])}
                value={value[`${analyte.id}.${column}`] ?? ''}
                change={(text) => {
                  set(`${analyte.id}.${column}`, text);
                }}
              />
            ))}
          </SimpleGrid>
        </fieldset>
      ))}
      <Text c="dimmed">{WORDS.limits}</Text>
    </EntryDialog>
  );
}

function Last({
  analyte,
  last,
}: {
  readonly analyte: ShownAnalyte;
  readonly last: LabResulted | undefined;
}): ReactElement | null {
  const found = last?.values[analyte.id];
  if (last === undefined || found === undefined) return null;
  return (
    <Text span c="dimmed" fw={400}>
      {WORDS.last(`${String(found.value)} ${found.unit}`, day(last.at))}
    </Text>
  );
}

function Cell({
  units,
  column,
  value,
  change,
  required,
}: {
  readonly units: readonly string[];
  readonly column: (typeof SHOWN)[number];
  readonly value: string;
  readonly change: (text: string) => void;
  readonly required: boolean;
}): ReactElement {
  if (column === 'unit')
    return (
      <NativeSelect
        label={WORDS.columns.unit}
        required={required}
        data={[...new Set(['', value, ...units])]}
        value={value}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
      />
    );
  return (
    <TextInput
      label={WORDS.columns[column]}
      inputMode="decimal"
      pattern={NUMBER}
      required={required}
      value={value}
      onChange={(event) => {
        change(event.currentTarget.value);
      }}
    />
  );
}

/** The first value, and the unit of each that is typed: a unit is never guessed. */
function isWanted(column: Column, index: number, value: string | undefined): boolean {
  return column === 'value' ? index === 0 : column === 'unit' && (value ?? '').trim() !== '';
}

/** Unit and limits as the last result had them; its value is never filled in. */
function filledIn({ id }: ShownAnalyte, last: LabResulted | undefined): readonly (readonly [string, string])[] {
  const found = last?.values[id];
  const limits = (['lln', 'uln', 'baseline'] as const).flatMap((column) => {
    const limit = found?.[column];
    return limit === undefined ? [] : [[`${id}.${column}`, String(limit)] as const];
  });
  return [[`${id}.unit`, found?.unit ?? ''], ...limits];
}

/** Undefined where no value is typed: limits alone are no result. */
function valueOf(typed: (column: Column) => string | undefined): LabValue | undefined {
  const value = numberOf(typed('value'));
  if (value === undefined) return undefined;
  const limits = (['lln', 'uln', 'baseline'] as const).flatMap((column) => {
    const limit = numberOf(typed(column));
    return limit === undefined ? [] : [[column, limit] as const];
  });
  return { value, unit: typed('unit') ?? '', ...Object.fromEntries(limits) };
}
