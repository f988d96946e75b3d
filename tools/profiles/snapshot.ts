import { isDeepStrictEqual } from 'node:util';
import type { Condition, Rule, Slice } from '../../shells/fhir/validate/rules.ts';
import { unversioned } from '../../shells/fhir/validate/rules.ts';
import type { BaseTypes } from './base-types.ts';

interface ElementType {
  readonly code: string;
  readonly profile?: readonly string[];
  readonly targetProfile?: readonly string[];
}

/** One element of a StructureDefinition's snapshot. */
export interface SnapshotElement {
  readonly id: string;
  readonly min: number;
  readonly max: string;
  readonly type?: readonly ElementType[];
  readonly slicing?: {
    readonly rules: string;
    readonly discriminator?: readonly { readonly type: string; readonly path: string }[];
  };
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly constraint?: readonly { readonly key: string; readonly severity: string; readonly expression?: string }[];
}

export interface SnapshotFile {
  readonly url: string;
  readonly type: string;
  readonly snapshot: { readonly element: readonly SnapshotElement[] };
}

/** An element with those below it and its slices. */
interface Branch {
  readonly element: SnapshotElement | null;
  readonly below: Map<string, Branch>;
  readonly slices: Map<string, Branch>;
}

/** What the checker does of itself for every element and resource, or what is only advice. */
const OF_THE_CHECKER: ReadonlySet<string> = new Set([
  ...['ele-1', 'ext-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5', 'dom-6', 'dom-r4b', 'bdl-5', 'bdl-7', 'bdl-8', 'qty-3'],
]);

function branches(elements: readonly SnapshotElement[]): Branch {
  const [root = null, ...rest] = elements;
  const top: Branch = { element: root, below: new Map(), slices: new Map() };
  for (const element of rest) {
    const steps = element.id.split('.').slice(1);
    let at = top;
    for (const [index, step] of steps.entries()) {
      const [name = '', slice] = step.split(':');
      const last = index === steps.length - 1;
      const fresh = (): Branch => ({ element: last ? element : null, below: new Map(), slices: new Map() });
      const whole = at.below.get(name) ?? fresh();
      at.below.set(name, whole);
      if (slice === undefined) {
        at = whole;
        continue;
      }
      const part = whole.slices.get(slice) ?? fresh();
      whole.slices.set(slice, part);
      at = part;
    }
  }
  return top;
}

/** What R4 says of one element of a type: `0..* Reference(Patient)`; null where there is none. */
function baseOf(type: string, name: string, base: BaseTypes): string | null {
  const elements = base[type];
  if (elements === undefined) return null;
  return elements[name] ?? (elements['is'] === undefined ? null : baseOf(elements['is'], name, base));
}

const valueOf = (element: SnapshotElement, stem: 'fixed' | 'pattern'): unknown =>
  Object.entries(element).find(([key]) => key.startsWith(stem))?.[1];

/** `us-core-condition-encounter-diagnosis` is a profile of Condition; null for one whose type is not in its name. */
function typeInName(profile: string, base: BaseTypes): string | null {
  const words = /\/us-core-([a-z-]+)$/u.exec(profile)?.[1]?.split('-') ?? [];
  if (words.includes('vital')) return 'Observation';
  return Object.keys(base).find((type) => words.includes(type.toLowerCase())) ?? null;
}

export interface Reading {
  readonly base: BaseTypes;
  /** Addresses of the profiles that are read too. */
  readonly known: ReadonlySet<string>;
  /** The key of an invariant: publishers give one key to several expressions. */
  readonly keyOf: (key: string, expression: string) => string;
  /** Whether anything is known of a value set's codes. */
  readonly hasCodes: (valueSet: string) => boolean;
}

function targetsOf(type: ElementType, { base, known }: Reading): readonly string[] | null {
  const targets = (type.targetProfile ?? []).map(unversioned).map((target) => {
    if (known.has(target)) return target;
    const [, plain] = /^http:\/\/hl7\.org\/fhir\/StructureDefinition\/(\w+)$/u.exec(target) ?? [];
    return plain ?? typeInName(target, base);
  });
  const found = targets.filter((target) => target !== null);
  return found.length < targets.length || found.includes('Resource') || found.length === 0 ? null : [...new Set(found)];
}

/** The condition that one discriminator puts on a slice. */
function conditions(slice: Branch, by: { readonly type: string; readonly path: string }, reading: Reading): Condition {
  if (by.type === 'type') {
    const typed = by.path === '$this' ? slice : slice.below.get(by.path);
    const type = typed?.element?.type?.[0]?.code;
    if (type === undefined) throw new Error(`${slice.element?.id ?? ''} has no type to be told by`);
    return { at: by.path === '$this' ? '' : by.path, type };
  }
  const scope = /^extension\('([^']+)'\)\.value/u.exec(by.path);
  if (scope !== null) {
    const extensions = [...(slice.below.get('extension')?.slices.values() ?? [])];
    const found = extensions.find(({ element }) =>
      element?.type?.[0]?.profile?.some((url) => unversioned(url) === scope[1]),
    );
    const value = found?.below.get('value[x]')?.element ?? null;
    if (value === null) throw new Error(`${slice.element?.id ?? ''} has no value in its extension`);
    return { at: scope[0], fixed: valueOf(value, 'fixed') };
  }
  const at = by.path === '$this' ? '' : by.path;
  const told = at === '' ? slice.element : (slice.below.get(at)?.element ?? null);
  const extension = slice.element?.type?.[0];
  if (at === 'url' && extension?.profile !== undefined) return { at, fixed: unversioned(extension.profile[0] ?? '') };
  if (told === null) throw new Error(`${slice.element?.id ?? ''} has nothing at ${by.path}`);
  const fixed = valueOf(told, 'fixed');
  const pattern = valueOf(told, 'pattern');
  if (fixed !== undefined) return { at, fixed };
  if (pattern !== undefined) return { at, pattern };
  const codes = unversioned(told.binding?.valueSet ?? '');
  if (!reading.hasCodes(codes)) throw new Error(`${told.id}: a slice is told by ${codes}, whose codes are not known`);
  return { at, codes };
}

