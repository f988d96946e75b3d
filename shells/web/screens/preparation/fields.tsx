import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import { PREPARATION } from '../../words/preparation.ts';
import { TimeField } from '../patient/entering/time-field.tsx';
import type { Asking } from './asking.ts';
import { vialOf, type UnreadCode } from './package-code.ts';
import classes from './preparation.module.css';
import type { FieldName } from './step-fields.ts';
import type { Typed, TypedVial } from './typed.ts';

const WORDS = PREPARATION.fields;
const NO_VIAL: TypedVial = { ndc: '', lot: '', expires: '' };

interface OfSheet {
  readonly sheet: PatientWorksheet;
  readonly asking: Asking;
}

/** What is written down at a step. */
export function Fields({ names, sheet, asking }: OfSheet & { readonly names: readonly FieldName[] }): ReactElement {
  const { value } = asking.draft;
  return (
    <>
      {names.map((name) => {
        switch (name) {
          case 'vials':
            return <Vials key={name} sheet={sheet} asking={asking} />;
          case 'bag':
            return <Bag key={name} sheet={sheet} asking={asking} />;
          case 'stabilizer':
            return (
              <LotFields
                key={name}
                title={WORDS.stabilizer}
                value={value.stabilizer}
                change={(stabilizer) => {
                  asking.change({ stabilizer });
                }}
              />
            );
          default:
            return (
              <TimeField
                key={name}
                label={WORDS.times[name]}
                value={value.times[name] ?? ''}
                change={(local) => {
                  asking.change({ times: { ...value.times, [name]: local } });
                }}
              />
            );
        }
      })}
    </>
  );
}

/** Each vial that the dose takes: scanned, or typed. */
function Vials({ sheet, asking: { draft, change } }: OfSheet): ReactElement {
  const { vials } = draft.value;
  const [unread, say] = useState<UnreadCode>();
  const rows = Array.from({ length: sheet.vial.count }, (_, index) => vials[index] ?? NO_VIAL);
  const put = (index: number, vial: TypedVial): void => {
    change({ vials: rows.map((one, at) => (at === index ? vial : one)) });
  };
  return (
    <>
      {rows.map((vial, index) => (
        <fieldset key={index} className={classes['set']}>
          <legend>{WORDS.vial(index + 1)}</legend>
          <TextInput
            label={WORDS.scan}
            error={unread === undefined ? undefined : unread === 'unread' ? WORDS.unread : WORDS.otherPackage}
            autoComplete="off"
            onKeyDown={(event) => {
              // A scanner ends what it reads with Enter.
              if (event.key !== 'Enter') return;
              event.preventDefault();
              const read = vialOf(event.currentTarget.value, sheet.package?.ndc ?? '');
              say(typeof read === 'string' ? read : undefined);
              if (typeof read !== 'string') put(index, read);
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 3 }} mt="xs">
            {(['ndc', 'lot', 'expires'] as const).map((field) => (
              <TextInput
                key={field}
                label={WORDS[field]}
                type={field === 'expires' ? 'date' : 'text'}
                value={vial[field]}
                onChange={(event) => {
                  put(index, { ...vial, [field]: event.currentTarget.value });
                }}
              />
            ))}
          </SimpleGrid>
        </fieldset>
      ))}
    </>
  );
}

function Bag({ sheet, asking: { draft, change } }: OfSheet): ReactElement {
  const { bag } = draft.value;
  return (
    <fieldset className={classes['set']}>
      <legend>{WORDS.bag}</legend>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NativeSelect
          label={WORDS.material}
          data={[{ value: '', label: WORDS.none }, ...sheet.materials.bag.materials]}
          value={bag.material}
          onChange={(event) => {
            change({ bag: { ...bag, material: event.currentTarget.value } });
          }}
        />
        <LotInputs
          value={bag}
          change={(lot) => {
            change({ bag: { ...bag, ...lot } });
          }}
        />
      </SimpleGrid>
    </fieldset>
  );
}

type Lot = Typed['stabilizer'];

function LotFields({
  title,
  value,
  change,
}: {
  readonly title: string;
  readonly value: Lot;
  readonly change: (value: Lot) => void;
}): ReactElement {
  return (
    <fieldset className={classes['set']}>
      <legend>{title}</legend>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <LotInputs value={value} change={change} />
      </SimpleGrid>
    </fieldset>
  );
}

function LotInputs({ value, change }: { readonly value: Lot; readonly change: (value: Lot) => void }): ReactElement {
  return (
    <>
      <TextInput
        label={WORDS.lot}
        value={value.lot}
        onChange={(event) => {
          change({ lot: event.currentTarget.value, expires: value.expires });
        }}
      />
      <TextInput
        label={WORDS.expires}
        type="date"
        value={value.expires}
        onChange={(event) => {
          change({ lot: value.lot, expires: event.currentTarget.value });
        }}
      />
    </>
  );
}
