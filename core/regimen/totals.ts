import { parseDoseName } from '../course/dose-name.ts';
import { decimal, sum, toNumber } from '../values/decimal.ts';

export interface Sums {
  readonly doses: number;
  readonly mg: number;
  readonly units: number;
}

export interface Totals extends Sums {
  /** `cycle` is its number, or `R1` for the doses of a second step-up. */
  readonly byCycle: readonly (Sums & { readonly cycle: number | string })[];
}

interface Counted {
  readonly dose: string;
  readonly mg: number;
  readonly units: number;
}

/** Sums of all doses and of each cycle, in the order of the doses. */
export function totalsOf(doses: readonly Counted[]): Totals {
  const cycles = [...new Set(doses.map(cycleOf))];
  return {
    ...sumsOf(doses),
    byCycle: cycles.map((cycle) => ({ cycle, ...sumsOf(doses.filter((dose) => cycleOf(dose) === cycle)) })),
  };
}

function sumsOf(doses: readonly Counted[]): Sums {
  return {
    doses: doses.length,
    mg: toNumber(sum(doses.map(({ mg }) => decimal(mg)))),
    units: doses.reduce((total, { units }) => total + units, 0),
  };
}

function cycleOf({ dose }: Counted): number | string {
  const name = parseDoseName(dose);
  if (name === null) return dose;
  return name.kind === 'cycle' ? name.cycle : `R${name.round}`;
}
