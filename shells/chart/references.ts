import type { Chart } from './chart.ts';

/** A resource of the bundle with the address that the bundle gives it. */
export interface Addressed {
  readonly ref: string;
  readonly fullUrl: string | null;
}

const WEB = /^https?:/iu;
const SERVED = /^(.+)\/([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)$/u;

const unversioned = (reference: string): string => reference.replace(/\/_history\/[^/]*$/u, '');

/** `https://host/fhir` of `https://host/fhir/Patient/p`; null where the address is not of that form. */
const baseOf = (url: string): string | null => (WEB.test(url) ? (SERVED.exec(unversioned(url))?.[1] ?? null) : null);

/** The server of a searchset, from its own address: `https://host/fhir/Patient?name=x`. */
const baseOfSearch = (url: string): string => url.replace(/[?#].*$/u, '').replace(/(?:\/[A-Z][A-Za-z]+.*)?\/?$/u, '');

/**
 * Makes any form of reference to a resource of the chart its `Type/id`. An absolute one has to be the address of that
 * resource, or lie under an address of the bundle's own where the bundle gives the resource none: the same id at
 * another hospital is another patient. Any other reference stays as it is written, without its version.
 */
export function canonicalBy(entries: readonly Addressed[], self: string | null): Chart['canonical'] {
  const urls = entries.flatMap(({ ref, fullUrl }): [string, string][] =>
    fullUrl === null ? [] : [[unversioned(fullUrl), ref]],
  );
  const byUrl = new Map(urls);
  const served = new Set(urls.flatMap(([url, ref]) => (WEB.test(url) ? [ref] : [])));
  const bases = new Set(urls.map(([url]) => baseOf(url)).filter((base) => base !== null));
  if (self !== null && WEB.test(self)) bases.add(baseOfSearch(self));
  return (reference) => {
    const plain = unversioned(reference);
    const known = byUrl.get(plain);
    if (known !== undefined) return known;
    if (!WEB.test(plain)) return /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]+)$/u.exec(plain)?.[1] ?? reference;
    const [, base = '', ref = ''] = SERVED.exec(plain) ?? [];
    return bases.has(base) && !served.has(ref) ? ref : plain;
  };
}

/** A relative reference in full, by the address of the resource that it stands in. */
export function fromEntry(reference: string, { fullUrl }: Addressed): string {
  const base = fullUrl === null ? null : baseOf(fullUrl);
  return base === null || !/^[A-Z][A-Za-z]+\/[^/]+/u.test(reference) ? reference : `${base}/${reference}`;
}
