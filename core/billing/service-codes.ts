import type { Setting } from '../course/event.ts';
import type { Stated } from './stated.ts';

export interface Service {
  /** By its number: descriptors of procedure codes are licensed and never held. */
  readonly code: string;
  /** Of a hospital's line. */
  readonly revenueCode?: string;
}

/** Minutes that count: fewer than `least` make no unit; each further hour counts once more than `beyond` of it is over. */
interface Hourly extends Service {
  readonly least: number;
  readonly beyond: number;
}

/** What is done beside the drug and billed by procedure codes. */
export interface ServiceCodes extends Stated {
  /** The first hour, and the code of each hour after it. */
  readonly infusion: Hourly & { readonly further: string };
  /** Another drug by intravenous push, once each. */
  readonly push: Service;
  /** Fluids, beside the infusion and not during it. */
  readonly hydration: Hourly;
  /** By the hour, in the settings of a hospital that are named. */
  readonly observation: Service & Stated & { readonly settings: readonly Setting[] };
}

/** Hours that a code counts for so many minutes, from none. */
export function hoursCounted({ least, beyond }: Hourly, minutes: number): number {
  if (minutes < least) return 0;
  const over = minutes % HOUR;
  const whole = Math.floor(minutes / HOUR);
  return Math.max(1, whole + (over > beyond ? 1 : 0));
}

const HOUR = 60;
