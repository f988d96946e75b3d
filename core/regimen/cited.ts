import { leastBasis, type Citation } from '../values/citation.ts';
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
  return onceEach(rules).flatMap(({ rule, cite }) =>
    cite.flatMap((one) => {
      const key = JSON.stringify([rule, one]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ ...one, rule }];
    }),
  );
}

/** The rules without those that come again with the very same list of citations: most doses share theirs. */
function onceEach(rules: readonly UsedRule[]): readonly UsedRule[] {
  const seen = new Map<readonly Citation[], Set<string>>();
  return rules.filter(({ rule, cite }) => {
    const names = seen.get(cite);
    if (names?.has(rule) === true) return false;
    if (names === undefined) seen.set(cite, new Set([rule]));
    else names.add(rule);
    return true;
  });
}

/**
 * One caution for each basis below a held document on which a part of the answer rests. The citations of a rule stand for
 * different parts of it, so that a rule is named by the least of them, with those that are no better.
 */
export function basisCautions(rules: readonly UsedRule[]): readonly Caution[] {
  const lesser = { secondary: 'read in a secondary source only', unconfirmed: 'believed and not confirmed' } as const;
  const once = onceEach(rules);
  return (['secondary', 'unconfirmed'] as const).flatMap((basis) => {
    const found = once.filter(({ cite }) => leastBasis(cite) === basis);
    if (found.length === 0) return [];
    const names = [...new Set(found.map(({ rule }) => rule))].join(', ');
    const least = found.flatMap((rule) => rule.cite.filter((one) => one.basis === basis));
    const cite = [...new Map(least.map((one) => [JSON.stringify(one), one])).values()];
    return [{ id: `rests-on-${basis}`, text: `Parts of this answer are ${lesser[basis]}: ${names}.`, cite }];
  });
}
