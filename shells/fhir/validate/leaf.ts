import type { TypeThere } from './base.ts';
import { error, shown, warning, type Finding, type Scope } from './found.ts';
import { keeps } from './invariants.ts';
import { expectedInstead } from './primitives.ts';
import type { Invariant, Rule } from './rules.ts';
import { codesOf, hasCode, hasPattern, isFixed, isObject, saidCodes } from './values.ts';
import { wordsOf } from './words.ts';

/** Invariants that R4 puts on data types; the profiles name only those of the elements that they list. */
const OF_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ContactPoint: { 'cpt-2': 'value.empty() or system.exists()' },
  Period: { 'per-1': 'start.hasValue().not() or end.hasValue().not() or (start <= end) != false' },
  Quantity: { 'qty-3': 'code.empty() or system.exists()' },
};

/** One code among those that R4 allows, in few words. */
const oneOf = (codes: readonly string[]): string =>
  codes.length <= 12 ? codes.join(', ') : `${codes.slice(0, 12).join(', ')} or one of ${codes.length - 12} more`;

/** A primitive value that has not the form of its type, or is no code of those that R4 lists. */
export function* primitive(value: unknown, { type, among }: TypeThere, where: string): Generator<Finding> {
  const expected = expectedInstead(value, type);
  if (expected !== null) {
    yield error(where, `${shown(value)} stands where ${expected} belongs`, `Give ${expected}`);
  } else if (among.length > 0 && !among.includes(String(value))) {
    yield error(where, `${shown(value)} is not a code that may stand here`, `Give ${oneOf(among)}`);
  }
}

const saidValue = (value: unknown): string =>
  JSON.stringify(isObject(value) && 'coding' in value ? value['coding'] : value);

/** Where a value has not what a profile fixes, or no code of its value set. */
export function* valueRules(value: unknown, type: string, rule: Rule, where: string, scope: Scope): Generator<Finding> {
  if (rule.fixed !== undefined && !isFixed(value, rule.fixed)) {
    yield error(where, `${shown(value)} stands where ${saidValue(rule.fixed)} is asked for`, 'Correct the value');
  }
  if (rule.pattern !== undefined && !hasPattern(value, rule.pattern)) {
    yield error(where, `${shown(value)} stands where ${saidValue(rule.pattern)} is asked for`, 'Correct the value');
  }
  const codes = codesOf(rule.codes, scope.rules);
  if (codes !== null && hasCode(value, type, codes) === false) {
    yield error(where, 'The code is not one that may stand here', `Give ${saidCodes(codes)}`);
  }
  const usual = codesOf(rule.usual, scope.rules);
  if (usual !== null && hasCode(value, type, usual) === false) {
    yield warning(where, 'No code of the usual ones stands here', `Give ${saidCodes(usual)}, where one of them fits`);
  }
}

/** The invariants of the rules and of the type that a value breaks. */
export function* invariants(
  value: unknown,
  type: string,
  rules: readonly Rule[],
  where: string,
  scope: Scope,
): Generator<Finding> {
  const asked = new Map<string, Invariant>();
  for (const [key, expression] of Object.entries(OF_TYPES[type] ?? {}))
    asked.set(key, { severity: 'error', expression });
  for (const key of rules.flatMap((rule) => rule.invariants ?? [])) {
    const invariant = scope.rules.invariants[key];
    if (invariant !== undefined) asked.set(key, invariant);
  }
  for (const [key, { severity, expression }] of asked) {
    if (keeps(expression, value, type, scope.resource)) continue;
    const { what, mend } = wordsOf(key, expression);
    yield (severity === 'error' ? error : warning)(where, what, mend);
  }
}
