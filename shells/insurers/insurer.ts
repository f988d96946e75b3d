import type { Policy } from '../../core/coverage/policy.ts';
import type { Citation } from '../../core/values/citation.ts';

/** How others name an insurer, a member or a practice: a value, of the list that `system` (URI) names. */
export interface BusinessIdentifier {
  readonly system?: string;
  readonly value: string;
}

/** A span in which somebody is a member; days are YYYY-MM-DD, both inside, open where there is no last one. */
export interface Membership {
  readonly memberId: string;
  readonly birthDate: string;
  readonly from: string;
  readonly to?: string;
  readonly lineOfBusiness?: string;
  readonly state?: string;
}

/** What the plan does not pay for, whoever asks: written by the payer, never found by the program. */
interface BenefitExclusion {
  /** The drug, by its id. */
  readonly drug?: string;
  /** Billing codes (HCPCS, CPT) or package numbers. */
  readonly codes?: readonly string[];
  readonly from: string;
  readonly to?: string;
  /** As the one who orders reads it. */
  readonly reason: string;
  readonly cite: readonly Citation[];
}

/** An organisation of the record that answers as a payer. */
export interface Insurer {
  /** Its id in the record. */
  readonly organisation: string;
  /** As it stands on a member's card. */
  readonly name: string;
  readonly identifiers: readonly BusinessIdentifier[];
  /** Ids of the policies that it decides by; of several for one drug, the first that governs a member's line. */
  readonly policies: readonly string[];
  /** IANA; where its days end. */
  readonly timeZone?: string;
  /** Everybody who is or was a member; where it is left out, whoever shows its coverage is taken for one. */
  readonly members?: readonly Membership[];
  readonly benefitExclusions: readonly BenefitExclusion[];
  /** Origins of FHIR servers that may be asked for what a call lacks, besides those of the calling client. */
  readonly resourceServers: readonly string[];
}

/** The insurer that one of these names; one that is written with its list is not found without it. */
export function insurerBy(
  insurers: readonly Insurer[],
  identifiers: readonly Partial<BusinessIdentifier>[],
): Insurer | undefined {
  return insurers.find((insurer) =>
    insurer.identifiers.some((held) =>
      identifiers.some(
        ({ system, value }) => held.value === value && (held.system === undefined || held.system === system),
      ),
    ),
  );
}

/** The insurer that an organisation of the record is; undefined where it is none. */
export function insurerOf(insurers: readonly Insurer[], organisation: string): Insurer | undefined {
  return insurers.find((insurer) => insurer.organisation === organisation);
}

/**
 * The version by which an insurer decides on a drug on a day (YYYY-MM-DD): of its list, the first that governs the
 * member's line of business. While the line is not known, all those between which it would decide.
 */
export function policiesOn(
  insurer: Insurer,
  policies: readonly Policy[],
  { drug, on, line }: { readonly drug: string; readonly on: string; readonly line: string | undefined },
): readonly Policy[] {
  const held = insurer.policies.flatMap((id) =>
    policies.filter((policy) => policy.id === id && policy.drug === drug && holds(policy.inForce, on)),
  );
  return line === undefined ? held : held.filter((policy) => governs(policy, line)).slice(0, 1);
}

/** Those who have this member id, on any day; undefined where the insurer lists no members. */
export function membershipsOf(insurer: Insurer, memberIds: readonly string[]): readonly Membership[] | undefined {
  return insurer.members?.filter(({ memberId }) => memberIds.includes(memberId));
}

/** What the plan does not pay for on a day, by the drug or by one of the codes. */
export function exclusionOn(
  { benefitExclusions }: Insurer,
  asked: { readonly drug: string | undefined; readonly codes: readonly string[] },
  on: string,
): BenefitExclusion | undefined {
  return benefitExclusions.find(
    (exclusion) =>
      holds(exclusion, on) &&
      ((asked.drug !== undefined && exclusion.drug === asked.drug) ||
        (exclusion.codes ?? []).some((code) => asked.codes.includes(code))),
  );
}

/** True on the first and the last day and between them. */
export function holds({ from, to }: { readonly from: string; readonly to?: string | undefined }, on: string): boolean {
  return from <= on && (to === undefined || on <= to);
}

function governs({ governs: { lines, excluded } }: Policy, line: string): boolean {
  return (lines.length === 0 || lines.includes(line)) && !excluded.some((one) => one.line === line);
}
