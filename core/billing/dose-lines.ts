import { ceilDivide, compare, decimal, divideExactly, floorDivide, toNumber } from '../values/decimal.ts';
import type { Billing } from './billing.ts';
import type { ClaimLine } from './claim-answer.ts';
import type { CodeOfDay } from './code-on.ts';
import { ndc11 } from './ndc.ts';
import type { Question } from './question.ts';
import type { VialAccount } from './vials.ts';

export interface Amounts {
  readonly units: number | null;
  readonly discardedUnits: number;
  readonly lines: readonly Pick<ClaimLine, 'kind' | 'units' | 'modifiers' | 'ndcQuantity'>[];
  readonly questions: readonly Question[];
  readonly split: boolean;
}

/**
 * R26: the milligrams given make the units, a part of a unit counting as one; what the vials were labelled with beyond
 * that is a line of its own; where nothing labelled was discarded the one line says so. Less than a unit discarded is a
 * question.
 */
export function amounts(
  account: VialAccount,
  code: CodeOfDay | undefined,
  date: string,
  discarded: Billing['discarded'],
): Amounts {
  if (code?.mgPerUnit === undefined) return onlyGiven(null, [], account.packages, []);
  const unit = decimal(code.mgPerUnit);
  const units = ceilDivide(account.given, unit);
  const { opened, packages } = account;
  if (opened === null) return onlyGiven(units, [], packages, []);
  const order = compare(opened, account.given);
  if (order < 0) return onlyGiven(units, [], null, [MORE_GIVEN]);
  if (order === 0) return onlyGiven(units, date < discarded.from ? [] : [discarded.noneModifier], packages, []);
  const left = floorDivide(opened, unit) - units;
  if (left <= 0) return onlyGiven(units, [], packages, [lessThanAUnit(discarded)]);

  const share = packages === null ? null : partOf(packages, units, units + left);
  const rest = packages === null ? null : partOf(packages, left, units + left);
  return {
    units,
    discardedUnits: left,
    lines: [
      { kind: 'given', units, modifiers: [], ndcQuantity: share },
      { kind: 'discarded', units: left, modifiers: [discarded.modifier], ndcQuantity: rest },
    ],
    questions: packages !== null && (share === null || rest === null) ? [UNEVEN] : [],
    split: true,
  };
}

/** How the package stands on every line of the dose. */
export function packageOnLine(
  { product }: VialAccount,
  { ndc }: Billing,
): Pick<ClaimLine, 'ndc11' | 'ndcQualifier' | 'ndcUnit'> {
  return {
    ndc11: product === undefined ? null : ndc11(product.ndc, product.ndcFormat),
    ndcQualifier: ndc.qualifier,
    ndcUnit: ndc.unit,
  };
}

function onlyGiven(
  units: number | null,
  modifiers: readonly string[],
  ndcQuantity: number | null,
  questions: readonly Question[],
): Amounts {
  return {
    units,
    discardedUnits: 0,
    lines: [{ kind: 'given', units, modifiers, ndcQuantity }],
    questions,
    split: false,
  };
}

/** A claim takes three decimals of a package; more than that is never rounded away. */
function partOf(packages: number, part: number, whole: number): number | null {
  const share = divideExactly(decimal(packages * part), decimal(whole), 3);
  return share === null ? null : toNumber(share);
}

const MORE_GIVEN: Question = {
  fact: 'prepared',
  ask: 'More milligrams are recorded as given than the vials opened hold. Which entry is wrong?',
};

const UNEVEN: Question = {
  fact: 'ndcQuantity',
  ask: 'The packages do not divide evenly between the given and the discarded line. Which quantity goes on each?',
};

function lessThanAUnit({ noneModifier }: Billing['discarded']): Question {
  return {
    fact: 'modifiers',
    ask: `Less than one unit of the vial was discarded, too little for a line. Does ${noneModifier} go on the line, and which package quantity?`,
  };
}
