import { isAboutClocks, isStillRefrigerated } from '../../../core/preparation/clocks.ts';
import { sayMinutes } from '../../../core/preparation/hours.ts';
import type { PatientWorksheet } from '../../../core/preparation/prepare-for.ts';
import type { Block, ClockLine, Worksheet } from '../../../core/preparation/worksheet.ts';
import type { Paint } from '../paint.ts';
import { notes, warnings } from './notes.ts';
import { recordText } from './prepare-record.ts';
import { sayMoment, sayTimeOfDay } from './say-moment.ts';
import { table, wrap } from './table.ts';

/** The worksheet that lies beside the hood; that of a patient says whether the dose is cleared, and what is recorded. */
export function worksheetText(sheet: Worksheet | PatientWorksheet, brand: string, paint: Paint): string {
  const aboutClocks = sheet.cautions.filter(isAboutClocks);
  return [
    ...head(sheet, brand, paint),
    '',
    table(numbers(sheet).map(([name, value]) => [`  ${name}`, paint('cyan', value)])),
    '',
    paint('bold', 'Check the numbers'),
    table(sheet.checks.map(({ name, sum, note }) => [`  ${name}`, sum, note])),
    '',
    paint('bold', 'Use by'),
    table(sheet.clocks.flatMap((clock) => clockRow(clock, sheet, paint))),
    ...latest(sheet),
    ...warnings(aboutClocks, paint),
    '',
    paint('bold', 'Steps'),
    ...sheet.steps.flatMap((step) => stepLines(step, sheet, paint)),
    ...('record' in sheet ? recordText(sheet, paint) : []),
    notes(
      sheet.cautions.filter((caution) => !isAboutClocks(caution)),
      sheet.cites,
      paint,
    ),
  ].join('\n');
}

/** What stands against it goes first: nobody reads on for it. */
function head(sheet: Worksheet | PatientWorksheet, brand: string, paint: Paint): readonly string[] {
  const title = paint('bold', `${brand}: ${sheet.mg} mg${sheet.dose === null ? '' : `, ${sheet.dose}`}`);
  const cleared =
    'visit' in sheet ? [`${sheet.visit.dose} on ${sheet.visit.on}: ${sheet.visit.clearance.replace('-', ' ')}`] : [];
  return [title, ...cleared, ...(sheet.blocks.length === 0 ? [] : ['', ...blockLines(sheet, paint)])];
}

function blockLines(sheet: Worksheet | PatientWorksheet, paint: Paint): readonly string[] {
  const isRecorded = 'record' in sheet && sheet.record.status !== 'not-accepted' && sheet.record.events.length > 0;
  const title = isRecorded ? 'Out of rule, recorded with a deviation' : 'Not accepted';
  return [
    paint('red', paint('bold', title)),
    ...sheet.blocks.flatMap((block) => [
      `  ${paint('red', '✗')} ${wrap(block.what, 4)}`,
      `    ${wrap(`${block.mend}.${sourceOf(block)}`, 4)}`,
    ]),
  ];
}

function sourceOf({ cite }: Block): string {
  const places = [
    ...new Set(cite.flatMap((one) => (one.basis === 'document' ? [`${one.source}, ${one.section}`] : [one.basis]))),
  ];
  return places.length === 0 ? '' : ` [${places.join('; ')}]`;
}

function numbers(sheet: Worksheet): readonly (readonly [string, string])[] {
  const { bag, line } = sheet.materials;
  const { hours, volumeMl, mlPerHour } = sheet.infusion;
  return [
    ['Vial', `${sheet.vial.count} × ${sheet.vial.mg} mg (NDC ${sheet.vial.ndc ?? 'not held'})`],
    ...(sheet.package === null
      ? []
      : [['Package', `${sheet.package.kind}: ${sheet.package.contents.join('; ')}`] as const]),
    ['Sterile water for the vial', `${sheet.sterileWaterMl} mL`],
    ['Concentration', `${sheet.concentrationMgPerMl} mg/mL`],
    ['Saline to withdraw', `${sheet.salineToWithdrawMl} mL of ${sheet.bagMl} mL`],
    ['Stabilizer to add', `${sheet.stabilizerMl} mL`],
    ['Drug to add', `${sheet.drugMl} mL`],
    ['Final volume', `${sheet.finalVolumeMl} mL`],
    ['Bag', `${bag.volumeMl} mL ${bag.fluid}; ${bag.materials.join(', ')}`],
    ['Line and catheter', line.materials.join(', ')],
    ['Prime the line with', sheet.priming.join(' or ')],
    ['Infusion', `${volumeMl} mL over ${hours} h at ${mlPerHour} mL/h`],
    ...(sheet.bagId === null ? [] : [['Bag id', sheet.bagId] as const]),
  ];
}

function clockRow(clock: ClockLine, sheet: Worksheet, paint: Paint): readonly (readonly string[])[] {
  const { id, name, until, from, limit, state, leftMinutes, applies } = clock;
  // A refrigerated bag has no limit of its own at room temperature, and one that was not has none outside.
  if (id === 'outOfRefrigerator' && !applies) return [];
  if (until === null) return [[`  ${name}`, limit]];
  const last = id === 'infusion' && from !== null && isStillRefrigerated(sheet.cautions);
  const note = last ? ' at the latest, earlier once it is out of the refrigerator' : ` (${sayTimeOfDay(until)})`;
  const left =
    state === 'missed'
      ? paint('red', 'over')
      : state === 'met'
        ? paint('green', 'in time')
        : leftMinutes === null
          ? ''
          : `${sayMinutes(leftMinutes)} left`;
  return [[`  ${name}`, `${until.replace(/\[.*\]$/u, '')}${note}`, left]];
}

function latest({ latestInfusionStart, at, takeOut, clocks }: Worksheet): readonly string[] {
  return [
    ...(latestInfusionStart === null ? [] : [`  Start the infusion by ${sayMoment(latestInfusionStart)}`]),
    ...(takeOut.notBefore === null
      ? []
      : [`  Vials out of the refrigerator not before ${sayMoment(takeOut.notBefore)}`]),
    ...(at === null || clocks.every(({ leftMinutes }) => leftMinutes === null)
      ? []
      : [`  What is left is counted from ${sayMoment(at)}`]),
  ];
}

function stepLines(
  { id, title, text, warnings: cautions, sourceStep }: Worksheet['steps'][number],
  { inspections }: Worksheet,
  paint: Paint,
): readonly string[] {
  const number = sourceStep === null ? 'Before' : `Step ${sourceStep}`;
  const marks = { passes: paint('green', '[passes]'), fails: paint('red', '[fails]') };
  return [
    `  ${paint('bold', `${number}  ${title}`)}`,
    `     ${wrap(text, 5)}`,
    ...cautions.map((warning) => `     ${paint('yellow', '!')} ${wrap(warning, 7)}`),
    ...inspections
      .filter(({ after }) => after === id)
      .flatMap(({ id: name, ask, otherwise, result }) => [
        `     ${result === null ? '[ ]' : marks[result]} ${wrap(`${ask} (${name})`, 9)}`,
        `         ${wrap(`If not: ${otherwise}`, 9)}`,
      ]),
  ];
}
