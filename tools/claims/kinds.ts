import type { ClaimsPlan } from './plan.ts';

/** Which line of a dose a finding is expected on. */
export type PlantedPart = 'given' | 'discarded' | 'copy';

/** One kind of error, planted on one dose of a course that is right otherwise. */
export interface PlantedKind {
  readonly name: string;
  /** Ids of the checks that have to find it, each with the line. */
  readonly found: readonly (readonly [rule: string, part: PlantedPart])[];
  /** The places of the schedule on which it can stand; `last` null is any later one, `course` only the last of a course. */
  readonly first: number;
  readonly last: number | null | 'course';
  /** The lines of business it is an error under. */
  readonly lines: readonly string[];
}

const given = (...rules: readonly string[]): PlantedKind['found'] => rules.map((rule) => [rule, 'given']);

/** The kinds that can be planted under a policy: those that need what it does not say are left out. */
export function plantedKinds(plan: ClaimsPlan): readonly PlantedKind[] {
  const { all, governed, outside, modifierRequired, authorizationAsked } = plan.lines;
  const { places, spanFrom, early } = plan.limits;
  const unlimited = places.length === 0 && spanFrom === null ? all : outside;
  // The first dose that is as large as most: what takes a part of a dose needs one.
  const large = plan.places.find(({ units }, index) => index > 0 && units > (plan.places[0]?.units ?? 0))?.place ?? 2;
  const steady = Math.max(large, spanFrom ?? 0, ...places.map((place) => place + 1));
  const limited = places.filter((place) => place >= large);
  const kinds: readonly (PlantedKind | false)[] = [
    plan.oldCode !== null && kind('old-code', given('code-in-force'), 1, null, all),
    kind('package-of-another-drug', given('code-and-package'), 1, null, all),
    kind('part-of-a-unit', given('whole-units'), 1, null, all),
    kind('billed-twice', [['one-dose-a-day', 'copy']], 1, null, all),
    plan.diagnoses.listed.length > 0 && kind('diagnosis-not-listed', given('diagnosis-listed'), 1, null, governed),
    kind('no-modifier', given('discarded-modifier'), 1, null, modifierRequired),
    kind(
      'both-modifiers',
      [
        ['discarded-one-statement', 'given'],
        ['discarded-one-statement', 'discarded'],
      ],
      large,
      null,
      all,
    ),
    kind('discarded-alone', [['discarded-beside-dose', 'discarded']], steady, null, all),
    kind('package-too-small', given('within-packages'), large, null, all),
    kind('units-as-packages', given('packages-accounted'), large, null, all),
    kind('waste-not-stated', given('packages-accounted'), large, null, all),
    kind('double-dose', given('dose-size'), large, null, unlimited),
    limited.length > 0 &&
      kind(
        'double-dose-at-limit',
        given('dose-size', 'limit-of-dose'),
        Math.min(...limited),
        Math.max(...limited),
        governed,
      ),
    kind('early', given('not-early'), 2, null, unlimited),
    early !== null && kind('early-over-limit', given('not-early', 'limit-of-days'), early, null, governed),
    kind('no-step-up', given('begins-with-step-up'), 1, 1, all),
    kind('authorization-of-nobody', given('authorization-on-record'), 1, null, authorizationAsked),
    kind('authorization-over', given('authorization-days'), 1, null, authorizationAsked),
    kind('authorization-short', given('authorization-units'), 1, 'course', authorizationAsked),
  ];
  return kinds.filter((one) => one !== false).filter(({ lines }) => lines.length > 0);
}

function kind(
  name: string,
  found: PlantedKind['found'],
  first: number,
  last: PlantedKind['last'],
  lines: readonly string[],
): PlantedKind {
  return { name, found, first, last, lines };
}
