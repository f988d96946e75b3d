import { Anchor, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { printDoseName } from '../../../../core/course/dose-name.ts';
import { dosesGiven } from '../../../../core/course/doses.ts';
import type { Course } from '../../../../core/course/event.ts';
import { entries, timelineOf } from '../../../../core/course/timeline.ts';
import { useClaim, type CheckedClaim } from '../../api/claim.ts';
import { useMay } from '../../api/desk.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { CLAIM } from '../../words/claim.ts';
import { usePatient } from '../patient/opened.ts';
import { Cautions } from '../visit/cautions.tsx';
import { Accounts } from './accounts.tsx';
import classes from './claim.module.css';
import { Forms } from './forms.tsx';
import { Lines } from './lines.tsx';
import { Parties } from './parties.tsx';
import { Reconciled } from './reconcile.tsx';
import { Warnings } from './warnings.tsx';

/** The claim of a dose: what agrees, what is needed, its lines, its forms, and what came back. */
export default function ClaimOf(): ReactElement {
  const { id, course } = usePatient();
  const doses = useMemo(() => dosesOf(course), [course]);
  const [chosen, choose] = useState<string>();
  const dose = chosen ?? (doses.find(({ claimed }) => !claimed) ?? doses.at(-1))?.dose ?? '';
  const may = useMay();
  const { data, error, isPending, refetch } = useClaim(id, dose);
  const open = doses.filter(({ claimed }) => !claimed).length;
  return (
    <Stack gap="md">
      <section className="sheet" aria-label={CLAIM.ready}>
        <div className={classes['state']}>
          {data === undefined ? <span /> : <State claim={data} />}
          {doses.length > 0 && (
            <NativeSelect
              label={CLAIM.dose}
              value={dose}
              data={[
                ...doses.map((one) => ({
                  value: one.dose,
                  label: CLAIM.option(one.dose, one.on, one.claimed),
                })),
                ...(open > 1 ? [{ value: '', label: CLAIM.all(open) }] : []),
              ]}
              onChange={(event) => {
                choose(event.currentTarget.value);
              }}
            />
          )}
        </div>
      </section>
      {isPending && <Loading />}
      {error !== null && <Failed error={error} again={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Needed claim={data} />
          <Reconciled rows={data.reconciliation} />
          <Warnings warnings={data.checks} />
          <Lines claim={data} />
          <Forms claim={data} dose={dose} />
          {may('parties.read') && <Parties claim={data} />}
        </>
      )}
      <Accounts claim={data} dose={dose} />
      {data !== undefined && <Cautions cautions={data.cautions} />}
    </Stack>
  );
}

interface DoseGiven {
  readonly dose: string;
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly claimed: boolean;
}

function dosesOf(course: Course): readonly DoseGiven[] {
  const timeline = timelineOf(course);
  const claimed = new Set(entries(timeline, 'claimed').map(({ dose }) => dose));
  return dosesGiven(timeline).map(({ name, date }) => {
    const dose = printDoseName(name);
    return { dose, on: date.toString(), claimed: claimed.has(dose) };
  });
}

function State({ claim: { ready, needed, checks } }: { readonly claim: CheckedClaim }): ReactElement {
  return (
    <div>
      <Title order={2} className={classes['word']} data-ready={ready}>
        <span aria-hidden="true">{ready ? '✓' : '?'}</span> {ready ? CLAIM.ready : CLAIM.draft}
      </Title>
      <Text>{ready ? CLAIM.readyWhy : CLAIM.draftWhy(needed.length)}</Text>
      {checks.length > 0 && <Text fw={600}>{CLAIM.warned(checks.length)}</Text>}
    </div>
  );
}

function Needed({ claim: { needed } }: { readonly claim: CheckedClaim }): ReactElement | null {
  const { id } = usePatient();
  if (needed.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="claim-needed">
      <Title order={2} id="claim-needed" mb="xs">
        {CLAIM.needed.title}
      </Title>
      <ul className={classes['plain']}>
        {needed.map(({ dose, fact, ask }) => (
          <li key={`${dose ?? ''} ${fact} ${ask}`}>{dose === null ? ask : CLAIM.needed.of(dose, ask)}</li>
        ))}
      </ul>
      <Anchor component={Link} to={`/patients/${id}/visit`} className="no-print" display="inline-block" mt="sm">
        {CLAIM.needed.toVisit}
      </Anchor>
    </section>
  );
}
