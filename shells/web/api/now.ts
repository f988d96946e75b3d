import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Temporal } from 'temporal-polyfill';
import { deskQuery } from './desk.ts';

const SECOND_MS = 1_000;
/** How often the two clocks are compared. */
const COMPARE_MS = 60_000;

/**
 * By how much the clock of the service is ahead of this machine's, in ms. The machine's clock goes on while a tablet
 * sleeps, as the time since the page was opened does not.
 */
function useAhead(): number {
  const { data, dataUpdatedAt } = useSuspenseQuery({ ...deskQuery, refetchInterval: COMPARE_MS });
  return Temporal.Instant.from(data.now).epochMilliseconds - dataUpdatedAt;
}

/** This moment by the clock of the service, a new one each second. */
export function useNow(): Temporal.Instant {
  const ahead = useAhead();
  const [now, setNow] = useState(() => Temporal.Now.instant());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Temporal.Now.instant());
    }, SECOND_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now.add({ milliseconds: ahead });
}

/** Asks for this moment by the clock of the service, when something has just been done. */
export function useClock(): () => Temporal.Instant {
  const ahead = useAhead();
  return () => Temporal.Now.instant().add({ milliseconds: ahead });
}
