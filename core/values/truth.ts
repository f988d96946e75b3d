/**
 * Kleene's three values. `unknown` is a value of its own: it never turns into `met` or `not-met` on the way, which is
 * what keeps a missing chart entry from becoming an answer.
 */
export type Truth = 'met' | 'not-met' | 'unknown';

/** Met where nothing is given, as an empty conjunction is. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('not-met')) return 'not-met';
  return truths.includes('unknown') ? 'unknown' : 'met';
}

/** Not met where nothing is given, as an empty disjunction is. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('met')) return 'met';
  return truths.includes('unknown') ? 'unknown' : 'not-met';
}

export function negate(truth: Truth): Truth {
  if (truth === 'unknown') return 'unknown';
  return truth === 'met' ? 'not-met' : 'met';
}
