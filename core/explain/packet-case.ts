import type { Billing } from '../billing/billing.ts';
import type { Course } from '../course/event.ts';
import type { Determination } from '../coverage/determination.ts';
import type { BenefitRules, Policy } from '../coverage/policy.ts';
import type { Product } from '../regimen/product.ts';
import type { FactDefinition, FactRecord } from '../values/fact.ts';
import type { SourceTitles } from './packet-citations.ts';

/** What a packet names of the drug. */
export interface PacketDrug {
  readonly name: string;
  readonly brand: string;
  readonly route: string;
  readonly products: readonly Product[];
  readonly billing: Billing;
}

/** All that a packet is made of: one determination with what it was found from. */
export interface PacketCase {
  readonly found: Determination;
  readonly policy: Policy;
  readonly drug: PacketDrug;
  /** The record that the determination was found from, merged. */
  readonly facts: FactRecord;
  readonly course?: Course;
  /** First day asked for; the day of the request where left out. */
  readonly start?: string;
}

/** What a packet's words come from. */
export interface PacketKnowledge {
  readonly facts: ReadonlyMap<string, FactDefinition>;
  readonly sources: SourceTitles;
  readonly benefits: BenefitRules;
}
