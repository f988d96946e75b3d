import { Temporal } from 'temporal-polyfill';
import { useDesk } from '../../api/desk.ts';

/** Says a moment by the clock of the desk: `2026-11-21T14:05`. */
export function useLocalTime(): (moment: string) => string {
  const { timeZone } = useDesk();
  return (moment) =>
    Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}
