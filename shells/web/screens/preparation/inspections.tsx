import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import type { Inspection } from '../../../../core/preparation/worksheet.ts';
import { Pick } from '../../parts/pick.tsx';
import { PREPARATION } from '../../words/preparation.ts';
import type { Asking } from './asking.ts';

/** What is looked at, with its answer: after a step of the work, or just before the infusion. */
export function Inspections({
  of,
  sheet,
  asking: { draft, change },
}: {
  readonly of: (inspection: Inspection) => boolean;
  readonly sheet: PatientWorksheet;
  readonly asking: Asking;
}): ReactElement {
  const { inspections } = draft.value;
  return (
    <>
      {sheet.inspections.filter(of).map(({ id, ask, otherwise, result }) => (
        <div key={id}>
          <Pick
            label={ask}
            options={[
              { value: 'passes', label: PREPARATION.fields.passes },
              { value: 'fails', label: PREPARATION.fields.fails },
            ]}
            value={inspections[id] ?? result ?? undefined}
            choose={(chosen) => {
              change({ inspections: { ...inspections, [id]: chosen } });
            }}
          />
          <Text c="dimmed" mt={4}>
            {otherwise}
          </Text>
        </div>
      ))}
    </>
  );
}
