import { checkGround } from '../../core/billing/checks/ground.ts';
import { firstPlaceOf } from '../../core/billing/checks/dose-plan.ts';
import { ndc11 } from '../../core/billing/ndc.ts';
import type { Policy } from '../../core/coverage/policy.ts';
import { selects, type Label } from '../../core/regimen/label.ts';
import { positions } from '../../core/regimen/schedule.ts';
import { printDay } from '../../core/values/day-number.ts';
import { lineOfBusiness } from '../../shells/course/words.ts';
import type { Drug } from '../../shells/knowledge/drug.ts';
import type { Knowledge } from '../../shells/knowledge/knowledge.ts';

/** One dose as it is billed when all goes well. */
export interface PlannedDose {
  readonly units: number;
  /** Days after the dose before. */
  readonly gap: number;
  readonly ndc11: string;
  readonly packages: number;
}

/** One dose of the schedule, with how long the schedule goes on after it. */
export interface PlannedPlace extends PlannedDose {
  /** From 1. */
  readonly place: number;
  /** Days after the first dose when nothing is delayed. */
  readonly offset: number;
  /** Days through which the next dose may follow without a second step-up. */
  readonly withinDays: number;
}

/** All that generated claims rest on, from the label, the billing rules and one policy: no number of it stands in a query. */
export interface ClaimsPlan {
  readonly places: readonly PlannedPlace[];
  readonly stepUp: readonly PlannedDose[];
  readonly code: string;
  /** YYYY-MM-DD, the first day of the code and of the policy. */
  readonly codeFrom: string;
  readonly policyFrom: string;
  /** A code of the drug that is no longer valid; null where there is none. */
  readonly oldCode: string | null;
  readonly infusion: string;
  readonly policy: string;
  readonly months: number;
  readonly lines: {
    readonly all: readonly string[];
    readonly governed: readonly string[];
    readonly outside: readonly string[];
    readonly modifierRequired: readonly string[];
    readonly authorizationAsked: readonly string[];
  };
  readonly modifiers: { readonly discarded: string; readonly none: string };
  readonly diagnoses: { readonly encounter: string; readonly listed: readonly string[] };
  readonly placesOfService: readonly string[];
  readonly limits: {
    /** Places of the schedule with a limit of their own. */
    readonly places: readonly number[];
    /** The first place that a limit of days counts, and the first that exceeds it by coming a day early. */
    readonly spanFrom: number | null;
    readonly early: number | null;
    /** A second step-up at a place that counts, with the dose after it, exceeds the limit. */
    readonly stepUpExceeds: boolean;
  };
}

/** Longest courses that are generated, in doses of the schedule. */
const MOST_CYCLES = 16;
const USUAL_MONTHS = 6;

/** @throws where the policy is not held */
export function claimsPlan(knowledge: Knowledge, policyId: string): ClaimsPlan {
  const versions = knowledge.policies.filter(({ id }) => id === policyId);
  const policy = versions.at(-1);
  const drug = policy === undefined ? undefined : knowledge.drugs.get(policy.drug);
  if (policy === undefined || drug === undefined) throw new Error(`No policy ${policyId} is held`);
  const label = drug.labels.at(-1) ?? drug.labels[0];
  const ground = checkGround(drug.billing, drug.products, label, versions);
  const places = placesOf(drug, label);
  const all = lineOfBusiness.options;
  const excluded = policy.governs.excluded.map(({ line }) => line);
  const governed = all.filter(
    (line) => !excluded.includes(line) && (policy.governs.lines.length === 0 || policy.governs.lines.includes(line)),
  );
  const { requiredBy, modifier, noneModifier } = drug.billing.discarded;
  const { notUsedBy } = drug.billing.authorization;
  const newest = drug.billing.codes.at(-1) ?? drug.billing.codes[0];
  const old = ground.codes.find(({ ofDrugAlone, counts, to }) => ofDrugAlone && counts && to !== null);
  return {
    places,
    stepUp: stepUpOf(drug, label),
    code: newest.hcpcs,
    codeFrom: newest.from,
    policyFrom: policy.inForce.from > newest.from ? policy.inForce.from : newest.from,
    oldCode: old === undefined || printDay(old.to ?? 0) >= newest.from ? null : old.hcpcs,
    infusion: drug.billing.services.infusion.code,
    policy: policy.id,
    months: policy.requests.initial.authorization.months ?? USUAL_MONTHS,
    lines: {
      all,
      governed,
      outside: excluded,
      modifierRequired: requiredBy,
      authorizationAsked: all.filter((line) => !notUsedBy.includes(line)),
    },
    modifiers: { discarded: modifier, none: noneModifier },
    diagnoses: { encounter: plain(drug.billing.diagnoses.first), listed: listedOf(policy) },
    placesOfService: drug.billing.placesOfService
      .filter(({ settings }) => !settings.includes('inpatient'))
      .map(({ code }) => code),
    limits: limitsOf(policy, places, stepUpOf(drug, label), ground.plan),
  };
}

