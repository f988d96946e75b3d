import type { Outcome } from '../course/fault.ts';
import { basisCautions, citesOf, type CitedRule, type UsedRule } from '../regimen/cited.ts';
import type { Product } from '../regimen/product.ts';
import type { Caution } from '../values/caution.ts';
import { add, compare, decimal, multiply, subtract, sum, toNumber } from '../values/decimal.ts';
import { useBy, type PreparationTimes, type UseBy } from './clocks.ts';
import { stepNumbers, type Preparation, type PreparedDose } from './preparation.ts';

export interface WorksheetStep {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly warnings: readonly string[];
}

/** The worksheet of one dose. Volumes are mL as the source prints them. */
export interface Worksheet {
  readonly drug: string;
  readonly mg: number;
  readonly vial: { readonly mg: number; readonly count: number; readonly ndc: string | null };
  readonly sterileWaterMl: number;
  readonly concentrationMgPerMl: number;
  readonly withdrawableMl: number;
  readonly salineToWithdrawMl: number;
  readonly stabilizerMl: number;
  readonly drugMl: number;
  readonly bagMl: number;
  /** What the volumes come to, for the second checker; never an amount to bill. */
  readonly check: { readonly drugInBagMg: number; readonly bagTotalMl: number };
  readonly limitHours: Readonly<Record<'dilute' | 'roomTemperature' | 'refrigerated' | 'outOfRefrigerator', number>>;
  readonly useBy: UseBy;
  readonly steps: readonly WorksheetStep[];
  readonly cites: readonly CitedRule[];
  readonly cautions: readonly Caution[];
}

export interface PrepareRequest {
  readonly drug: string;
  readonly products: readonly Product[];
  readonly preparation: Preparation;
  /** Milligrams of the dose. */
  readonly mg: number;
  readonly times: PreparationTimes;
}

/** How one dose is made up and until when it is good. Faults: a dose that the table does not have, times out of order. */
export function prepare({ drug, products, preparation, mg, times }: PrepareRequest): Outcome<Worksheet> {
  const dose = preparation.doses.find((row) => compare(decimal(row.mg), decimal(mg)) === 0);
  const clocks = useBy(preparation.clocks, times);
  const unknown =
    dose === undefined
      ? [
          {
            field: 'dose',
            what: `there is no preparation of ${mg} mg`,
            mend: `Use one of: ${preparation.doses.map((row) => row.mg).join(', ')}`,
          },
        ]
      : [];
  if (dose === undefined || !clocks.ok) return { ok: false, faults: [...unknown, ...(clocks.ok ? [] : clocks.faults)] };
  const product = products.find(({ strengthMg }) => strengthMg === dose.vial.strengthMg);
  const used = rulesUsed(preparation, dose, product);
  return {
    ok: true,
    answer: {
      drug,
      mg: dose.mg,
      vial: { mg: dose.vial.strengthMg, count: dose.vial.count, ndc: product?.ndc ?? null },
      sterileWaterMl: dose.sterileWaterMl,
      concentrationMgPerMl: dose.concentrationMgPerMl,
      withdrawableMl: dose.withdrawableMl,
      salineToWithdrawMl: dose.salineToWithdrawMl,
      stabilizerMl: dose.stabilizerMl,
      drugMl: dose.drugMl,
      bagMl: dose.bagMl,
      check: check(dose),
      limitHours: {
        dilute: preparation.clocks.dilute.hours,
        roomTemperature: preparation.clocks.roomTemperature.hours,
        refrigerated: preparation.clocks.refrigerated.hours,
        outOfRefrigerator: preparation.clocks.outOfRefrigerator.hours,
      },
      useBy: clocks.answer.useBy,
      steps: steps(preparation, dose),
      cites: citesOf(used),
      cautions: [...clocks.answer.cautions, ...basisCautions(used)],
    },
  };
}

/** Milligrams in the bag and the bag's final volume, exactly. */
function check(dose: PreparedDose): Worksheet['check'] {
  const bag = subtract(decimal(dose.bagMl), decimal(dose.salineToWithdrawMl));
  return {
    drugInBagMg: toNumber(multiply(decimal(dose.drugMl), decimal(dose.concentrationMgPerMl))),
    bagTotalMl: toNumber(add(bag, sum([decimal(dose.stabilizerMl), decimal(dose.drugMl)]))),
  };
}

function steps({ steps: written, clocks }: Preparation, dose: PreparedDose): readonly WorksheetStep[] {
  const numbers = stepNumbers(dose, clocks);
  return written.map(({ id, title, text, warnings }, index) => ({
    number: index + 1,
    id,
    title,
    text: text.replace(/\{([^}]*)\}/gu, (_all, name: string) => String(numbers.get(name))),
    warnings,
  }));
}

function rulesUsed({ clocks, steps: written }: Preparation, dose: PreparedDose, product?: Product): UsedRule[] {
  return [
    { rule: 'volumes', cite: dose.cite },
    ...(product === undefined ? [] : [{ rule: 'package', cite: product.cite }]),
    { rule: 'dilution in time', cite: clocks.dilute.cite },
    { rule: 'bag at room temperature', cite: clocks.roomTemperature.cite },
    { rule: 'bag in the refrigerator', cite: clocks.refrigerated.cite },
    { rule: 'bag out of the refrigerator', cite: clocks.outOfRefrigerator.cite },
    ...written.map(({ id, cite }) => ({ rule: `step: ${id}`, cite })),
  ];
}
