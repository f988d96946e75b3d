import { useState } from 'react';
import { Temporal } from 'temporal-polyfill';
import { useClock } from '../../../api/now.ts';
import { useDesk } from '../../../api/desk.ts';
import { usePatient } from '../opened.ts';

/** Times as a clock on the wall of the place of the course shows them, and as an entry has them. */
export interface PlaceClock {
  /** IANA zone of the place of the course. */
  readonly zone: string;
  /** This moment as `2026-06-15T09:30`, without an offset. */
  readonly now: () => string;
  /** The same with its offset; of what is typed there. An empty text stays undefined. */
  readonly momentOf: (local: string) => string | undefined;
  /** The local time of an entry. */
  readonly localOf: (moment: string) => string;
}

/** The clock at the place of the course that is open. */
export function usePlaceClock(): PlaceClock {
  const { course } = usePatient();
  const { timeZone } = useDesk();
  const clock = useClock();
  const zone = course.timeZone ?? timeZone;
  return {
    zone,
    now: () => localIn(clock(), zone),
    momentOf: (local) =>
      local === ''
        ? undefined
        : Temporal.PlainDateTime.from(local)
            .toZonedDateTime(zone)
            .toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
    localOf: (moment) => localIn(Temporal.Instant.from(moment.replace(/\[.*$/u, '')), zone),
  };
}

/** The moment at which a form was opened, as a local time: the first word on when it was. */
export function useOpenedAt(): string {
  const { now } = usePlaceClock();
  const [opened] = useState(now);
  return opened;
}

function localIn(instant: Temporal.Instant, zone: string): string {
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}
