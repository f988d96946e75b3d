import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useKeepParties, useParties, type CheckedClaim, type Parties as Kept } from '../../api/claim.ts';
import { useMay } from '../../api/desk.ts';
import { isConflict } from '../../api/problem.ts';
import { toast } from '../../app/toasts.tsx';
import { useDraft } from '../../drafts/draft.ts';
import { Conflict } from '../../parts/conflict.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Failed } from '../../parts/notices.tsx';
import { CLAIM } from '../../words/claim.ts';
import { FIELDS, WAYS, YES_NO } from '../../words/claim-fields.ts';
import { ENTERING } from '../../words/entering.ts';
import { SHARED } from '../../words/shared.ts';
import { usePatient } from '../patient/opened.ts';
import classes from './claim.module.css';
import { billingOf, PATIENT_SECTIONS, practiceSections, typedOf, type Section, type Typed } from './party-fields.ts';

/** Who bills whom: what the practice keeps for all its claims, and what belongs to this patient. */
export function Parties({ claim }: { readonly claim: CheckedClaim }): ReactElement {
  const { id } = usePatient();
  const may = useMay();
  const [opened, open] = useState<'practice' | 'patient'>();
  const [practice, patient] = [useParties(null), useParties(id)];
  const codes = [...claim.lines.map(({ hcpcs }) => hcpcs), ...claim.services.map(({ code }) => code)];
  const charged = [...new Set(codes.filter((code) => code !== null))];
  const words = CLAIM.parties;
  const kept = opened === 'practice' ? practice.data : patient.data;
  return (
    <section className="sheet no-print" aria-labelledby="parties">
      <Title order={2} id="parties">
        {words.title}
      </Title>
      <Text c="dimmed" mb="sm">
        {words.about}
      </Text>
      {practice.error !== null && <Failed error={practice.error} />}
      {patient.error !== null && <Failed error={patient.error} />}
      {may('parties.keep') && (
        <Group>
          {(['practice', 'patient'] as const).map((one) => (
            <Button
              key={one}
              variant="default"
              onClick={() => {
                open(one);
              }}
            >
              {words[one]}
            </Button>
          ))}
        </Group>
      )}
      {opened !== undefined && kept !== undefined && (
        <PartyDialog
          title={words[opened]}
          course={opened === 'practice' ? null : id}
          kept={kept}
          sections={opened === 'practice' ? practiceSections(charged) : PATIENT_SECTIONS}
          close={() => {
            open(undefined);
          }}
        />
      )}
    </section>
  );
}

function PartyDialog({
  title,
  course,
  kept,
  sections,
  close,
}: {
  readonly title: string;
  readonly course: string | null;
  readonly kept: Kept;
  readonly sections: readonly Section[];
  readonly close: () => void;
}): ReactElement {
  const fields = sections.flatMap((section) => section.fields);
  // What was kept when the form was opened: what somebody else keeps meanwhile is a conflict.
  const [first] = useState(kept);
  const draft = useDraft<Typed>(`parties/${course ?? 'practice'}`, typedOf(first.billing, fields));
  const keep = useKeepParties(course);
  const send = ({ billing, sequence }: Kept): void => {
    keep.mutate(
      { billing: billingOf(billing, draft.value, fields), sequence, key: draft.key },
      {
        onSuccess: () => {
          draft.discard();
          toast(CLAIM.parties.kept);
          close();
        },
      },
    );
  };
  const conflict = isConflict(keep.error);
  return (
    <Dialog opened close={close} title={title} size="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(first);
        }}
      >
        <Stack>
          {sections.map((section) => (
            <Fields key={section.title} section={section} typed={draft.value} change={draft.change} />
          ))}
          {conflict && (
            <Conflict
              theirs={<Told typed={typedOf(kept.billing, fields)} other={draft.value} />}
              mine={<Told typed={draft.value} other={typedOf(kept.billing, fields)} />}
              writeMine={() => {
                send(kept);
              }}
              leave={() => {
                draft.discard();
                close();
              }}
            />
          )}
          {keep.error !== null && !conflict && <Failed error={keep.error} />}
          {!conflict && (
            <Group>
              <Button type="submit" loading={keep.isPending}>
                {CLAIM.parties.keep}
              </Button>
              <Button variant="default" onClick={close}>
                {draft.begun ? ENTERING.later : SHARED.cancel}
              </Button>
              {draft.begun && (
                <Button
                  variant="subtle"
                  onClick={() => {
                    draft.discard();
                    close();
                  }}
                >
                  {SHARED.discard}
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}

/** What one of two has that the other has not. */
function Told({ typed, other }: { readonly typed: Typed; readonly other: Typed }): ReactElement {
  return (
    <>
      {Object.entries(typed)
        .filter(([place, text]) => other[place] !== text)
        .map(([place, text]) => (
          <Text key={place}>
            {labelOf(place)}: {text}
          </Text>
        ))}
    </>
  );
}

function Fields({
  section: { title, fields },
  typed,
  change,
}: {
  readonly section: Section;
  readonly typed: Typed;
  readonly change: (typed: Typed) => void;
}): ReactElement {
  return (
    <fieldset className={classes['fields']}>
      <legend>{CLAIM.parties.section[title]}</legend>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {fields.map((place) => {
          const ways = WAYS[place] ?? (YES_OR_NO.includes(place) ? YES_NO : undefined);
          const field = {
            label: labelOf(place),
            value: typed[place] ?? '',
            onChange: (event: { readonly currentTarget: { readonly value: string } }): void => {
              change({ ...typed, [place]: event.currentTarget.value });
            },
          };
          return ways === undefined ? (
            <TextInput key={place} {...field} autoComplete="off" />
          ) : (
            <NativeSelect
              key={place}
              {...field}
              data={[
                { value: '', label: CLAIM.parties.nothing },
                ...Object.entries(ways).map(([value, label]) => ({ value, label })),
              ]}
            />
          );
        })}
      </SimpleGrid>
    </fieldset>
  );
}

const YES_OR_NO: readonly string[] = [
  ...['claim.providerSignature', 'claim.acceptsAssignment', 'claim.benefitsAssigned', 'claim.otherPlan'],
  ...['claim.relatedTo.employment', 'claim.relatedTo.autoAccident', 'claim.relatedTo.otherAccident'],
];

function labelOf(place: string): string {
  return FIELDS[place] ?? CLAIM.parties.charge(place.replace(/^charges\./u, ''));
}
