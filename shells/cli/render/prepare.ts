import { isAboutClocks, isStillRefrigerated } from '../../../core/preparation/clocks.ts';
import type { Worksheet } from '../../../core/preparation/prepare.ts';
import type { Paint } from '../paint.ts';
import { notes, warnings } from './notes.ts';
import { table, wrap } from './table.ts';

/** The worksheet that lies beside the hood. */
export function worksheetText(sheet: Worksheet, brand: string, paint: Paint): string {
  const numbers: readonly (readonly [string, string])[] = [
    ['Vial', `${sheet.vial.count} × ${sheet.vial.mg} mg (NDC ${sheet.vial.ndc ?? 'not held'})`],
    ['Sterile water for the vial', `${sheet.sterileWaterMl} mL`],
    ['Concentration', `${sheet.concentrationMgPerMl} mg/mL`],
    ['Saline to withdraw', `${sheet.salineToWithdrawMl} mL of ${sheet.bagMl} mL`],
    ['Stabilizer to add', `${sheet.stabilizerMl} mL`],
    ['Drug to add', `${sheet.drugMl} mL`],
    ['Check: drug in the bag', `${sheet.check.drugInBagMg} mg (never an amount to bill)`],
    ['Check: volume of the bag', `${sheet.check.bagTotalMl} mL`],
  ];
  return [
    paint('bold', `${brand}: ${sheet.mg} mg`),
    '',
    table(numbers.map(([name, value]) => [`  ${name}`, paint('cyan', value)])),
    '',
    paint('bold', 'Use by'),
    table(clocks(sheet).map(([name, value]) => [`  ${name}`, value])),
    ...warnings(sheet.cautions.filter(isAboutClocks), paint),
    '',
    paint('bold', 'Steps'),
    ...sheet.steps.flatMap(({ number, title, text, warnings }) => [
      `  ${paint('bold', `${number}. ${title}`)}`,
      `     ${wrap(text, 5)}`,
      ...warnings.map((warning) => `     ${paint('yellow', '!')} ${wrap(warning, 7)}`),
    ]),
    notes(
      sheet.cautions.filter((caution) => !isAboutClocks(caution)),
      sheet.cites,
      paint,
    ),
  ].join('\n');
}

function clocks({ useBy, limitHours, cautions }: Worksheet): readonly (readonly [string, string])[] {
  const days =
    limitHours.refrigerated % 24 === 0 ? `${limitHours.refrigerated / 24} days` : `${limitHours.refrigerated} h`;
  const end =
    useBy.infusionMustEnd !== null && isStillRefrigerated(cautions)
      ? `${useBy.infusionMustEnd} at the latest, earlier once it is out of the refrigerator`
      : useBy.infusionMustEnd;
  const rows: readonly (readonly [string, string | null, string])[] = [
    ['Dilute', useBy.dilute, `${limitHours.dilute} h from reconstitution`],
    ['Bag at room temperature', useBy.roomTemperature, `${limitHours.roomTemperature} h from reconstitution`],
    ['Bag in the refrigerator', useBy.refrigerated, `${days} from reconstitution`],
    ['Infusion must end', end, 'whichever of these this bag meets first'],
  ];
  return rows.map(([name, at, rule]) => [name, at ?? rule]);
}
