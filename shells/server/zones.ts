import { dayReader } from '../../core/course/day-reader.ts';
import { insurerOf, type Insurer } from '../insurers/insurer.ts';
import type { Service } from './service.ts';

/** Where the days of an organisation end, IANA. */
export type ZoneOf = (organisation: string) => string;

/** By the file of payers; where that says nothing, by the setting of the service. */
export function zonesBy(insurers: readonly Insurer[], setting: string): ZoneOf {
  return (organisation) => insurerOf(insurers, organisation)?.timeZone ?? setting;
}

/** Where the days of an organisation end; `assumed` where no file of payers says it. */
export function zoneFor(
  { insurers, timeZone }: Pick<Service, 'insurers' | 'timeZone'>,
  organisation: string,
): { readonly timeZone: string; readonly assumed: boolean } {
  const said = insurerOf(insurers, organisation)?.timeZone;
  return { timeZone: said ?? timeZone, assumed: said === undefined };
}

/** This day, YYYY-MM-DD, at an organisation's place. */
export function todayFor(service: Pick<Service, 'insurers' | 'timeZone' | 'now'>, organisation: string): string {
  return dayReader(zoneFor(service, organisation).timeZone)(service.now());
}