/** What a slice asks beyond what every item is asked already. */
function beyond(rule: Rule, whole: Rule): Rule {
  const own = Object.entries(rule).filter(
    ([key, value]) => !isDeepStrictEqual(value, whole[key as keyof Rule]) && key !== 'elements',
  );
  const elements = Object.entries(rule.elements ?? {})
    .map(([name, part]) => [name, beyond(part, whole.elements?.[name] ?? {})] as const)
    .filter(([, part]) => Object.keys(part).length > 0);
  return { ...Object.fromEntries(own), ...(elements.length === 0 ? {} : { elements: Object.fromEntries(elements) }) };
}

/**
 * What a branch asks beyond R4; {} where it asks nothing more.
 * @param type the type whose element it is, '' at the top
 * @param name the element in that type
 */
function ruleOf(branch: Branch, type: string, name: string, reading: Reading): Rule {
  const { element } = branch;
  const base = type === '' ? null : baseOf(type, name, reading.base);
  const [often = '0..*', ...of] = (base ?? '').split(' ');
  const plain = of.map((one) => one.replace(/\(.*$/u, ''));
  const types = (element?.type ?? []).map(({ code }) => (code.includes('System.') ? 'string' : code));
  const isSlice = element?.id.split('.').at(-1)?.includes(':') === true;
  const [first] = element?.type ?? [];
  const inner = plain.length === 1 && types[0] === 'BackboneElement' ? (plain[0] ?? '') : (types[0] ?? plain[0] ?? '');

  const min = element !== null && (isSlice ? element.min > 0 : element.min > Number(often.charAt(0)));
  const most = element === null || element.max === '*' ? null : Number(element.max);
  const max = most !== null && (isSlice || base === null || often.endsWith('*') || most === 0) && type !== '';
  const fewer =
    type !== '' &&
    plain.length > 0 &&
    types.length > 0 &&
    (types.length < plain.length || (plain[0] === 'Resource' && types[0] !== 'Resource'));
  const targets = types.includes('Reference')
    ? targetsOf(element?.type?.find(({ code }) => code === 'Reference') ?? { code: '' }, reading)
    : null;
  const known = targets !== null && `Reference(${targets.join('|')})` !== of.find((one) => one.startsWith('Reference'));
  const profiles =
    first?.code === 'Extension' ? [] : (first?.profile ?? []).map(unversioned).filter((url) => reading.known.has(url));
  const fixed = element === null ? undefined : valueOf(element, 'fixed');
  const pattern = element === null ? undefined : valueOf(element, 'pattern');
  const valueSet = unversioned(element?.binding?.valueSet ?? '');
  const bound = reading.hasCodes(valueSet) ? element?.binding?.strength : undefined;
  const invariants = (element?.constraint ?? [])
    // The extension's own profile has the second kind.
    .filter(({ key }) => !OF_THE_CHECKER.has(key) && !key.startsWith('crd-'))
    .map(({ key, expression = '' }) => reading.keyOf(key, expression));

  const below = [...branch.below].map(
    ([child, part]) => [child, ruleOf(part, type === '' ? name : inner, child, reading)] as const,
  );
  const elements = below.filter(([, rule]) => Object.keys(rule).length > 0);
  const by = element?.slicing?.discriminator ?? [];
  const slices = [...branch.slices].map(([slice, part]): readonly [string, Slice] => [
    slice,
    {
      when: by.map((one) => conditions(part, one, reading)),
      // How often is counted for the slice by itself.
      ...beyond(ruleOf(part, type, name, reading), { invariants, elements: Object.fromEntries(elements) }),
    },
  ]);
  // Each extension that is wanted is missed by its own name.
  const wanted = slices.reduce((sum, [, slice]) => sum + (slice.min ?? 0), 0);
  return {
    ...(min && element.min > (name === 'extension' ? wanted : 0) ? { min: element.min } : {}),
    ...(max ? { max: most } : {}),
    ...(fewer ? { types } : {}),
    ...(known ? { targets } : {}),
    ...(profiles.length === 0 ? {} : { profiles }),
    ...(fixed === undefined ? {} : { fixed }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(bound === 'required' ? { codes: valueSet } : {}),
    ...(bound === 'extensible' ? { usual: valueSet } : {}),
    ...(invariants.length === 0 ? {} : { invariants }),
    ...(element?.slicing?.rules === 'closed' && slices.length > 0 ? { closed: true } : {}),
    ...(slices.length === 0 ? {} : { slices: Object.fromEntries(slices) }),
    ...(elements.length === 0 ? {} : { elements: Object.fromEntries(elements) }),
  };
}

/** What a profile asks beyond R4, from its snapshot. */
export function rulesOf({ type, snapshot }: SnapshotFile, reading: Reading): Rule {
  return ruleOf(branches(snapshot.element), '', type, reading);
}
