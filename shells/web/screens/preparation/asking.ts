import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PatientWorksheet } from '../../../../core/preparation/prepare-for.ts';
import type { Using } from '../../../../core/preparation/using.ts';
import { ask } from '../../api/call.ts';
import { useDesk } from '../../api/desk.ts';
import { KEYS } from '../../api/keys.ts';
import { useDraft, type Draft } from '../../drafts/draft.ts';
import { usePlaceClock } from '../patient/entering/local-time.ts';
import { usePatient } from '../patient/opened.ts';
import { nothingTyped, usingOf, type Typed } from './typed.ts';

/** How often what is over by the clock is asked for anew; the clocks on the page go on in between. */
const ANEW_MS = 60_000;

/** The worksheet of the dose that is due, with what is typed. */
export interface Asking {
  readonly sheet: UseQueryResult<PatientWorksheet>;
  /** What is wrong with what is typed; the worksheet shown is then the one without it. */
  readonly fault: Error | null;
  /** A bag for the dose stands in the record, and no other is being made up. */
  readonly made: boolean;
  readonly draft: Draft<Typed>;
  readonly change: (changed: Partial<Typed>) => void;
}

/** Asks for the worksheet with everything that is typed; where that cannot be, for the one without it. */
export function useAsking(): Asking {
  const { caller } = useDesk();
  const { id } = usePatient();
  const clock = usePlaceClock();
  const draft = useDraft<Typed>(`patient/${id}/preparation`, nothingTyped(caller.name));
  const bare = useSheet(id, {}, null);
  const using = usingOf(draft.value, bare.data?.vial.mg ?? 0, clock);
  const typed = useSheet(id, bare.data === undefined ? {} : using, draft.value.happened);
  return {
    sheet: typed.error === null ? typed : bare,
    fault: typed.error,
    made: bare.data?.record.status === 'recorded' && (draft.value.times.reconstituted ?? '') === '',
    draft,
    change: (changed) => {
      draft.change({ ...draft.value, ...changed });
    },
  };
}

function useSheet(id: string, using: Using, happened: Typed['happened']): UseQueryResult<PatientWorksheet> {
  return useQuery({
    queryKey: [...KEYS.courses, id, 'prepare', using, happened],
    placeholderData: keepPreviousData,
    refetchInterval: ANEW_MS,
    queryFn: async ({ signal }) =>
      ask<PatientWorksheet>(
        `/v1/courses/${encodeURIComponent(id)}/answers/prepare`,
        {
          ...(Object.keys(using).length === 0 ? {} : { using }),
          ...(happened === null ? {} : { happened: true, ...happened }),
        },
        signal,
      ),
  });
}
