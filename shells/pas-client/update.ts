import type { Bundle, Claim, ClaimItem, ClaimSupportingInfo, Extension, FhirResource } from 'fhir/r4.js';
import * as codes from '../fhir/claim/systems.ts';
import { CERTIFICATION, EXTENSION } from '../pas/systems.ts';
import { canonical } from '../store/chain.ts';
import type { Addressed, NewId } from './addresses.ts';
import { CERTIFICATION_SYSTEM, REQUEST_PROFILE } from './systems.ts';

/** A request that was sent before, with its claim. */
export interface Before {
  readonly bundle: Bundle<FhirResource>;
  readonly claim: Claim;
  readonly address: string;
}

type Entry = Addressed;

/**
 * A new request as the update of one that was sent: every line and every paper of before stands in its place, marked
 * where it is changed, added or taken away; resources that say the same as before keep their address.
 */
export function updateOf(fresh: Bundle<FhirResource>, before: Before): Bundle<FhirResource> {
  const same = sameAsBefore(entriesOf(fresh), entriesOf(before.bundle));
  const bundle = JSON.parse(
    JSON.stringify(fresh).replaceAll(/urn:uuid:[0-9a-f-]{36}/gu, (address) => same.get(address) ?? address),
  ) as Bundle<FhirResource>;
  const [first, ...rest] = entriesOf(bundle);
  if (first?.resource.resourceType !== 'Claim') throw new Error('a request begins with its claim');
  const held = new Map(entriesOf(before.bundle).map(({ fullUrl, resource }) => [fullUrl, resource]));
  // What says the same as before is what was sent before, word for word.
  const unchanged = new Set(same.values());
  const kept = rest.map((entry) =>
    unchanged.has(entry.fullUrl) ? { ...entry, resource: held.get(entry.fullUrl) ?? entry.resource } : entry,
  );
  const now = new Map(kept.map(({ fullUrl, resource }) => [fullUrl, resource]));
  const claim: Claim = {
    ...first.resource,
    meta: { profile: [REQUEST_PROFILE.update] },
    related: relatedTo(before),
    item: itemsOf(first.resource.item ?? [], before.claim.item ?? []),
    supportingInfo: papersOf(first.resource.supportingInfo ?? [], before.claim.supportingInfo ?? [], held, now),
  };
  return withEntries(bundle, [{ ...first, resource: claim }, priorEntry(before), ...kept], before);
}

/**
 * The update by which a request is taken back: every line is cancelled, and nothing else is changed.
 * @param now a moment to the second, with its offset
 */
export function cancellationOf(before: Before, now: string, next: NewId): Bundle<FhirResource> {
  const id = next();
  const claim: Claim = {
    ...before.claim,
    id,
    meta: { profile: [REQUEST_PROFILE.update] },
    identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${next()}` }],
    created: now,
    related: relatedTo(before),
    item: (before.claim.item ?? []).map(cancelled),
  };
  const bundle: Bundle<FhirResource> = {
    ...before.bundle,
    id: next(),
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${next()}` },
    timestamp: now,
  };
  return withEntries(bundle, [{ fullUrl: `urn:uuid:${id}`, resource: claim }, priorEntry(before)], before);
}

function entriesOf({ entry = [] }: Bundle<FhirResource>): readonly Entry[] {
  return entry.flatMap(({ fullUrl, resource }) =>
    fullUrl === undefined || resource === undefined ? [] : [{ fullUrl, resource }],
  );
}

/** The claim of before. Where it changed another one, that one does not come along: it is named by its number. */
function priorEntry({ claim, address, bundle }: Before): Entry {
  if (claim.related === undefined) return { fullUrl: address, resource: claim };
  const related = claim.related.map((relation) => {
    const earlier = entriesOf(bundle).find(({ fullUrl }) => fullUrl === relation.claim?.reference)?.resource;
    const [identifier] = earlier?.resourceType === 'Claim' ? (earlier.identifier ?? []) : [];
    return identifier === undefined ? relation : { ...relation, claim: { identifier } };
  });
  return { fullUrl: address, resource: { ...claim, related } };
}

const relatedTo = ({ address }: Before): NonNullable<Claim['related']> => [
  {
    claim: { reference: address },
    relationship: { coding: [{ system: codes.RELATIONSHIP, code: 'prior' }] },
  },
];

/** What the bundle has not yet and the claim of before, or a paper that was taken away, speaks of; each once. */
function withEntries(bundle: Bundle<FhirResource>, entries: readonly Entry[], before: Before): Bundle<FhirResource> {
  const present = new Set(entries.map(({ fullUrl }) => fullUrl));
  const others = entriesOf(before.bundle).filter(
    ({ fullUrl, resource }) => !present.has(fullUrl) && resource.resourceType !== 'Claim',
  );
  return { ...bundle, entry: [...entries, ...others] };
}

/** Addresses of resources made anew that say what one of before says, by the new address. */
function sameAsBefore(fresh: readonly Entry[], before: readonly Entry[]): ReadonlyMap<string, string> {
  const same = new Map<string, string>();
  const others = fresh.filter(({ resource }) => resource.resourceType !== 'Claim');
  // A resource that refers to another is the same once that one is known to be.
  for (let found = -1; found < same.size;) {
    found = same.size;
    for (const { fullUrl, resource } of others) {
      const said = substanceOf(resource, same);
      const old = before.find((entry) => substanceOf(entry.resource, same) === said);
      if (old !== undefined && old.fullUrl !== fullUrl) same.set(fullUrl, old.fullUrl);
    }
  }
  return same;
}

