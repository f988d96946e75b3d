import { readdirSync } from 'node:fs';
import path from 'node:path';
import { FIXTURES, fixture } from '../../support/standards.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One element of a published profile, as HL7 wrote it: these tests do not read the rules made from it. */
export interface Published {
  readonly id: string;
  readonly min: number;
  readonly max: string;
  readonly type?: readonly { readonly code: string; readonly targetProfile?: readonly string[] }[];
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly slicing?: unknown;
}

/** Elements of every profile by its address, each by its id. */
export function publishedProfiles(): ReadonlyMap<string, ReadonlyMap<string, Published>> {
  const folder = 'pas-2.2.1/profiles';
  const names = readdirSync(path.join(FIXTURES ?? '', folder)).filter((name) =>
    name.startsWith('StructureDefinition-'),
  );
  return new Map(
    names.map((name) => {
      const { url, snapshot } = fixture(`${folder}/${name}`) as {
        readonly url: string;
        readonly snapshot: { readonly element: readonly Published[] };
      };
      return [url, new Map(snapshot.element.map((element) => [element.id, element] as const))] as const;
    }),
  );
}

/** A step into JSON: a name, or an index. */
type Step = string | number;

/** A place in an example, with what its profile says of it. */
export interface Place {
  readonly steps: readonly Step[];
  /** FHIRPath, as faults name places. */
  readonly where: string;
  readonly above: string;
  /** As `where` with the number of the last extension in place of its address: a fault may lie in the address. */
  readonly numbered: string;
  readonly value: unknown;
  /** The item of a list belongs to the element of the list. */
  readonly isItem: boolean;
  /** Extensions of a primitive beside it can stand in for the value. */
  readonly hasBeside: boolean;
  readonly element: Published | null;
  readonly elements: ReadonlyMap<string, Published>;
  /** `Claim.item`. */
  readonly id: string;
}

const itemWhere = (where: string, name: string, list: readonly unknown[], index: number): string => {
  const urls = list.map((item) => (isJson(item) ? item['url'] : undefined));
  const url = urls[index];
  if (name !== 'extension' || typeof url !== 'string') return `${where}[${index}]`;
  const same = urls.flatMap((other, at) => (other === url ? [at] : []));
  return `${where}('${url}')${same.length === 1 ? '' : `[${same.indexOf(index)}]`}`;
};

/** The stem of a choice's name, as `value` of `valueDate`; null where the name is no choice's. */
function stemOf(name: string, id: string, elements: ReadonlyMap<string, Published>): string | null {
  if (elements.has(`${id}.${name}`)) return null;
  const stems = [...name.matchAll(/[A-Z]/gu)].map(({ index }) => name.slice(0, index));
  const known = stems.find((stem) => elements.has(`${id}.${stem}[x]`));
  return known ?? /^(value|timing|serviced|location|diagnosis|onset|medication|content)[A-Z]/u.exec(name)?.[1] ?? null;
}

/**
 * Every place of a resource, those of the resources in it with their own profiles.
 * @param profiles from publishedProfiles
 */
export function* placesIn(
  json: Json,
  profiles: ReadonlyMap<string, ReadonlyMap<string, Published>>,
  steps: readonly Step[] = [],
  where = String(json['resourceType']),
  numbered = where,
): Generator<Place> {
  const meta = json['meta'];
  const claims = isJson(meta) && Array.isArray(meta['profile']) ? (meta['profile'] as readonly unknown[]) : [];
  const elements = profiles.get(String(claims[0])) ?? new Map<string, Published>();
  yield* inside(json, String(json['resourceType']), elements, profiles, steps, where, numbered);
}

function* inside(
  json: Json,
  id: string,
  elements: ReadonlyMap<string, Published>,
  profiles: ReadonlyMap<string, ReadonlyMap<string, Published>>,
  steps: readonly Step[],
  where: string,
  numbered: string,
): Generator<Place> {
  for (const [name, value] of Object.entries(json)) {
    if (['resourceType', 'text', 'meta', 'contained'].includes(name) || name.startsWith('_')) continue;
    const stem = stemOf(name, id, elements);
    const own = stem === null ? name : `${stem}[x]`;
    const at = `${where}.${stem ?? name}`;
    const element = elements.get(`${id}.${own}`) ?? null;
    const hasBeside = json[`_${name}`] !== undefined;
    const place = { hasBeside, element, elements, id: `${id}.${own}` };
    yield {
      ...place,
      steps: [...steps, name],
      where: at,
      above: where,
      numbered: `${numbered}.${stem ?? name}`,
      value,
      isItem: false,
    };
    const list = Array.isArray(value) ? (value as readonly unknown[]) : null;
    for (const [index, item] of (list ?? [value]).entries()) {
      const into = list === null ? [...steps, name] : [...steps, name, index];
      const here = list === null ? at : itemWhere(at, name, list, index);
      if (list !== null)
        yield { ...place, steps: into, where: here, above: at, numbered: `${at}[${index}]`, value: item, isItem: true };
      if (!isJson(item)) continue;
      if (typeof item['resourceType'] === 'string') yield* placesIn(item, profiles, into, here);
      else
        yield* inside(item, `${id}.${own}`, elements, profiles, into, here, list === null ? here : `${at}[${index}]`);
    }
  }
}

/** A copy with the value at a place put instead; undefined takes it out. */
export function putAt(whole: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(whole)) {
    const items = whole as readonly unknown[];
    const put = items.map((item, index) => (index === step ? putAt(item, rest, value) : item));
    return rest.length === 0 && value === undefined ? put.filter((_, index) => index !== step) : put;
  }
  const json = whole as Json;
  const put = { ...json, [step]: putAt(json[step], rest, value) };
  return Object.fromEntries(Object.entries(put).filter(([, part]) => part !== undefined));
}
