import {
  add,
  decimal,
  divideExactly,
  multiply,
  print,
  subtract,
  sum,
  toNumber,
  type Decimal,
} from '../values/decimal.ts';
import type { Infusion } from './infusion.ts';
import type { PreparedDose, Stabilizer } from './preparation.ts';
import type { NumberCheck } from './worksheet.ts';

/** Decimals to which a quotient has to end: volumes of hundredths of a millilitre over a rate of whole ones. */
const PLACES = 6;

/** Milligrams in the bag, exactly. */
export function drugInBag({ drugMl, concentrationMgPerMl }: PreparedDose): Decimal {
  return multiply(decimal(drugMl), decimal(concentrationMgPerMl));
}

/** Volume in the bag when it is made up, exactly. */
export function bagTotal({ bagMl, salineToWithdrawMl, stabilizerMl, drugMl }: PreparedDose): Decimal {
  return add(subtract(decimal(bagMl), decimal(salineToWithdrawMl)), sum([decimal(stabilizerMl), decimal(drugMl)]));
}

/** The sums behind the volumes, as exact decimals, each written out so that a second person can do it again. */
export function numberChecks(dose: PreparedDose, stabilizer: Stabilizer, infusion: Infusion): readonly NumberCheck[] {
  const { concentrationMgPerMl, drugMl, bagMl, salineToWithdrawMl, stabilizerMl, withdrawableMl, vial, mg } = dose;
  const inBag = drugInBag(dose);
  const total = bagTotal(dose);
  const labelled = multiply(decimal(vial.count), decimal(vial.strengthMg));
  const brought = multiply(decimal(stabilizer.vials), decimal(stabilizer.vialMl));
  const hours = divideExactly(decimal(infusion.volumeMl), decimal(infusion.mlPerHour), PLACES);
  return [
    {
      id: 'drug-in-bag',
      name: 'Drug in the bag',
      sum: `${concentrationMgPerMl} mg/mL × ${drugMl} mL = ${print(inBag)} mg`,
      result: toNumber(inBag),
      unit: 'mg',
      note: `for a dose of ${mg} mg; never an amount to bill`,
    },
    {
      id: 'bag-volume',
      name: 'Volume of the bag',
      sum: `${bagMl} − ${salineToWithdrawMl} + ${stabilizerMl} + ${drugMl} = ${print(total)} mL`,
      result: toNumber(total),
      unit: 'mL',
      note: 'bag − saline withdrawn + stabilizer + drug',
    },
    {
      id: 'drug-in-vial',
      name: 'Drug by the label of the vial',
      sum: `${vial.count} × ${vial.strengthMg} mg = ${print(labelled)} mg`,
      result: toNumber(labelled),
      unit: 'mg',
      note: `overfill (${withdrawableMl} mL can be withdrawn) is never counted as drug`,
    },
    {
      id: 'stabilizer-in-package',
      name: 'Stabilizer in the package',
      sum: `${stabilizer.vials} × ${stabilizer.vialMl} mL = ${print(brought)} mL`,
      result: toNumber(brought),
      unit: 'mL',
      note: `${stabilizerMl} mL wanted, ${print(subtract(brought, decimal(stabilizerMl)))} mL left over`,
    },
    ...(hours === null
      ? []
      : [
          {
            id: 'infusion-time',
            name: 'Time of the infusion',
            sum: `${infusion.volumeMl} mL ÷ ${infusion.mlPerHour} mL/h = ${print(hours)} h`,
            result: toNumber(hours),
            unit: 'h',
            note: 'volume of the bag by the pump’s rate',
          } as const,
        ]),
  ];
}
