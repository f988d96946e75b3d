import type { Policy } from '../../coverage/policy.ts';
import type { Label } from '../../regimen/label.ts';
import type { Product } from '../../regimen/product.ts';
import type { Citation } from '../../values/citation.ts';
import type { Billing } from '../billing.ts';
import type { ClaimCheck, RestsOn } from './claim-check.ts';

/** What is held of drug and policy, as far as rules rest on it. */
export interface CheckSources {
  readonly billing: Billing;
  readonly products: readonly Product[];
  readonly label: Label;
  readonly versions: readonly Policy[];
}

/** Every passage that a rule rests on, each once: its own, then those of what it uses. */
export function citesOfCheck({ cite, restsOn }: ClaimCheck, sources: CheckSources): readonly Citation[] {
  const all = [...restsOn.flatMap((part) => citesOfPart(part, sources)), ...cite];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function citesOfPart(part: RestsOn, { billing, products, label, versions }: CheckSources): readonly Citation[] {
  switch (part) {
    case 'codes':
      return billing.codes.flatMap(({ cite }) => cite);
    case 'packages':
      return products.flatMap(({ cite }) => cite);
    case 'discarded':
      return billing.discarded.cite;
    case 'schedule':
      return label.schedule.steps.flatMap(({ cite }) => cite);
    case 'second-step-up':
      return [...label.schedule.secondStepUp.cite, ...label.restart.rows.flatMap(({ cite }) => cite)];
    case 'policy-diagnoses':
      return versions.flatMap(({ codes }) => codes.icd10?.cite ?? []);
    case 'policy-limits':
      return versions.flatMap(({ limits }) => limits.flatMap(({ cite }) => cite));
    default:
      return part satisfies never;
  }
}
