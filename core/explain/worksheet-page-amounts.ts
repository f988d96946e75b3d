import type { Worksheet } from '../preparation/worksheet.ts';

/** A volume that is measured, or a concentration that it comes to: printed large. */
export interface Amount {
  readonly label: string;
  readonly number: number;
  readonly unit: string;
  readonly note: string;
  /** True for what two people look at in the syringe. */
  readonly measured: boolean;
}

/** The numbers of the work in its order. */
export function amountsOf(sheet: Worksheet): readonly Amount[] {
  const { materials } = sheet;
  return [
    measured('Water into the vial', sheet.sterileWaterMl, materials.reconstituteWith),
    {
      label: 'In the vial then',
      number: sheet.concentrationMgPerMl,
      unit: 'mg/mL',
      note: `${sheet.withdrawableMl} mL can be withdrawn`,
      measured: false,
    },
    measured('Out of the bag', sheet.salineToWithdrawMl, `of ${sheet.bagMl} mL ${materials.bag.fluid}; discard it`),
    measured('Stabilizer into the bag', sheet.stabilizerMl, 'before the drug'),
    measured('Drug into the bag', sheet.drugMl, `makes ${sheet.finalVolumeMl} mL`),
  ];
}

function measured(label: string, number: number, note: string): Amount {
  return { label, number, unit: 'mL', note, measured: true };
}
