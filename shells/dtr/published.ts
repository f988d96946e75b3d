import type { Bundle, FhirResource } from 'fhir/r4.js';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { formById, formFor, type HeldForm } from './held-form.ts';
import { factsId, librariesOf } from './published-libraries.ts';
import { questionnaireOf } from './questionnaires.ts';
import { codesHeld } from './value-sets.ts';

/** Types of which resources can be read by their id or their address. */
export const PUBLISHED = ['Questionnaire', 'Library', 'ValueSet', 'CodeSystem'] as const;
export type PublishedType = (typeof PUBLISHED)[number];

/** What is looked for: the id of a resource, in one version or in that of the day. */
export interface Sought {
  readonly id: string;
  readonly version: string | undefined;
  /** YYYY-MM-DD */
  readonly on: string;
}

/** A published resource; undefined where there is none of this id and version. */
export async function publishedBy(
  type: PublishedType,
  { id, version, on }: Sought,
  knowledge: Knowledge,
  base: string,
): Promise<FhirResource | undefined> {
  const form = (ofForm: string): HeldForm | undefined => formById(ofForm, version, knowledge, base, on);
  switch (type) {
    case 'Questionnaire': {
      const held = form(id);
      return held && questionnaireOf(held);
    }
    case 'Library': {
      const held = form(id.replace(/-facts$/u, ''));
      if (held === undefined || (id !== factsId(held) && held.adaptive)) return undefined;
      return (await librariesOf(held, knowledge.facts)).find((library) => library.id === id);
    }
    case 'ValueSet':
    case 'CodeSystem':
      return codesHeld(knowledge, base).find(
        (one) => one.resourceType === type && one.id === id && (version === undefined || one.version === version),
      );
    default:
      return type satisfies never;
  }
}

/**
 * Resources of a type by their canonical address, in one version or that of the day; without an address all of them, of
 * libraries none: they are large, and each form names its own.
 */
export async function publishedUnder(
  type: PublishedType,
  { url, version, on }: { readonly url: string | undefined; readonly version: string | undefined; readonly on: string },
  knowledge: Knowledge,
  base: string,
): Promise<Bundle> {
  const start = `${base}/${type}/`;
  const [plain = '', own] = (url ?? '').split('|');
  const one = plain.startsWith(start)
    ? await publishedBy(type, { id: plain.slice(start.length), version: own ?? version, on }, knowledge, base)
    : undefined;
  const found = url === undefined ? allOf(type, knowledge, base) : one === undefined ? [] : [one];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    entry: found.map((resource) => ({
      fullUrl: `${start}${resource.id ?? ''}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}

function allOf(type: PublishedType, knowledge: Knowledge, base: string): readonly FhirResource[] {
  if (type === 'Library') return [];
  if (type !== 'Questionnaire') return codesHeld(knowledge, base).filter((one) => one.resourceType === type);
  return knowledge.policies.flatMap((policy) =>
    (['initial', 'renewal'] as const).flatMap((kind) =>
      [false, true].flatMap((adaptive) => {
        const held = formFor(policy, kind, adaptive, knowledge, base);
        return held === undefined ? [] : [questionnaireOf(held)];
      }),
    ),
  );
}
