import type { Product } from '../regimen/product.ts';
import { compare, decimal, multiply, print, subtract, sum, ZERO, type Decimal } from '../values/decimal.ts';
import type { PreparedDose, Preparation } from './preparation.ts';
import type { UsedVial, Using } from './using.ts';
import type { Block } from './worksheet.ts';

/** What the vials are held against. */
export interface VialRules {
  readonly preparation: Preparation;
  readonly products: readonly Product[];
  readonly dose: PreparedDose;
  /** YYYY-MM-DD: the day on which they are opened; undefined where it is not known. */
  readonly day: string | undefined;
}

/** Labelled milligrams of the vials: what they hold beyond it is never counted as drug. */
function labelledMg(vials: readonly UsedVial[]): Decimal {
  return sum(vials.map(({ mg, count = 1 }) => multiply(decimal(mg), decimal(count))));
}

/** Why the vials in hand are not those of the dose. */
export function vialBlocks({ vials, discarded = [] }: Using, rules: VialRules): readonly Block[] {
  if (vials === undefined) return [];
  const wrong = strengthBlocks(vials, rules);
  return [
    ...wrong,
    ...(wrong.length === 0 ? countBlocks(vials, sum(discarded.map(({ mg }) => decimal(mg))), rules) : []),
    ...packageBlocks(vials, rules),
    ...expiredBlocks(
      vials.map(({ mg, lot, expires }) => ({
        name: `${mg} mg vial`,
        ...(lot ? { lot } : {}),
        ...(expires ? { expires } : {}),
      })),
      rules.day,
    ),
  ];
}

/** What has a date on it and is past it on the day. */
export function expiredBlocks(
  things: readonly { readonly name: string; readonly lot?: string; readonly expires?: string }[],
  day: string | undefined,
): readonly Block[] {
  if (day === undefined) return [];
  return things.flatMap(({ name, lot, expires }): readonly Block[] => {
    if (expires === undefined || expires >= day) return [];
    const what = `The ${name}${lot === undefined ? '' : ` of lot ${lot}`} expired on ${expires}; the day is ${day}.`;
    return [{ id: 'lot-expired', about: 'materials', what, mend: 'Take one that is in date', cite: [] }];
  });
}

function strengthBlocks(vials: readonly UsedVial[], { preparation, dose }: VialRules): readonly Block[] {
  return vials
    .filter(({ mg }) => !isSame(mg, dose.vial.strengthMg))
    .map(({ mg, count = 1 }): Block => {
      const { strengthMg, count: wanted } = dose.vial;
      const own = preparation.doses.find(({ vial }) => isSame(vial.strengthMg, mg));
      const differ =
        own === undefined
          ? `There is no vial of ${mg} mg in the table.`
          : `A ${mg} mg vial makes ${own.concentrationMgPerMl} mg/mL, a ${strengthMg} mg vial ${dose.concentrationMgPerMl} mg/mL: the volumes of the one are wrong for the other.`;
      const use =
        mg > dose.mg
          ? `A ${mg} mg vial is not divided for a dose of ${dose.mg} mg.`
          : `${count} × ${mg} mg cannot stand for ${wanted} × ${strengthMg} mg, nor for a part of it.`;
      return {
        id: 'wrong-vial',
        about: 'materials',
        what: `${use} ${differ}`,
        mend: `Take ${wanted} vial of ${strengthMg} mg`,
        cite: [...dose.cite, ...(own?.cite ?? [])],
      };
    });
}

/** What is opened is in the bag, or recorded as discarded; a vial more is no reserve, and a vial less is no dose. */
function countBlocks(vials: readonly UsedVial[], discarded: Decimal, { dose }: VialRules): readonly Block[] {
  const opened = labelledMg(vials);
  const left = subtract(opened, discarded);
  const wanted = multiply(decimal(dose.vial.count), decimal(dose.vial.strengthMg));
  // Either the dose is in the bag, or all of it was discarded.
  if (compare(left, wanted) === 0 || (compare(left, ZERO) === 0 && compare(discarded, ZERO) > 0)) return [];
  const balance = `${print(opened)} mg opened by label, ${print(discarded)} mg discarded, ${print(wanted)} mg wanted for the bag`;
  const [id, what, mend] =
    compare(left, wanted) < 0
      ? ([
          'too-few-vials',
          `The vials do not hold the dose by their label, and overfill is never counted as drug: ${balance}.`,
          `Take ${dose.vial.count} vial of ${dose.vial.strengthMg} mg, and check the milligrams discarded`,
        ] as const)
      : ([
          'too-many-vials',
          `More is opened than the dose takes: ${balance}.`,
          `Open ${dose.vial.count} vial of ${dose.vial.strengthMg} mg, or record what was discarded and why`,
        ] as const);
  return [{ id, about: 'materials', what, mend, cite: dose.cite }];
}

function packageBlocks(vials: readonly UsedVial[], { products }: VialRules): readonly Block[] {
  return vials.flatMap(({ mg, ndc }): readonly Block[] => {
    if (ndc === undefined) return [];
    const product = products.find((one) => elevenDigits(one.ndc) === elevenDigits(ndc));
    const known = products.map((one) => `${one.ndc} (${one.strengthMg} mg)`).join(', ');
    if (product === undefined) {
      const what = `NDC ${ndc} is no package of this drug.`;
      return [
        {
          id: 'ndc-not-known',
          about: 'materials',
          what,
          mend: `Read the package again; held are ${known}`,
          cite: products.flatMap(({ cite }) => cite.slice(0, 1)),
        },
      ];
    }
    if (isSame(product.strengthMg, mg)) return [];
    const what = `NDC ${ndc} is the package of the ${product.strengthMg} mg vial; the vial is entered as ${mg} mg.`;
    return [{ id: 'ndc-of-other-strength', about: 'materials', what, mend: 'Read the vial again', cite: product.cite }];
  });
}

/** Five, four and two digits, each part filled up with zeros in front, however the number is written. */
function elevenDigits(ndc: string): string {
  const widths = [5, 4, 2];
  return ndc.includes('-')
    ? ndc
        .split('-')
        .map((part, index) => part.padStart(widths[index] ?? 0, '0'))
        .join('')
    : ndc;
}

function isSame(a: number, b: number): boolean {
  return compare(decimal(a), decimal(b)) === 0;
}
