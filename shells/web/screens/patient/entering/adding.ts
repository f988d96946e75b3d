import { useState } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import type { CourseEvent } from '../../../../../core/course/event.ts';
import { useAddToCourse, type Entries, type Recorded } from '../../../api/courses.ts';
import { toast } from '../../../app/toasts.tsx';
import { newKey } from '../../../drafts/draft.ts';
import { ENTERING } from '../../../words/entering.ts';
import { usePlaceClock } from './local-time.ts';
import { usePatient } from '../opened.ts';

type WithoutId<E> = E extends CourseEvent ? Omit<E, 'id'> : never;
/** An entry before the record has given it its id. */
export type NewEntry = WithoutId<CourseEvent>;

/** The id that the record gives to an entry that is the `nth` after so many. */
export function idAfter(entries: number, nth = 1): string {
  return `e${String(entries + nth)}`;
}

/** How entries are added: with what was seen, and with a way to take them back. */
export interface Adding {
  readonly call: UseMutationResult<Recorded, Error, Entries>;
  /** How many entries the record had when it was looked at. */
  readonly seen: number;
  /** @param after how many entries the record has by what is shown; `done` once they are written */
  readonly send: (entries: readonly NewEntry[], key: string, after: number, done: () => void) => void;
}

/** Adds entries to the course that is open. What is written after the form was opened has to be looked at first. */
export function useAdding(said: string): Adding {
  const { id, sequence } = usePatient();
  const call = useAddToCourse(id);
  const back = useAddToCourse(id);
  const { now, momentOf } = usePlaceClock();
  const [seen, setSeen] = useState(sequence);
  const takeBack = (count: number, last: number): void => {
    const at = momentOf(now()) ?? '';
    const ids = Array.from({ length: count }, (_, index) => idAfter(last, -index));
    const voided = ids.map((event) => ({ type: 'voided', at, event, reason: ENTERING.takenBackWhy }));
    back.mutate(
      { entries: voided, key: newKey() },
      {
        onSuccess: () => {
          toast(ENTERING.takenBack);
        },
        onError: () => {
          toast(ENTERING.notTakenBack);
        },
      },
    );
  };
  return {
    ...{ call, seen },
    send: (entries, key, after, done) => {
      setSeen(after);
      // By its promise: what is written is done with also where the form is gone by then, as others learn of it first.
      call.mutateAsync({ entries, key, sequence: after }).then(
        ({ sequence: last }) => {
          done();
          toast(said, () => {
            takeBack(entries.length, last);
          });
        },
        // It is shown where the form stands.
        () => undefined,
      );
    },
  };
}
