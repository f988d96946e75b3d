import { Entries } from './bundle.ts';
import { containedFaults, entryFaults } from './whole.ts';
import { below, error, shown, warning, type Found, type Scope } from './found.ts';
import { counted, sliced, standing, type Placed } from './items.ts';
import { invariants, primitive, valueRules } from './leaf.ts';
import { isPrimitive } from './primitives.ts';
import { reference } from './references.ts';
import { unversioned, type Profile, type Rule } from './rules.ts';
import type { BaseType, TypeThere } from './base.ts';
import { isObject, type Json } from './values.ts';

/** The profiles that a resource says it keeps, those that are known here. */
export function claimed(json: Json): readonly string[] {
  const meta = json['meta'];
  const profiles = isObject(meta) && Array.isArray(meta['profile']) ? meta['profile'] : [];
  return profiles.filter((profile) => typeof profile === 'string').map(unversioned);
}

/** One value with all rules that concern it. */
function* oneValue(item: Placed, rules: readonly Rule[], scope: Scope): Generator<Found> {
  const { value, type, there, where, beside } = item;
  for (const { types } of rules) {
    if (types !== undefined && !types.includes(type) && type !== 'Resource') {
      yield error(where, `A ${type} stands here`, `Give a value of type ${types.join(' or ')}`);
      return;
    }
  }
  if (beside !== undefined && beside !== null) {
    if (isObject(beside)) yield* inElement(beside, { type: 'Element', among: [] }, [], where, scope);
    else yield error(where, `${shown(beside)} stands where extensions of a value belong`, 'Give an object');
  }
  if (isPrimitive(type)) {
    if ((value === null || value === undefined) && isObject(beside)) {
      // Extensions stand in for a value, but not for one that is fixed.
      for (const rule of rules) yield* valueRules(value, type, rule, where, scope);
      return;
    }
    const before = [...primitive(value, there, where)];
    yield* before;
    if (before.length > 0) return;
  } else if (!isObject(value)) {
    yield error(where, `${shown(value)} stands where an object (${type}) belongs`, 'Give an object');
    return;
  } else if (type === 'Resource') {
    yield* inResource(value, rules, where, scope);
    return;
  }
  for (const rule of rules) yield* valueRules(value, type, rule, where, scope);
  if (isObject(value)) yield* inElement(value, there, rules, where, scope);
  else yield* invariants(value, type, rules, where, scope);
}

/** The rules that come with a data type's or an extension's own profile. */
function profilesOf(value: Json, type: string, rules: readonly Rule[], scope: Scope): readonly Rule[] {
  const named = rules.flatMap(({ profiles }) => profiles ?? []);
  const url = type === 'Extension' && typeof value['url'] === 'string' ? [unversioned(value['url'])] : [];
  return [...new Set([...named, ...url])].flatMap((profile): readonly Profile[] => {
    const known = Object.hasOwn(scope.rules.profiles, profile) ? scope.rules.profiles[profile] : undefined;
    return known?.type === type ? [known] : [];
  });
}

/** An element or the body of a resource, with all that stands in it. */
export function* inElement(
  json: Json,
  there: TypeThere,
  given: readonly Rule[],
  where: string,
  scope: Scope,
): Generator<Found> {
  const { type } = there;
  const base = scope.base.type(type);
  if (base === null) return;
  const rules = [...given, ...profilesOf(json, type, given, scope)];
  const open = scope.base.isOpen(type);
  if (!open) yield* strangers(json, type, base, where, scope);
  const names = Object.keys(json);
  const present = new Set(names.map((name) => base.byName.get(name.startsWith('_') ? name.slice(1) : name)));
  if (!open && names.every((name) => name === 'id') && type !== 'Resource' && !scope.base.isResource(type)) {
    yield error(where, 'The element is empty', 'Leave it out, or give it a value');
  }
  if (type === 'Extension') yield* extensionFaults(json, where);
  for (const element of base.elements) {
    const asked = rules.length === 0 ? rules : rules.flatMap(({ elements }) => elements?.[element.name] ?? []);
    if (asked.length === 0 && !element.required && !present.has(element)) continue;
    const items = yield* standing(json, element, where, open);
    yield* counted(element, items, asked, json, where);
    const chosen: ReadonlyMap<Placed, Rule>[] = [];
    for (const rule of asked) chosen.push(yield* sliced(items, rule, element.name, where, scope));
    if (element.name === 'modifierExtension') yield* modifiers(items, scope);
    for (const item of items) {
      const own = chosen.flatMap((of) => of.get(item) ?? []);
      yield* oneValue(item, [...asked, ...own], scope);
    }
  }
  if (type === 'Reference') yield* reference(json, there, given, where, scope);
  yield* invariants(json, type, rules, where, scope);
}

