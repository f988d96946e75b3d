import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import { Cited } from '../../parts/cited.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Failed, Loading } from '../../parts/notices.tsx';
import { withDays } from '../../words/shared.ts';
import { PREPARATION } from '../../words/preparation.ts';
import { VISIT } from '../../words/visit.ts';
import { useAsking } from './asking.ts';
import { Clocks } from './clocks.tsx';
import { Later } from './later.tsx';
import { OnPaper } from './on-paper.tsx';
import classes from './preparation.module.css';
import { RecordBag } from './record-bag.tsx';
import { Sums } from './sums.tsx';
import { Work } from './work.tsx';

/** The worksheet of the dose that is due: its steps, its clocks, the two who check, and the record of the bag. */
export default function Preparation(): ReactElement {
  const asking = useAsking();
  const { sheet, fault } = asking;
  const { data, error, isPending, refetch } = sheet;
  return (
    <Stack gap="md">
      {isPending && <Loading />}
      {error !== null && <Failed error={error} again={() => void refetch()} />}
      {data !== undefined && (
        <>
          <Head sheet={data} />
          {fault !== null && error === null && <Failed error={fault} />}
          <Blocks sheet={data} />
          <Clocks sheet={data} />
          {asking.made ? <Later sheet={data} asking={asking} /> : <Work sheet={data} asking={asking} />}
          <RecordBag sheet={data} asking={asking} />
          <OnPaper sheet={data} />
          <Sums sheet={data} />
          <Cautions sheet={data} />
        </>
      )}
    </Stack>
  );
}

interface OfSheet {
  readonly sheet: PatientWorksheet;
}

function Head({ sheet }: OfSheet): ReactElement {
  const { dose, mg, vial, infusion, visit, bag, bagId, record, clocks } = sheet;
  // A vial that is reconstituted is no bag yet.
  const isMakingUp = bag === 'usable' && clocks.some(({ id, state }) => id === 'dilute' && state !== 'met');
  return (
    <section className="sheet" aria-labelledby="dose">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Title order={2} id="dose" className={classes['dose']}>
            {PREPARATION.dose(dose, mg)}
          </Title>
          <Text>{PREPARATION.vial(vial.count, vial.mg, vial.ndc)}</Text>
          <Text>{PREPARATION.infusion(infusion.volumeMl, infusion.hours, infusion.mlPerHour)}</Text>
        </Stack>
        <Stack gap={2}>
          <Text fw={600}>{PREPARATION.cleared(VISIT.words[visit.clearance])}</Text>
          {bag !== null && <Text>{isMakingUp ? PREPARATION.makingUp : PREPARATION.bag[bag]}</Text>}
          {bagId !== null && record.status === 'recorded' && <Text>{PREPARATION.record.recorded(bagId)}</Text>}
        </Stack>
      </Group>
    </section>
  );
}

/** What stands against the plan or the bag, with the way to mend it and the passage. */
function Blocks({ sheet: { blocks } }: OfSheet): ReactElement | null {
  if (blocks.length === 0) return null;
  return (
    <Notice kind="wrong" title={PREPARATION.blocks}>
      {blocks.map(({ id, what, mend, cite }) => (
        <div key={`${id} ${what}`}>
          <Text fw={600}>{withDays(what)}</Text>
          <Text>{mend}.</Text>
          <Cited cites={cite} />
        </div>
      ))}
    </Notice>
  );
}

function Cautions({ sheet: { cautions } }: OfSheet): ReactElement | null {
  if (cautions.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="to-know">
      <Title order={2} id="to-know" mb="xs">
        {PREPARATION.cautions}
      </Title>
      <ul>
        {cautions.map(({ id, text }) => (
          <li key={`${id} ${text}`}>{withDays(text)}</li>
        ))}
      </ul>
    </section>
  );
}
