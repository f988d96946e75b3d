import { isStillRefrigerated } from '../preparation/clocks.ts';
import { stampOf, type Stamp } from './worksheet-page-time.ts';
import type { BagSource, PageField } from './worksheet-page.ts';

/** What goes onto the bag: everything that is read at the bedside. */
export interface BagLabel {
  readonly drug: BagSource['drug'];
  readonly mg: number;
  readonly dose: string | null;
  readonly bagId: string | null;
  /** Blanks for the name and the number of the record; the day of birth where it is known. */
  readonly patient: readonly PageField[];
  /** `10 mg in 250.2 mL`, the bag as made up. */
  readonly content: string;
  readonly infusion: string;
  /** The end of the infusion; null is a blank to fill in. */
  readonly beyondUse: Stamp | null;
  readonly latestStart: Stamp | null;
  /** True for a bag in the refrigerator: both moments come sooner once it is out. */
  readonly sooner: boolean;
  /** What is not to be done with it, and for whom it is. */
  readonly notices: readonly string[];
  readonly lots: PageField;
  readonly people: readonly PageField[];
  /** Why it must not be given; a check that is missing is signed on the label itself. */
  readonly blocks: readonly string[];
}

/** Lays out the label of one bag. */
export function bagLabel({ sheet, drug, record, notices }: BagSource): BagLabel {
  const { infusion, finalVolumeMl, mg } = sheet;
  const lots = [...new Set(record.vials.flatMap(({ lot }) => lot ?? []))];
  return {
    drug,
    mg,
    dose: sheet.dose,
    bagId: sheet.bagId,
    patient: [
      { label: 'Name', text: null },
      { label: 'MRN', text: null },
      { label: 'Born', text: record.patient?.birthDate ?? null },
    ],
    content: `${mg} mg in ${finalVolumeMl} mL`,
    infusion: `${infusion.mlPerHour} mL/h, over ${infusion.hours} h`,
    beyondUse: stampOf(sheet.useBy.infusionMustEnd),
    latestStart: stampOf(sheet.latestInfusionStart),
    sooner: isStillRefrigerated(sheet.cautions),
    notices: ['Single patient.', ...notices],
    lots: { label: 'Vial lot', text: lots.length === 0 ? null : lots.join(', ') },
    people: [
      { label: 'Prepared', text: null },
      { label: 'Checked', text: nameOf(record.checkedBy[0]) },
      { label: 'Checked', text: nameOf(record.checkedBy[1]) },
    ],
    blocks: sheet.blocks.filter(({ about }) => about !== 'people').map(({ what }) => what),
  };
}

/** A name without the degrees behind it: the worksheet has them, a label has no room. */
function nameOf(person: string | undefined): string | null {
  return person?.split(',')[0] ?? null;
}