/** Elements that the type does not have. */
function* strangers(json: Json, type: string, base: BaseType, where: string, scope: Scope): Generator<Found> {
  for (const name of Object.keys(json)) {
    const plain = name.startsWith('_') ? name.slice(1) : name;
    const known = base.byName.get(plain)?.names.find(({ json: each }) => each === plain);
    if (name === 'resourceType' && scope.base.isResource(type)) continue;
    if (known !== undefined && (name === plain || isPrimitive(known.there.type))) continue;
    const tell = scope.lenient ? warning : error;
    yield tell(below(where, name), `${type} has no element ${name}`, 'Leave it out, or correct its name');
  }
}

/** What an extension that changes the meaning says has to be known, or the rest must not be read. */
function* modifiers(items: readonly Placed[], { rules, lenient }: Scope): Generator<Found> {
  for (const { value, where } of items) {
    const url = isObject(value) ? value['url'] : undefined;
    if (typeof url !== 'string' || Object.hasOwn(rules.profiles, unversioned(url))) continue;
    yield (lenient ? warning : error)(where, `${url} changes the meaning and is not known here`, 'Leave it out');
  }
}

function* extensionFaults(json: Json, where: string): Generator<Found> {
  const values = Object.keys(json).filter((name) => /^_?value/u.test(name));
  if (values.length > 0 && json['extension'] !== undefined) {
    yield error(where, 'The extension has a value and extensions of its own', 'Give one of the two');
  } else if (values.length === 0 && json['extension'] === undefined) {
    yield error(where, 'The extension has no value', 'Give it a value, or leave it out');
  }
}

/** A rule without what has been settled before the resource is looked into. */
function withoutChoice(rule: Rule): Rule {
  const { elements, slices, invariants: kept } = rule;
  return {
    ...(elements === undefined ? {} : { elements }),
    ...(slices === undefined ? {} : { slices }),
    ...(kept === undefined ? {} : { invariants: kept }),
  };
}

/** Which of several profiles a resource is held to: the one it claims, else the one it breaks least. */
function* oneOf(
  json: Json,
  profiles: readonly string[],
  rules: readonly Rule[],
  where: string,
  scope: Scope,
): Generator<Found> {
  const known = profiles.flatMap((profile) => scope.rules.profiles[profile] ?? []);
  const own = claimed(json).filter((profile) => profiles.includes(profile));
  const tried = own.length > 0 ? [...own.flatMap((profile) => scope.rules.profiles[profile] ?? [])] : known;
  let best: readonly Found[] | null = null;
  for (const profile of tried) {
    const found = [...asResource(json, [...rules, profile], where, scope)];
    const count = (all: readonly Found[]): number =>
      all.filter((one) => 'severity' in one && one.severity === 'error').length;
    if (best === null || count(found) < count(best)) best = found;
  }
  if (best === null) yield* asResource(json, rules, where, scope);
  else yield* best;
}

/** A resource inside another: what the rules around it ask, and the profiles it claims. */
function* inResource(json: Json, rules: readonly Rule[], where: string, scope: Scope): Generator<Found> {
  const type = json['resourceType'];
  if (typeof type !== 'string' || !scope.base.isResource(type)) {
    yield error(below(where, 'resourceType'), `${shown(type)} is no resource of FHIR R4`, 'Correct resourceType');
    return;
  }
  const wrong = rules.find(({ types }) => types !== undefined && types[0] !== 'Resource' && !types.includes(type));
  if (wrong !== undefined) {
    yield error(where, `A ${type} stands here`, `Give a ${(wrong.types ?? []).join(' or ')}`);
    return;
  }
  const isContained = /\.contained\[\d+\]$/u.test(where);
  const entry = scope.entries?.of(json);
  const inner: Scope = {
    ...scope,
    resource: json,
    container: isContained ? scope.resource : null,
    fullUrl: entry?.fullUrl ?? scope.fullUrl,
  };
  const asked = rules.map(withoutChoice);
  const choice = [...new Set(rules.flatMap(({ profiles }) => profiles ?? []))];
  yield* oneOf(json, choice, asked, where, inner);
}

/** A resource with the profiles that it claims beside those asked for. */
export function* asResource(json: Json, asked: readonly Rule[], where: string, outer: Scope): Generator<Found> {
  const type = String(json['resourceType']);
  const scope: Scope =
    type === 'Bundle' ? { ...outer, entries: new Entries(json, where), fullUrl: '', complete: outer.complete } : outer;
  const own: Rule[] = [];
  for (const profile of claimed(json)) {
    const known = Object.hasOwn(scope.rules.profiles, profile) ? scope.rules.profiles[profile] : undefined;
    if (known === undefined) {
      yield warning(
        below(below(where, 'meta'), 'profile'),
        `${profile} is not known here`,
        'The resource was held to R4 alone',
      );
    } else if (known.type !== type) {
      yield error(
        below(below(where, 'meta'), 'profile'),
        `${profile} is for a ${known.type}`,
        `Name a profile for a ${type}`,
      );
    } else if (!asked.includes(known)) own.push(known);
  }
  yield* inElement(json, { type, among: [] }, [...asked, ...own], where, scope);
  if (type === 'Bundle') yield* entryFaults(json, where);
  yield* containedFaults(json, where);
}
