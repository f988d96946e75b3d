import type { Label } from '../regimen/label.ts';
import type { Citation } from '../values/citation.ts';

/** How the bag is given, by the label version named. */
export interface Infusion {
  readonly label: string;
  readonly hours: number;
  readonly volumeMl: number;
  readonly mlPerHour: number;
  readonly cite: { readonly time: readonly Citation[]; readonly rate: readonly Citation[] };
}

export function infusionOf({ id, schedule: { infusion, rate } }: Label): Infusion {
  return {
    label: id,
    hours: infusion.hours,
    volumeMl: rate.volumeMl,
    mlPerHour: rate.mlPerHour,
    cite: { time: infusion.cite, rate: rate.cite },
  };
}
