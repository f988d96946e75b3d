import type { TypeThere } from './base.ts';
import { typeNamed } from './bundle.ts';
import { error, warning, type Found, type Scope } from './found.ts';
import type { Rule } from './rules.ts';
import { isObject, type Json } from './values.ts';

function contained({ resource, container }: Scope, id: string): Json | null {
  const holder = container ?? resource;
  if (id === '') return holder;
  const held = Array.isArray(holder['contained']) ? holder['contained'].filter(isObject) : [];
  return held.find((one) => one['id'] === id) ?? null;
}

/** The types and profiles that a rule's targets name; an unknown address stands for any type. */
function targetTypes(targets: readonly string[], scope: Scope): readonly string[] {
  return targets.map((target) => scope.rules.profiles[target]?.type ?? target);
}

/** A reference that leads nowhere, or to a resource that does not belong there. */
export function* reference(
  { reference: to }: Json,
  { among }: TypeThere,
  rules: readonly Rule[],
  where: string,
  scope: Scope,
): Generator<Found> {
  if (typeof to !== 'string') return;
  const held = to.startsWith('#') ? contained(scope, to.slice(1)) : null;
  const entry = to.startsWith('#') ? null : (scope.entries?.find(to, scope.fullUrl) ?? null);
  if (to.startsWith('#') && held === null) {
    yield error(where, `Nothing is contained as ${to}`, 'Put the resource into contained, or correct the reference');
    return;
  }
  if (!to.startsWith('#') && entry === null && scope.entries !== null && (scope.complete || to.startsWith('urn:'))) {
    // What the first resource refers to has to be there; of what lies further on, more is told than is asked.
    const needed = to.startsWith('urn:') || where.startsWith('Bundle.entry[0].');
    const tell = needed ? error : warning;
    yield tell(
      where,
      `${to} is not in the bundle`,
      'Add the resource as an entry with this address, or correct the reference',
    );
  }
  const target = held ?? entry?.resource ?? null;
  const type = target === null ? typeNamed(to, scope.base) : target['resourceType'];
  const asked = [
    among,
    ...rules.flatMap(({ targets }) => (targets === undefined ? [] : [targetTypes(targets, scope)])),
  ];
  const wrong = typeof type === 'string' ? asked.find((types) => types.length > 0 && !types.includes(type)) : undefined;
  if (wrong !== undefined) {
    yield error(where, `The reference leads to a ${String(type)}`, `Refer to a resource of type ${wrong.join(' or ')}`);
    return;
  }
  if (entry === null) return;
  for (const { targets = [] } of rules) {
    const profiles = targets.filter((target) => scope.rules.profiles[target]?.type === type);
    // A plain type among the targets lets any resource of that type stand there.
    if (profiles.length > 0 && !targets.includes(String(type))) yield { entry, profiles };
  }
}
