import type { CoursePatient } from '../course/event.ts';
import { isStillRefrigerated } from '../preparation/clocks.ts';
import type { UsedVial } from '../preparation/using.ts';
import type { ClockLine, Inspection, NumberCheck, Worksheet, WorksheetStep } from '../preparation/worksheet.ts';
import { gtin14, vialElements } from './bag-label-codes.ts';
import { stampOf, type Stamp } from './worksheet-page-time.ts';
import { amountsOf, type Amount } from './worksheet-page-amounts.ts';
import type { CitedRule } from '../regimen/cited.ts';

/** Whose bag it is, as far as known, and what has been written down of it. */
export interface BagRecord {
  readonly patient: Pick<CoursePatient, 'birthDate' | 'sex'> | null;
  readonly prescriber: string | null;
  readonly site: string | null;
  /** None on a worksheet that is printed before the work. */
  readonly vials: readonly UsedVial[];
  /** Whole names of those who checked. Who prepared it is in no record: that is signed by hand. */
  readonly checkedBy: readonly string[];
}

/** What a page or a label of one bag is written from. */
export interface BagSource {
  readonly sheet: Worksheet;
  readonly drug: { readonly brand: string; readonly name: string; readonly route: string };
  readonly record: BagRecord;
  /** What the drug's file wants to stand on every bag. */
  readonly notices: readonly string[];
}

/** A label with its text; null is a blank to fill in by hand. */
export interface PageField {
  readonly label: string;
  readonly text: string | null;
}

/** One vial: a row to write on, and what its Data Matrix says. */
export interface PageVial {
  readonly lot: string | null;
  readonly expires: string | null;
  readonly gtin: string | null;
  readonly elements: string | null;
}

/** The work of one step of the document; `number` is null for what goes before the first of them. */
export interface PageStage {
  readonly number: number | null;
  readonly lines: readonly Pick<WorksheetStep, 'title' | 'text' | 'warnings'>[];
  readonly inspections: readonly Inspection[];
}

export interface PageClock {
  readonly name: string;
  readonly limit: string;
  readonly from: Stamp | null;
  readonly until: Stamp | null;
  /** Its time is over, or was not kept. */
  readonly missed: boolean;
}

/** The worksheet as it is printed, on one page: everything that a pharmacist reads, ticks and signs. */
export interface WorksheetPage {
  readonly title: string;
  readonly drug: { readonly brand: string; readonly name: string; readonly route: string };
  readonly mg: number;
  readonly dose: string | null;
  readonly bagId: string | null;
  readonly patient: readonly PageField[];
  readonly vial: { readonly count: number; readonly mg: number; readonly ndc: string | null; readonly package: string };
  readonly vials: readonly PageVial[];
  readonly amounts: readonly Amount[];
  readonly checks: readonly Pick<NumberCheck, 'name' | 'sum' | 'note'>[];
  readonly stages: readonly PageStage[];
  readonly clocks: readonly PageClock[];
  readonly infusion: readonly PageField[];
  readonly mustEnd: Stamp | null;
  readonly latestStart: Stamp | null;
  /** True for a bag in the refrigerator: both moments come sooner once it is out. */
  readonly sooner: boolean;
  readonly people: readonly PageField[];
  /** What stands against what was done. */
  readonly blocks: readonly string[];
  readonly cautions: readonly string[];
  readonly sources: readonly string[];
}

/** Lays out the worksheet of one bag. */
export function worksheetPage({ sheet, drug, record }: BagSource): WorksheetPage {
  return {
    title: 'Preparation worksheet',
    drug,
    mg: sheet.mg,
    dose: sheet.dose,
    bagId: sheet.bagId,
    patient: patientOf(record, sheet),
    vial: { ...sheet.vial, package: sheet.package === null ? '' : sheet.package.contents.join(', ') },
    vials: vialsOf(sheet, record.vials),
    amounts: amountsOf(sheet),
    checks: sheet.checks.map(({ name, sum, note }) => ({ name, sum, note })),
    stages: stagesOf(sheet),
    clocks: clocksOf(sheet.clocks),
    infusion: infusionOf(sheet),
    mustEnd: stampOf(sheet.useBy.infusionMustEnd),
    latestStart: stampOf(sheet.latestInfusionStart),
    sooner: isStillRefrigerated(sheet.cautions),
    people: peopleOf(record),
    blocks: sheet.blocks.map(({ what }) => what),
    cautions: sheet.cautions.map(({ text }) => text),
    sources: sourcesOf(sheet.cites),
  };
}

