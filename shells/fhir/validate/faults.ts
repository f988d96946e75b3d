import type { OutcomeFault } from '../outcome.ts';
import { asResource } from './check.ts';
import type { Base } from './base.ts';
import { error, shown, type Found, type Scope } from './found.ts';
import type { Rules } from './rules.ts';
import { isObject, type Json } from './values.ts';
import { isTooDeep } from './whole.ts';

/** What is wrong with a resource, and apart from it what looks wrong. */
export interface Judged {
  readonly faults: readonly OutcomeFault[];
  readonly warnings: readonly OutcomeFault[];
}

/** More faults than these help nobody, and a body may be made to have a million. */
const MOST = 200;

function* withDemands(json: Json, asked: readonly string[], scope: Scope): Generator<Found> {
  const rules = asked.flatMap((profile) => scope.rules.profiles[profile] ?? []);
  const waiting: Found[] = [];
  const met = new Set<string>();
  const take = function* (found: Iterable<Found>): Generator<Found> {
    for (const one of found) {
      if ('severity' in one) yield one;
      else waiting.push(one);
    }
  };
  yield* take(asResource(json, rules, String(json['resourceType']), scope));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('severity' in next) continue;
    const { entry, profiles } = next;
    const key = `${entry.where} ${profiles.join(' ')}`;
    if (met.has(key)) continue;
    met.add(key);
    const tried = profiles.map((profile) => [
      ...asResource(entry.resource, [scope.rules.profiles[profile] ?? {}], entry.where, {
        ...scope,
        resource: entry.resource,
        fullUrl: entry.fullUrl,
      }),
    ]);
    const errors = (found: readonly Found[]): number =>
      found.filter((one) => 'severity' in one && one.severity === 'error').length;
    const best = tried.reduce((a, b) => (errors(b) < errors(a) ? b : a));
    yield* take(best);
  }
}

/** By which rules something is judged. */
export interface Measure {
  readonly rules: Rules;
  readonly base: Base;
  /** Whether all that a bundle's first resource refers to has to be in it. */
  readonly complete: boolean;
  /** Whether elements that R4 does not know are passed over with a warning. */
  readonly lenient: boolean;
}

/** The one fault of what is not looked into. */
export const refused = (where: string, what: string, mend: string): Judged => ({
  faults: [error(where, what, mend).fault],
  warnings: [],
});

/** Around the whole of what was sent. */
export const outermost = (json: Json, measure: Measure): Scope => ({
  ...measure,
  ...{ resource: json, container: null, entries: null, fullUrl: '' },
});

/**
 * Judges a resource by R4, by a profile and by those that it and its parts claim.
 * @param resource as JSON.parse gives it
 * @param profile address of the profile it has to keep; '' for those it claims itself
 * @returns faults whose `where` is FHIRPath from the resource on: names of elements without their types (`value`, not
 *   `valueDate`), items by number from 0, extensions by address; a missing element is named where it should stand
 */
export function judge(resource: unknown, profile: string, measure: Measure): Judged {
  const { rules, base } = measure;
  if (!isObject(resource)) {
    return refused('', `${shown(resource)} stands where a resource belongs`, 'Send a FHIR resource');
  }
  if (isTooDeep(resource)) return refused('', 'Elements stand one in another too deeply', 'Send a resource of FHIR');
  const type = resource['resourceType'];
  if (typeof type !== 'string' || !base.isResource(type)) {
    return refused('resourceType', `${shown(type)} is no resource of FHIR R4`, 'Correct resourceType');
  }
  const known = Object.hasOwn(rules.profiles, profile) ? rules.profiles[profile] : undefined;
  if (known !== undefined && known.type !== type) {
    return refused('resourceType', `A ${type} stands where a ${known.type} belongs`, `Send a ${known.type}`);
  }
  return gathered(withDemands(resource, profile === '' ? [] : [profile], outermost(resource, measure)));
}

/** The findings apart by severity, each told once. */
export function gathered(found: Iterable<Found>): Judged {
  const faults = new Map<string, OutcomeFault>();
  const warnings = new Map<string, OutcomeFault>();
  for (const one of found) {
    if (!('severity' in one)) continue;
    const kept = one.severity === 'error' ? faults : warnings;
    if (kept.size < MOST) kept.set(`${one.fault.where}\n${one.fault.what}`, one.fault);
    if (faults.size >= MOST) break;
  }
  return { faults: [...faults.values()], warnings: [...warnings.values()] };
}