/** What a resource says, apart from when it was written and under which number. */
function substanceOf(resource: Entry['resource'], same: ReadonlyMap<string, string>): string {
  const said = Object.fromEntries(Object.entries(resource).filter(([key]) => key !== 'id' && key !== 'authored'));
  return canonical(said).replaceAll(/urn:uuid:[0-9a-f-]{36}/gu, (address) => same.get(address) ?? address);
}

const CHANGED: Extension = { url: EXTENSION.infoChanged, valueCode: 'changed' };
const ADDED: Extension = { url: EXTENSION.infoChanged, valueCode: 'added' };
const CANCELLED: Extension = { url: EXTENSION.infoCancelled, valueBoolean: true };

interface Marked {
  readonly extension?: Extension[] | undefined;
  readonly modifierExtension?: Extension[] | undefined;
}

const isCancelled = ({ modifierExtension = [] }: Marked): boolean =>
  modifierExtension.some(({ url, valueBoolean }) => url === EXTENSION.infoCancelled && valueBoolean === true);

/** Without the marks of the change before. */
function unmarked<Part extends Marked>(part: Part): Part {
  const { extension: all = [], ...rest } = part;
  const extension = all.filter(({ url }) => url !== EXTENSION.infoChanged);
  return { ...rest, ...(extension.length === 0 ? {} : { extension }) } as unknown as Part;
}

function marked<Part extends Marked>(part: Part, mark: Extension): Part {
  const clean = unmarked(part);
  return { ...clean, extension: [...(clean.extension ?? []), mark] };
}

function itemsOf(fresh: readonly ClaimItem[], before: readonly ClaimItem[]): ClaimItem[] {
  const kept = before.map((old) => {
    const item = fresh.find(({ sequence }) => sequence === old.sequence);
    if (item === undefined) return isCancelled(old) ? unmarked(old) : cancelled(old);
    return canonical(unmarked(old)) === canonical(item) ? item : marked(item, CHANGED);
  });
  const known = new Set(before.map(({ sequence }) => sequence));
  const added = fresh.filter(({ sequence }) => !known.has(sequence)).map((item) => marked(item, ADDED));
  return [...kept, ...added];
}

function cancelled(item: ClaimItem): ClaimItem {
  if (isCancelled(item)) return unmarked(item);
  const others = (item.extension ?? []).filter(({ url }) => url !== EXTENSION.certificationType);
  const certification: Extension = {
    url: EXTENSION.certificationType,
    valueCodeableConcept: { coding: [{ system: CERTIFICATION_SYSTEM, code: CERTIFICATION.cancel }] },
  };
  return marked({ ...item, extension: [...others, certification], modifierExtension: [CANCELLED] }, CHANGED);
}

type Resources = ReadonlyMap<string, Entry['resource']>;

/** The papers: those of before under their numbers, then those that are new. */
function papersOf(
  fresh: readonly ClaimSupportingInfo[],
  before: readonly ClaimSupportingInfo[],
  held: Resources,
  now: Resources,
): ClaimSupportingInfo[] {
  const used = new Set<ClaimSupportingInfo>();
  const kept = before.map((old) => {
    const paper = fresh.find((one) => !used.has(one) && isSamePaper(one, old, held, now));
    if (paper === undefined)
      return isCancelled(old) ? unmarked(old) : { ...marked(old, CHANGED), modifierExtension: [CANCELLED] };
    used.add(paper);
    const numbered = { ...paper, sequence: old.sequence };
    return isUnchanged(numbered, old, held, now) ? numbered : marked(numbered, CHANGED);
  });
  const last = Math.max(0, ...before.map(({ sequence }) => sequence));
  const added = fresh.filter((one) => !used.has(one));
  return [...kept, ...added.map((one, index) => marked({ ...one, sequence: last + index + 1 }, ADDED))];
}

const addressOf = ({ valueReference }: ClaimSupportingInfo): string => valueReference?.reference ?? '';

/** The same resource, or an answer to the same form. */
function isSamePaper(one: ClaimSupportingInfo, old: ClaimSupportingInfo, held: Resources, now: Resources): boolean {
  if (addressOf(one) === addressOf(old)) return true;
  const [fresh, before] = [now.get(addressOf(one)), held.get(addressOf(old))];
  if (fresh?.resourceType !== 'QuestionnaireResponse' || before?.resourceType !== 'QuestionnaireResponse') return false;
  return fresh.questionnaire === before.questionnaire;
}

function isUnchanged(one: ClaimSupportingInfo, old: ClaimSupportingInfo, held: Resources, now: Resources): boolean {
  if (isCancelled(old) || addressOf(one) !== addressOf(old)) return false;
  const [fresh, before] = [now.get(addressOf(one)), held.get(addressOf(old))];
  const none: ReadonlyMap<string, string> = new Map();
  return fresh !== undefined && before !== undefined && substanceOf(fresh, none) === substanceOf(before, none);
}