/** The course holds no name: it goes on by hand or as the hospital's own sticker. */
function patientOf({ patient, prescriber, site }: BagRecord, { clocks }: Worksheet): readonly PageField[] {
  const reconstituted = clocks.find(({ id }) => id === 'dilute')?.from ?? null;
  return [
    { label: 'Born', text: patient === null ? null : `${patient.birthDate} (${patient.sex})` },
    { label: 'Prescriber', text: prescriber },
    { label: 'Day', text: stampOf(reconstituted)?.day ?? null },
    { label: 'Site', text: site },
  ];
}

/** Whoever prepares signs by hand; a check is by somebody else, and each check by another person. */
function peopleOf({ checkedBy }: BagRecord): readonly PageField[] {
  return [
    { label: 'Prepared by', text: null },
    { label: 'First check', text: checkedBy[0] ?? null },
    { label: 'Second check, another person', text: checkedBy[1] ?? null },
  ];
}

/**
 * A row for each vial of the dose, with what is recorded of it. What is recorded of another vial than the one wanted is
 * left out: it would be read as of this package.
 */
function vialsOf({ vial, package: pack, blocks }: Worksheet, recorded: readonly UsedVial[]): readonly PageVial[] {
  const sound = blocks.every(({ about }) => about !== 'materials');
  const each = recorded
    .filter(({ mg, ndc }) => mg === vial.mg && (sound || ndc === pack?.ndc))
    .flatMap((one) => Array.from({ length: one.count ?? 1 }, () => one));
  const rows: readonly Partial<UsedVial>[] = Array.from({ length: vial.count }, (_row, index) => each[index] ?? {});
  return rows.map((row) => ({
    lot: row.lot ?? null,
    expires: row.expires ?? null,
    gtin: pack === null ? null : gtin14(pack.ndc),
    elements: pack === null ? null : vialElements(pack.ndc, row),
  }));
}

/** Steps under the numbers that the document gives them, each with what is inspected after it. */
function stagesOf({ steps, inspections }: Worksheet): readonly PageStage[] {
  const numbers = [...new Set(steps.map(({ sourceStep }) => sourceStep))];
  return numbers.map((number) => {
    const lines = steps.filter(({ sourceStep }) => sourceStep === number);
    const ids = new Set(lines.map(({ id }) => id));
    return { number, lines, inspections: inspections.filter(({ after }) => ids.has(after)) };
  });
}

/** A bag that was never refrigerated may still be: its clocks stand there as a condition. The other way round none returns. */
function clocksOf(clocks: readonly ClockLine[]): readonly PageClock[] {
  return clocks
    .filter(({ id, applies }) => id !== 'infusion' && (applies || id !== 'roomTemperature'))
    .map(({ name, limit, applies, from, until, state }) => ({
      name: applies ? name : `If refrigerated: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
      limit,
      from: stampOf(from),
      until: stampOf(until),
      missed: state === 'missed',
    }));
}

function infusionOf({ infusion, priming }: Worksheet): readonly PageField[] {
  const { hours, volumeMl, mlPerHour } = infusion;
  return [
    { label: 'Rate', text: `${mlPerHour} mL/h` },
    { label: 'Time', text: `${hours} h for ${volumeMl} mL` },
    { label: 'Prime with', text: priming.join(' or ') },
  ];
}

/** Each document once, with its sections; then what stands elsewhere. */
function sourcesOf(cites: readonly CitedRule[]): readonly string[] {
  const held = cites.flatMap((cite) => (cite.basis === 'document' ? [cite] : []));
  const documents = [...new Set(held.map(({ source }) => source))].map((id) => {
    const sections = new Set(held.filter(({ source }) => source === id).map(({ section }) => section));
    return `${id} (${[...sections].join(', ')})`;
  });
  const others = cites.flatMap((cite) =>
    cite.basis === 'secondary'
      ? [`${cite.address} (secondary)`]
      : cite.basis === 'unconfirmed'
        ? [`not confirmed: ${cite.note}`]
        : [],
  );
  return [...documents, ...new Set(others)];
}
