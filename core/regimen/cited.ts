import { bestBasis, type Citation } from '../values/citation.ts';
import type { Caution } from '../values/caution.ts';

/** A citation together with the rule of the answer that rests on it. */
export type CitedRule = Citation & { readonly rule: string };

/** A rule that an answer used. */
export interface UsedRule {
  readonly rule: string;
  readonly cite: readonly Citation[];
}

/** Every citation of the rules used, each once, in the order of the rules. */
export function citesOf(rules: readonly UsedRule[]): readonly CitedRule[] {
  const seen = new Set<string>();
  return rules.flatMap(({ rule, cite }) =>
    cite.flatMap((one) => {
      const key = JSON.stringify([rule, one]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ ...one, rule }];
    }),
  );
}

/** An answer that rests on anything less than a held document says so: one caution for each lesser basis. */
export function basisCautions(rules: readonly UsedRule[]): readonly Caution[] {
  const lesser = { secondary: 'read in a secondary source only', unconfirmed: 'believed and not confirmed' } as const;
  return (['secondary', 'unconfirmed'] as const).flatMap((basis) => {
    const found = rules.filter(({ cite }) => bestBasis(cite) === basis);
    if (found.length === 0) return [];
    const names = [...new Set(found.map(({ rule }) => rule))].join(', ');
    const cite = [...new Map(found.flatMap((rule) => rule.cite).map((one) => [JSON.stringify(one), one])).values()];
    return [{ id: `rests-on-${basis}`, text: `Parts of this answer are ${lesser[basis]}: ${names}.`, cite }];
  });
}
