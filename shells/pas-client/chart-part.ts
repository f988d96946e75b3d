import type { FhirResource } from 'fhir/r4.js';
import type { FactRecord } from '../../core/values/fact.ts';
import { fhirElements } from '../chart/built.ts';
import { readBundle } from '../chart/bundle.ts';
import type { Chart, ChartResource } from '../chart/chart.ts';
import { below, isTree } from '../chart/elm.ts';
import { readChart } from '../chart/read-chart.ts';
import type { Addressed, NewId } from './addresses.ts';

/** A chart that a request is made from. */
export interface RequestChart {
  readonly chart: Chart;
  /** By `Type/id`: where it stands on its server, where the bundle says so. */
  readonly servers: ReadonlyMap<string, string>;
}

/** @throws InputError with every fault of the chart */
export async function requestChart(text: string, file: string, on: string): Promise<RequestChart> {
  const chart = readBundle(text, file, on, await fhirElements());
  const entries = below(JSON.parse(text.replace(/^\uFEFF/u, '')), 'entry');
  const served = (Array.isArray(entries) ? (entries as readonly unknown[]) : []).flatMap(
    (entry): (readonly [string, string])[] => {
      const [url, type, id] = [['fullUrl'], ['resource', 'resourceType'], ['resource', 'id']].map((keys) =>
        below(entry, ...keys),
      );
      return typeof url === 'string' && KEPT.test(url) ? [[`${String(type)}/${String(id)}`, url]] : [];
    },
  );
  return { chart, servers: new Map(served) };
}

/** Addresses that the guide takes: of a server, or a UUID. */
const KEPT = /^(?:https?:\/\/\S+|urn:uuid:[0-9a-f-]{36})$/u;

/** Everything that these resources refer to, and what that refers to, with themselves; in the order of the chart. */
export function reached({ resources, canonical }: Chart, from: readonly string[]): readonly ChartResource[] {
  const found = new Set(from.filter((ref) => resources.has(ref)));
  for (const ref of found)
    for (const reference of referencesIn(resources.get(ref)?.json)) {
      const to = canonical(reference);
      if (resources.has(to)) found.add(to);
    }
  return [...resources.values()].filter(({ ref }) => found.has(ref));
}

function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  else if (isTree(value))
    for (const [key, item] of Object.entries(value)) {
      if (key === 'reference' && typeof item === 'string') yield item;
      else yield* referencesIn(item);
    }
}

/**
 * The references (`Type/id`) that say the same of the wanted facts as the whole chart does: those that are their
 * evidence, where that is enough, else all of it. What no criterion asks for stays at home.
 */
export async function neededOf(
  request: RequestChart,
  facts: FactRecord,
  wanted: readonly string[],
  also: readonly string[],
  on: string,
): Promise<readonly string[]> {
  const { chart } = request;
  const evidence = wanted.flatMap((fact) => facts.get(fact)?.evidence ?? []).flatMap(({ ref }) => ref);
  const few = [...new Set([...also, ...evidence.filter((ref) => chart.resources.has(ref))])];
  const said = await factsOf(request, few, on);
  const same = wanted.every((fact) => {
    const recorded = facts.get(fact);
    return recorded?.origin !== 'chart' || said.get(fact)?.value === recorded.value;
  });
  return same ? few : [...chart.resources.keys()];
}

async function factsOf({ chart, servers }: RequestChart, refs: readonly string[], on: string): Promise<FactRecord> {
  const patient = `Patient/${String(chart.patient['id'])}`;
  // References may be written as the addresses of entries.
  const entry = reached(chart, [patient, ...refs]).map(({ ref, json }) => ({
    fullUrl: servers.get(ref),
    resource: json,
  }));
  const part = JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
  return (await readChart(part, 'the part of the chart that is sent', on)).facts;
}

/**
 * Resources of a chart under their addresses, and their references written as these addresses. A reference to what is
 * not sent is left as its words.
 * @param others addresses of resources that take the place of some of the chart, by `Type/id`
 */
export function addressed(
  { chart, servers }: RequestChart,
  resources: readonly ChartResource[],
  others: ReadonlyMap<string, string>,
  next: NewId,
): readonly (Addressed & { readonly ref: string })[] {
  const own = resources.map(({ ref }) => [ref, servers.get(ref) ?? `urn:uuid:${next()}`] as const);
  const addresses = new Map([...own, ...others]);
  return own.map(([ref, fullUrl]) => ({
    ref,
    fullUrl,
    // A checked chart holds resources of R4 and nothing else.
    resource: rewritten(chart.resources.get(ref)?.json, chart, addresses) as FhirResource,
  }));
}

function rewritten(value: unknown, chart: Chart, addresses: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, chart, addresses));
  if (!isTree(value)) return value;
  const { reference, ...rest } = value;
  const parts = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, rewritten(item, chart, addresses)]));
  if (typeof reference !== 'string' || reference.startsWith('#'))
    return reference === undefined ? parts : { reference, ...parts };
  const address = addresses.get(chart.canonical(reference));
  return address === undefined ? { display: reference, ...parts } : { reference: address, ...parts };
}
