import type { Policy, UnitLimit } from '../../coverage/policy.ts';
import type { Label } from '../../regimen/label.ts';
import type { Product } from '../../regimen/product.ts';
import { dayNumber } from '../../values/day-number.ts';
import type { Billing } from '../billing.ts';
import { ndc11 } from '../ndc.ts';
import { dosePlan, firstPlaceOf, type DosePlan } from './dose-plan.ts';

/** Days of a code on which it may be billed; days are numbers from 1970-01-01, both inside. */
export interface CodeSpan {
  readonly hcpcs: string;
  readonly from: number;
  readonly to: number | null;
  /** Its units count what the limits of a policy count. Not so of a code of drugs in general. */
  readonly counts: boolean;
  /** It names this drug and no other. */
  readonly ofDrugAlone: boolean;
  /** The lines of business that take it; all where left out. */
  readonly lines?: readonly string[];
}

/** Most units of the windows of `perDays` days that doses from a place of the schedule on begin. */
export interface SpanLimitGround {
  readonly fromPlace: number;
  readonly perDays: number;
  readonly units: number;
}

/** What one version of the policy says of the lines of its days. */
export interface VersionGround {
  readonly from: number;
  readonly to: number | null;
  readonly excluded: readonly string[];
  readonly lineRequired: boolean;
  /** Listed diagnoses without their dot; null where the version lists none. */
  readonly diagnoses: readonly string[] | null;
  /** Most units of one dose by place of the schedule. */
  readonly placeLimits: readonly { readonly place: number; readonly units: number }[];
  readonly spanLimits: readonly SpanLimitGround[];
}

/** Everything of knowledge that the facts of a claim line rest on, made plain once: rules of code, package, dose and policy. */
export interface CheckGround {
  readonly codes: readonly CodeSpan[];
  /** By their position here lines name their package. */
  readonly packages: readonly { readonly ndc11: string; readonly strengthMg: number }[];
  readonly mgPerUnit: number;
  readonly plan: DosePlan;
  /** Units that begin a step-up at most, and those of the largest dose. */
  readonly stepUpUnits: number;
  readonly largestUnits: number;
  readonly discarded: {
    readonly modifier: string;
    readonly noneModifier: string;
    readonly from: number;
    readonly requiredBy: readonly string[];
  };
  readonly authorizationNotUsedBy: readonly string[];
  /** The earliest first. */
  readonly versions: readonly VersionGround[];
}

/**
 * @param label whose schedule the doses follow
 * @param versions all held versions of the one policy
 */
export function checkGround(
  billing: Billing,
  products: readonly Product[],
  label: Label,
  versions: readonly Policy[],
): CheckGround {
  const plan = dosePlan(label);
  const newest = billing.codes.at(-1) ?? billing.codes[0];
  const { mgPerUnit } = newest;
  return {
    codes: [
      ...billing.codes.map((code) => ({ ...spanOf(code), counts: code.mgPerUnit === mgPerUnit, ofDrugAlone: true })),
      ...billing.earlierCodes.map(({ mgPerUnit: ofUnit, lines, ...code }) => ({
        ...spanOf(code),
        counts: ofUnit === mgPerUnit,
        ofDrugAlone: ofUnit !== undefined,
        ...(lines === undefined ? {} : { lines }),
      })),
    ],
    packages: products.map(({ ndc, ndcFormat, strengthMg }) => ({ ndc11: ndc11(ndc, ndcFormat), strengthMg })),
    mgPerUnit,
    plan,
    stepUpUnits: Math.ceil(plan.stepUpMg / mgPerUnit),
    largestUnits: Math.ceil(plan.largestMg / mgPerUnit),
    discarded: {
      modifier: billing.discarded.modifier,
      noneModifier: billing.discarded.noneModifier,
      from: dayNumber(billing.discarded.from),
      requiredBy: billing.discarded.requiredBy,
    },
    authorizationNotUsedBy: billing.authorization.notUsedBy,
    versions: versions.map((policy) => versionGround(policy, plan)).sort((one, other) => one.from - other.from),
  };
}

function spanOf({ hcpcs, from, to }: DatedCode): Pick<CodeSpan, 'hcpcs' | 'from' | 'to'> {
  return { hcpcs, from: dayNumber(from), to: to === undefined ? null : dayNumber(to) };
}

interface DatedCode {
  readonly hcpcs: string;
  readonly from: string;
  readonly to?: string;
}

function versionGround({ inForce, governs, codes, limits }: Policy, plan: DosePlan): VersionGround {
  return {
    from: dayNumber(inForce.from),
    to: inForce.to === undefined ? null : dayNumber(inForce.to),
    excluded: governs.excluded.map(({ line }) => line),
    lineRequired: governs.lineRequired,
    diagnoses: codes.icd10 === undefined ? null : codes.icd10.codes.map(plainDiagnosis),
    placeLimits: limits.flatMap((limit) => placesOf(limit, plan)),
    spanLimits: limits.flatMap(({ applies, units }) =>
      'perDays' in applies
        ? [{ fromPlace: firstPlaceOf(plan, applies.fromCycle), perDays: applies.perDays, units }]
        : [],
    ),
  };
}

function placesOf({ applies, units }: UnitLimit, plan: DosePlan): VersionGround['placeLimits'] {
  if (!('cycle' in applies)) return [];
  return plan.places.flatMap(({ cycle, day }, index) =>
    cycle === applies.cycle && applies.days.includes(day) ? [{ place: index + 1, units }] : [],
  );
}

/** A diagnosis as claims carry it: without its dot, in capitals. */
export function plainDiagnosis(code: string): string {
  return code.replace('.', '').toUpperCase();
}
