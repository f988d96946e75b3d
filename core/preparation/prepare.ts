import type { Fault, Outcome } from '../course/fault.ts';
import { momentFault } from '../course/moment-fault.ts';
import { dayOf, type Moment } from '../course/moment.ts';
import { basisCautions, citesOf, type UsedRule } from '../regimen/cited.ts';
import type { Product } from '../regimen/product.ts';
import type { Site } from '../regimen/site.ts';
import { compare, decimal, toNumber } from '../values/decimal.ts';
import { bagTotal, drugInBag, numberChecks } from './arithmetic.ts';
import { bagStanding, clockFindings, latestStart, type Running } from './clock-blocks.ts';
import { clockLines } from './clock-lines.ts';
import { clocksAt, deadlinesOf, printed, useByOf } from './clocks.ts';
import { later, stampOf } from './hours.ts';
import type { Infusion } from './infusion.ts';
import { inspectionBlocks, inspectionFaults, inspectionsOf } from './inspections.ts';
import { materialFindings } from './material-findings.ts';
import { peopleBlocks } from './people.ts';
import { stepNumbers, type Clocks, type Materials, type Preparation, type PreparedDose } from './preparation.ts';
import { readMoment, readTimes, type Moments, type PreparationTimes } from './times.ts';
import type { Using } from './using.ts';
import type { MaterialsAnswer, Worksheet, WorksheetStep } from './worksheet.ts';

export interface PrepareRequest {
  readonly drug: string;
  readonly products: readonly Product[];
  readonly preparation: Preparation;
  readonly infusion: Infusion;
  /** Milligrams of the dose. */
  readonly mg: number;
  /** Its place in the schedule, where it is prepared for a patient. */
  readonly dose?: string;
  /** Tells the bags of one patient from those of others; left out where it is prepared for nobody yet. */
  readonly mark?: string;
  readonly times: PreparationTimes;
  /** The moment that is asked about, ISO 8601 with an offset: a bag that is over then is refused. */
  readonly at?: string;
  /** What the clock shows where no moment is asked about: what is over then is said, and refuses nothing. */
  readonly now?: string;
  /** IANA zone of the pharmacy, in which moments are printed; as they are written where left out. */
  readonly timeZone?: string;
  readonly site: Site;
  /** What is in hand and what has been done; empty for the bare worksheet. */
  readonly using: Using;
}

/**
 * How one dose is made up and until when it is good, with everything that stands against what is planned or made.
 * Faults: a dose that the table does not have, times that cannot be or are out of order, an unknown inspection.
 */
export function prepare(request: PrepareRequest): Outcome<Worksheet> {
  const { preparation, mg, times, timeZone, using } = request;
  const dose = preparation.doses.find((row) => compare(decimal(row.mg), decimal(mg)) === 0);
  const moments = readTimes(times, timeZone);
  const asked = request.at ?? request.now;
  const at = asked === undefined ? undefined : readMoment(asked, timeZone);
  if (dose === undefined || !moments.ok || at === null || inspectionFaults(using, preparation).length > 0) {
    const faults = [
      ...(dose === undefined ? [unknownDose(preparation, mg)] : []),
      ...(moments.ok ? [] : moments.faults),
      ...(at === null && asked !== undefined ? badMoment(asked) : []),
      ...inspectionFaults(using, preparation),
    ];
    return { ok: false, faults };
  }
  return { ok: true, answer: worksheet(request, dose, { moments: moments.answer, at }) };
}

interface Known {
  readonly moments: Moments;
  readonly at: Moment | undefined;
}

function worksheet(request: PrepareRequest, dose: PreparedDose, { moments, at }: Known): Worksheet {
  const { drug, products, preparation, infusion, using, site } = request;
  const limits = clocksAt(preparation.clocks, site);
  const { clocks } = limits;
  const running: Running = { clocks, moments, infusion, at };
  const { deadlines, cautions } = deadlinesOf(clocks, moments);
  const limited = clockFindings(running, request.at !== undefined);
  const product = products.find(({ strengthMg }) => strengthMg === dose.vial.strengthMg);
  const opened = moments.reconstituted ?? at;
  const day = opened === undefined ? undefined : dayOf(opened).toString();
  const found = materialFindings(using, { preparation, products, dose, day });
  const used = rulesUsed(preparation, dose, infusion, product);
  return {
    drug,
    mg: dose.mg,
    dose: request.dose ?? null,
    bagId: using.bag?.id ?? bagId(request.dose ?? `${dose.mg}mg`, moments.reconstituted, request.mark),
    vial: { mg: dose.vial.strengthMg, count: dose.vial.count, ndc: product?.ndc ?? null },
    package: product === undefined ? null : { ndc: product.ndc, kind: product.package, contents: product.contents },
    sterileWaterMl: dose.sterileWaterMl,
    concentrationMgPerMl: dose.concentrationMgPerMl,
    withdrawableMl: dose.withdrawableMl,
    salineToWithdrawMl: dose.salineToWithdrawMl,
    stabilizerMl: dose.stabilizerMl,
    drugMl: dose.drugMl,
    bagMl: dose.bagMl,
    finalVolumeMl: toNumber(bagTotal(dose)),
    infusion: {
      hours: infusion.hours,
      volumeMl: infusion.volumeMl,
      mlPerHour: infusion.mlPerHour,
      label: infusion.label,
    },
    priming: preparation.materials.line.primeWith.map(({ name }) => name),
    check: { drugInBagMg: toNumber(drugInBag(dose)), bagTotalMl: toNumber(bagTotal(dose)) },
    checks: numberChecks(dose, preparation.stabilizer, infusion),
    materials: materialsAnswer(preparation.materials, dose),
    takeOut: takeOut(clocks, moments, printed(deadlines.vials)),
    limitHours: limitHours(clocks),
    useBy: useByOf(deadlines),
    latestInfusionStart: printed(latestStart(deadlines, infusion)),
    clocks: clockLines(running),
    at: printed(at),
    bag: bagStanding(running),
    inspections: inspectionsOf(using, preparation),
    blocks: [
      ...found.blocks,
      ...limited.blocks,
      ...inspectionBlocks(using, preparation),
      ...peopleBlocks(using.checkedBy ?? []),
    ],
    steps: steps(preparation, dose, clocks),
    cites: citesOf(used),
    cautions: [...cautions, ...limits.cautions, ...limited.cautions, ...found.cautions, ...basisCautions(used)],
  };
}

