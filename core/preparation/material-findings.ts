import type { Caution } from '../values/caution.ts';
import type { Citation } from '../values/citation.ts';
import { compare, decimal } from '../values/decimal.ts';
import type { Materials, Named, PreparedDose } from './preparation.ts';
import { MEASURED, type Measured, type Using } from './using.ts';
import { expiredBlocks, vialBlocks, type VialRules } from './vial-blocks.ts';
import type { Block } from './worksheet.ts';

/** What stands against the things in hand, and what has to be known of them. */
export interface MaterialFindings {
  readonly blocks: readonly Block[];
  readonly cautions: readonly Caution[];
}

/** Everything in hand against the document: refused where it breaks a rule, cautioned where it is only advised against. */
export function materialFindings(using: Using, rules: VialRules): MaterialFindings {
  const { materials } = rules.preparation;
  return {
    blocks: [
      ...vialBlocks(using, rules),
      ...liquidBlocks(using, materials),
      ...stabilizerBlocks(using, rules),
      ...bagBlocks(using, rules),
      ...lineBlocks(using, materials),
      ...measuredBlocks(using, rules.dose),
    ],
    cautions: deviceCautions(using, materials),
  };
}

function refused(id: string, what: string, mend: string, cite: readonly Citation[]): Block {
  return { id, about: 'materials', what, mend, cite };
}

function liquidBlocks({ reconstituteWith: typed }: Using, { reconstitution }: Materials): readonly Block[] {
  if (typed === undefined || isNamed(typed, reconstitution.liquid)) return [];
  const never = reconstitution.never.find((one) => isNamed(typed, one));
  const { liquid, cite } = reconstitution;
  const mend = `Use ${liquid.name}`;
  if (never !== undefined) return [refused('reconstituted-wrongly', never.text, mend, never.cite)];
  return [refused('reconstituted-wrongly', `"${typed}" is not what the vial is reconstituted with.`, mend, cite)];
}

function stabilizerBlocks({ stabilizer }: Using, { dose, day, preparation }: VialRules): readonly Block[] {
  if (stabilizer === undefined) return [];
  const { ml, ...lot } = stabilizer;
  const isShort = ml !== undefined && compare(decimal(ml), decimal(dose.stabilizerMl)) < 0;
  return [
    ...(isShort
      ? [
          refused(
            'stabilizer-short',
            `${ml} mL of stabilizer are in hand; ${dose.stabilizerMl} mL go into the bag.`,
            `Take all ${preparation.stabilizer.vials} vials of the package`,
            [...dose.cite, ...preparation.stabilizer.cite],
          ),
        ]
      : []),
    ...expiredBlocks([{ name: 'stabilizer', ...lot }], day),
  ];
}

function bagBlocks({ bag }: Using, { dose, day, preparation: { materials } }: VialRules): readonly Block[] {
  if (bag === undefined) return [];
  const { ml, fluid, material, lot, expires } = bag;
  const { bag: rule } = materials;
  const whole = `a ${dose.bagMl} mL bag of ${rule.fluid.name}`;
  return [
    ...(ml !== undefined && compare(decimal(ml), decimal(dose.bagMl)) !== 0
      ? [refused('bag-size', `The bag holds ${ml} mL; the volumes are for ${whole}.`, `Take ${whole}`, rule.cite)]
      : []),
    ...(fluid !== undefined && !isNamed(fluid, rule.fluid)
      ? [
          refused(
            'bag-fluid',
            `The bag is of ${fluid}; the document wants ${rule.fluid.name}.`,
            `Take ${whole}`,
            rule.cite,
          ),
        ]
      : []),
    ...notListed('bag-material', 'bag', material, rule.materials, rule.cite),
    ...expiredBlocks([{ name: 'bag', ...(lot ? { lot } : {}), ...(expires ? { expires } : {}) }], day),
  ];
}

function lineBlocks({ line, catheter }: Using, { line: rule }: Materials): readonly Block[] {
  const primed = line?.primedWith;
  return [
    ...notListed('line-material', 'line', line?.material, rule.materials, rule.cite),
    ...notListed('catheter-material', 'catheter', catheter?.material, rule.materials, rule.cite),
    ...(primed !== undefined && !rule.primeWith.some((one) => isNamed(primed, one))
      ? [
          refused(
            'priming',
            `The line is primed with ${primed}, which the document does not name.`,
            `Prime it with ${orOf(rule.primeWith)}`,
            rule.cite,
          ),
        ]
      : []),
  ];
}

function notListed(
  id: string,
  thing: string,
  typed: string | undefined,
  listed: readonly Named[],
  cite: readonly Citation[],
): readonly Block[] {
  if (typed === undefined || listed.some((one) => isNamed(typed, one))) return [];
  const what = `The ${thing} is of ${typed}, which is not among the materials shown to be compatible.`;
  return [refused(id, what, `Take one of ${orOf(listed)}`, cite)];
}

const VOLUME_NAMES: Readonly<Record<Measured, string>> = {
  sterileWaterMl: 'water for the vial',
  salineToWithdrawMl: 'saline withdrawn',
  stabilizerMl: 'stabilizer added',
  drugMl: 'drug added',
};

function measuredBlocks({ measured = {} }: Using, dose: PreparedDose): readonly Block[] {
  return MEASURED.flatMap((name): readonly Block[] => {
    const ml = measured[name];
    if (ml === undefined || compare(decimal(ml), decimal(dose[name])) === 0) return [];
    const overfill =
      name === 'drugMl' && ml > dose.drugMl ? ' What the vial holds beyond it is overfill, and no drug to add.' : '';
    const what = `${capital(VOLUME_NAMES[name])}: ${ml} mL; the table has ${dose[name]} mL for ${dose.mg} mg.${overfill}`;
    return [refused('volume-differs', what, `Use ${dose[name]} mL`, dose.cite)];
  });
}

function deviceCautions({ devices = [] }: Using, { advisedAgainst }: Materials): readonly Caution[] {
  return devices.map((typed): Caution => {
    const found = advisedAgainst.find((one) => isNamed(typed, one));
    if (found !== undefined) return { id: found.id, text: `${capital(found.name)}: ${found.text}`, cite: found.cite };
    return {
      id: 'device-not-named',
      text: `The document does not speak of "${typed}": whether it may be used is not known.`,
    };
  });
}

/** Whether what somebody wrote is this thing: by its id, its name or one of its other names. */
function isNamed(typed: string, { id, name, also = [] }: Named): boolean {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/gu, ' ')
      .trim();
  return [id, name, ...also].some((one) => plain(one) === plain(typed));
}

function orOf(things: readonly Named[]): string {
  return things
    .map(({ name }) => name)
    .join(', ')
    .replace(/, ([^,]*)$/u, ' or $1');
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
