import { Stack } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { VisitAnswer } from '../../../../core/foresight/visit.ts';
import { useCourseAnswer } from '../../api/courses.ts';
import { useDesk, useMay } from '../../api/desk.ts';
import { Failed, Loading } from '../../parts/notices.tsx';
import { usePatient } from '../patient/opened.ts';
import { Cautions } from './cautions.tsx';
import { Checks } from './checks.tsx';
import { Choices } from './choices.tsx';
import { Cleared } from './cleared.tsx';
import { Enter } from './enter.tsx';
import { OpenForm } from './forms/open-form.tsx';
import type { Wanted } from './forms/wanted.ts';
import { Given, useGivenToday } from './given.tsx';
import { Needed } from './needed.tsx';
import { OpenToxicities } from './open-toxicities.tsx';
import { RecordedToday } from './recorded-today.tsx';
import { WithDose } from './with-dose.tsx';

/** May the dose be given today, what is missing for it, and all that is recorded of the day. */
export default function Visit(): ReactElement {
  const { id } = usePatient();
  const { today } = useDesk();
  const may = useMay();
  const { data, error, isPending, refetch } = useCourseAnswer<VisitAnswer>(id, 'visit', { on: today });
  const [wanted, want] = useState<Wanted>();
  const enters = may('courses.add');
  const given = useGivenToday();
  const forDose = data !== undefined && (
    <>
      <Cleared visit={data} isNext={given !== undefined} want={want} enters={enters} />
      <Choices visit={data} want={want} enters={enters} />
      <Needed visit={data} want={want} enters={enters} />
    </>
  );
  return (
    <Stack gap="md">
      {given !== undefined && <Given given={given} want={want} enters={enters} />}
      {isPending && <Loading />}
      {error !== null && <Failed error={error} again={() => void refetch()} />}
      {given === undefined && forDose}
      <OpenToxicities want={want} enters={enters} />
      {enters && <Enter want={want} />}
      <RecordedToday want={want} enters={enters} />
      {given !== undefined && forDose}
      {data !== undefined && (
        <>
          <Checks visit={data} />
          <WithDose visit={data} />
          <Cautions cautions={data.cautions} />
        </>
      )}
      {wanted !== undefined && (
        <OpenForm
          wanted={wanted}
          visit={data}
          close={() => {
            want(undefined);
          }}
        />
      )}
    </Stack>
  );
}
