import type { Bundle, FhirResource } from 'fhir/r4.js';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import type { DialectName } from '../../bulk/dialect.ts';
import type { Definitions } from './fact-defines.ts';
import { factsLibrary } from './facts-library.ts';
import { policyLibraries } from './library-resource.ts';
import { policyCql } from './policy-cql.ts';
import { valueSetsFor } from './valuesets.ts';

/** What is held of the facts, as far as these forms need it. */
interface Held {
  readonly facts: Definitions;
}

interface CqlTarget {
  readonly name: string;
  readonly summary: string;
  readonly export: (
    policy: Policy,
    kind: RequestKind,
    held: Held,
    on: string,
    dialect: DialectName,
    base: string,
  ) => Promise<string>;
}

/** The forms for programs that run CQL over FHIR R4. */
export const CQL_TARGETS: readonly CqlTarget[] = [
  {
    name: 'cql',
    summary: 'CQL 1.5 over a chart in FHIR R4, and answers',
    export: async (policy, kind, { facts }) =>
      textOf(policyCql(policy, kind, facts, { from: 'chart', library: await factsLibrary() })),
  },
  {
    name: 'cql-answers',
    summary: 'the same over answers alone',
    export: (policy, kind, { facts }) => Promise.resolve(textOf(policyCql(policy, kind, facts, { from: 'answers' }))),
  },
  {
    name: 'elm',
    summary: 'FHIR Libraries with CQL and ELM, those that are included behind',
    export: async (policy, kind, { facts }, _on, _dialect, base) =>
      bundled(await policyLibraries(policy, kind, facts, base, await factsLibrary())),
  },
  {
    name: 'elm-answers',
    summary: 'the FHIR Library over answers alone',
    export: async (policy, kind, { facts }, _on, _dialect, base) =>
      bundled(await policyLibraries(policy, kind, facts, base, undefined)),
  },
  {
    name: 'valuesets',
    summary: 'FHIR ValueSets of code lists and answers',
    export: (policy, kind, { facts }, _on, _dialect, base) =>
      Promise.resolve(bundled(valueSetsFor(policy, kind, facts, base))),
  },
];

/** The verb has refused a request of which the text says nothing. */
function textOf(library: { readonly cql: string } | null): string {
  if (library === null) throw new Error('A request without rules has no library');
  return library.cql.trimEnd();
}

/** Resources as one document: a collection, each under its own address. */
function bundled(resources: readonly (FhirResource & { readonly url?: string | undefined })[]): string {
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({
      ...(resource.url === undefined ? {} : { fullUrl: resource.url }),
      resource,
    })),
  };
  return JSON.stringify(bundle, null, 2);
}