function placesOf(drug: Drug, label: Label): readonly PlannedPlace[] {
  const all = positions(label, MOST_CYCLES);
  return all.map((position, index) => {
    const { cycle, day, mg, offset } = position;
    const row = label.restart.rows.find(({ after }) => selects(after, cycle, day));
    return {
      place: index + 1,
      offset,
      ...billed(drug, mg),
      gap: offset - (all[index - 1]?.offset ?? offset),
      withinDays: row?.withinDays ?? 0,
    };
  });
}

function stepUpOf(drug: Drug, label: Label): readonly PlannedDose[] {
  const { repeats } = label.schedule.secondStepUp;
  const doses = positions(label, repeats.cycle).filter(
    ({ cycle, day }) => cycle === repeats.cycle && repeats.days.includes(day),
  );
  return doses.map(({ mg, day }, index) => ({ ...billed(drug, mg), gap: day - (doses[index - 1]?.day ?? day) }));
}

/** The largest package that a dose uses up whole, and how many. */
function billed({ products, billing }: Drug, mg: number): Omit<PlannedDose, 'gap'> {
  const newest = billing.codes.at(-1) ?? billing.codes[0];
  const product = products
    .filter(({ strengthMg }) => mg % strengthMg === 0)
    .toSorted((one, other) => other.strengthMg - one.strengthMg)[0];
  if (product === undefined) throw new Error(`No package makes a dose of ${mg} mg`);
  return {
    units: Math.ceil(mg / newest.mgPerUnit),
    ndc11: ndc11(product.ndc, product.ndcFormat),
    packages: mg / product.strengthMg,
  };
}

function limitsOf(
  { limits }: Policy,
  places: readonly PlannedPlace[],
  stepUp: readonly PlannedDose[],
  plan: Parameters<typeof firstPlaceOf>[0],
): ClaimsPlan['limits'] {
  const own = limits.flatMap(({ applies }) =>
    'cycle' in applies
      ? plan.places.flatMap(({ cycle, day }, index) =>
          cycle === applies.cycle && applies.days.includes(day) ? [index + 1] : [],
        )
      : [],
  );
  const span = limits.flatMap(({ applies, units }) =>
    'perDays' in applies ? [{ from: firstPlaceOf(plan, applies.fromCycle), perDays: applies.perDays, units }] : [],
  )[0];
  if (span === undefined) return { places: own, spanFrom: null, early: null, stepUpExceeds: false };
  const counted = places.filter(({ place }) => place >= span.from);
  // A day early, a dose shares the span with one that lies the whole span before its due day.
  const early = counted.find((dose) => {
    const inside = counted.filter(({ place, offset }) => place <= dose.place && dose.offset - offset <= span.perDays);
    return inside.reduce((sum, { units }) => sum + units, 0) > span.units;
  });
  const [after] = counted;
  const again = [...stepUp, ...(after === undefined ? [] : [after])];
  const days = again.slice(1).reduce((sum, { gap }) => sum + gap, 0);
  const units = again.reduce((sum, dose) => sum + dose.units, 0);
  return {
    places: own,
    spanFrom: span.from,
    early: early?.place ?? null,
    stepUpExceeds: days < span.perDays && units > span.units,
  };
}

function listedOf({ codes }: Policy): readonly string[] {
  return (codes.icd10?.codes ?? []).map(plain);
}

function plain(code: string): string {
  return code.replace('.', '');
}