/** The dose, the minute of reconstitution in UTC, and whose it is: several are made up in one minute. */
function bagId(dose: string, reconstituted: Moment | undefined, mark: string | undefined): string | null {
  if (reconstituted === undefined) return null;
  return [dose, stampOf(reconstituted), ...(mark === undefined ? [] : [mark])].join('-');
}

function unknownDose({ doses }: Preparation, mg: number): Fault {
  return {
    field: 'dose',
    what: `there is no preparation of ${mg} mg`,
    mend: `Use one of: ${doses.map((row) => row.mg).join(', ')}`,
  };
}

function badMoment(text: string): readonly Fault[] {
  const fault = momentFault(text);
  return fault === null ? [] : [{ field: 'at', what: `"${text}" ${fault.what}`, mend: fault.mend }];
}

/** R24. Vials leave the refrigerator so late that their hours in the carton have not passed when they are opened. */
function takeOut(
  clocks: Clocks,
  { reconstituted, infusionStart }: Moments,
  useBy: string | null,
): Worksheet['takeOut'] {
  const opened = reconstituted ?? infusionStart;
  return { notBefore: opened === undefined ? null : printed(later(opened, -clocks.vials.hours)), useBy };
}

function limitHours({
  vials,
  dilute,
  roomTemperature,
  refrigerated,
  outOfRefrigerator,
}: Clocks): Worksheet['limitHours'] {
  return {
    vials: vials.hours,
    dilute: dilute.hours,
    roomTemperature: roomTemperature.hours,
    refrigerated: refrigerated.hours,
    outOfRefrigerator: outOfRefrigerator.hours,
  };
}

function materialsAnswer(
  { bag, line, reconstitution, advisedAgainst }: Materials,
  dose: PreparedDose,
): MaterialsAnswer {
  return {
    bag: { volumeMl: dose.bagMl, fluid: bag.fluid.name, materials: bag.materials.map(({ name }) => name) },
    line: { materials: line.materials.map(({ name }) => name) },
    reconstituteWith: reconstitution.liquid.name,
    advisedAgainst: advisedAgainst.map(({ name }) => name),
  };
}

function steps({ steps: written }: Preparation, dose: PreparedDose, clocks: Clocks): readonly WorksheetStep[] {
  const numbers = stepNumbers(dose, clocks);
  return written.map(({ id, title, text, warnings, sourceStep }, index) => ({
    number: index + 1,
    id,
    title,
    text: text.replace(/\{([^}]*)\}/gu, (_all, name: string) => String(numbers.get(name))),
    warnings,
    sourceStep: sourceStep ?? null,
  }));
}

function rulesUsed(
  { clocks, steps: written, materials, stabilizer, inspections }: Preparation,
  dose: PreparedDose,
  infusion: Infusion,
  product?: Product,
): readonly UsedRule[] {
  return [
    { rule: 'volumes', cite: dose.cite },
    ...(product === undefined ? [] : [{ rule: 'package', cite: product.cite }]),
    { rule: 'stabilizer in the package', cite: stabilizer.cite },
    { rule: 'infusion time', cite: infusion.cite.time },
    { rule: 'infusion rate', cite: infusion.cite.rate },
    { rule: 'vials out of the refrigerator', cite: clocks.vials.cite },
    { rule: 'dilution in time', cite: clocks.dilute.cite },
    { rule: 'bag at room temperature', cite: clocks.roomTemperature.cite },
    { rule: 'bag in the refrigerator', cite: clocks.refrigerated.cite },
    { rule: 'bag out of the refrigerator', cite: clocks.outOfRefrigerator.cite },
    { rule: 'reconstitution', cite: materials.reconstitution.cite },
    { rule: 'materials of the bag', cite: materials.bag.cite },
    { rule: 'materials of the line', cite: materials.line.cite },
    ...materials.advisedAgainst.map(({ id, cite }) => ({ rule: `device: ${id}`, cite })),
    ...inspections.map(({ id, cite }) => ({ rule: `inspection: ${id}`, cite })),
    ...written.map(({ id, cite }) => ({ rule: `step: ${id}`, cite })),
  ];
}
