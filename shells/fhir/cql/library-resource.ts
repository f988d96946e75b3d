import type { Library, ParameterDefinition } from 'fhir/r4.js';
import type { Policy, RequestKind } from '../../../core/coverage/policy.ts';
import { elmOf } from './compiled.ts';
import { RESULTS, type CqlLibrary } from './criteria-cql.ts';
import { dataRequirements } from './data-requirements.ts';
import { listAt, textAt } from './elm-tree.ts';
import type { CompiledFacts } from './facts-library.ts';
import { definitionOf, ON, type Definitions, type Parameter, type Reading } from './fact-defines.ts';
import { libraryId, policyCql } from './policy-cql.ts';
import { cqlType } from './words.ts';

const LOGIC_LIBRARY = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/library-type', code: 'logic-library' }],
};

/**
 * The criteria of one request as a FHIR R4 Library with CQL and ELM, and the libraries that it includes behind it. None
 * where the text that is held says nothing of the request.
 * @param base address below which the libraries stand, without a slash at its end
 * @param facts the library that reads the chart; undefined for a library over answers alone
 */
export async function policyLibraries(
  policy: Policy,
  kind: RequestKind,
  definitions: Definitions,
  base: string,
  facts: CompiledFacts | undefined,
): Promise<readonly Library[]> {
  const reading: Reading = facts === undefined ? { from: 'answers' } : { from: 'chart', library: facts };
  const library = policyCql(policy, kind, definitions, reading);
  if (library === null) return [];
  const elm = await elmOf(library, facts);
  const id = libraryId(policy, kind, reading);
  const read = library.facts.filter((fact) => facts?.stated.has(fact));
  const { from, to } = policy.inForce;
  const resource: Library = {
    resourceType: 'Library',
    id,
    url: `${base}/Library/${id}`,
    version: library.version,
    name: library.name,
    title: `${policy.title}: ${kind} request`,
    status: 'active',
    experimental: false,
    type: LOGIC_LIBRARY,
    date: policy.version,
    description: `The criteria of ${policy.title} for ${kind === 'initial' ? 'an initial' : 'a renewal'} request. A criterion is true where it is met, false where it is not, and null where it is not known.`,
    effectivePeriod: { start: from, ...(to === undefined ? {} : { end: to }) },
    ...(facts === undefined
      ? {}
      : {
          relatedArtifact: [
            {
              type: 'depends-on',
              display: 'FHIR 4.0.1',
              resource: 'http://fhir.org/guides/cqf/common/Library/FHIR-ModelInfo|4.0.1',
            },
            { type: 'depends-on', display: 'Reads the facts from the chart', resource: factsAddress(facts, base) },
          ],
        }),
    parameter: [...library.parameters.map(input), ...outputs(library, definitions)],
    ...(facts === undefined ? {} : { dataRequirement: [...dataRequirements(facts.elm, read)] }),
    content: contentOf(library.cql, elm),
  };
  return facts === undefined ? [resource] : [resource, factsResource(facts, base)];
}

function factsAddress({ name, version }: CompiledFacts, base: string): string {
  return `${base}/Library/${name}|${version}`;
}

/** The library that reads facts from a chart, as a resource. */
function factsResource(facts: CompiledFacts, base: string): Library {
  const { name, version, cql, elm } = facts;
  const defines = listAt(elm, 'library', 'statements', 'def').map((define) => textAt(define, 'name'));
  return {
    resourceType: 'Library',
    id: name,
    url: `${base}/Library/${name}`,
    version,
    name,
    title: 'Reading facts from a chart',
    status: 'active',
    experimental: false,
    type: LOGIC_LIBRARY,
    description: 'One define for each fact, with the value that a chart states and the resources it rests on.',
    parameter: [input({ name: ON, type: 'Date', says: 'The day of the answer.' })],
    dataRequirement: [...dataRequirements(elm, defines)],
    content: contentOf(cql, elm),
  };
}

function contentOf(cql: string, elm: unknown): NonNullable<Library['content']> {
  return [
    { contentType: 'text/cql', data: base64(cql) },
    { contentType: 'application/elm+json', data: base64(JSON.stringify(elm)) },
  ];
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const FHIR_TYPES = { Boolean: 'boolean', Date: 'date', Integer: 'integer', String: 'string' } as const;

function input({ name, type, says }: Parameter): ParameterDefinition {
  return { name, use: 'in', min: 0, max: '1', documentation: says, type: FHIR_TYPES[type] };
}

/** What the library gives back: the findings, and each fact by its id. */
function outputs({ facts }: CqlLibrary, definitions: Definitions): readonly ParameterDefinition[] {
  const one = { use: 'out', min: 0, max: '1' } as const;
  const many = { use: 'out', min: 0, max: '*' } as const;
  return [
    { name: RESULTS.met, ...one, type: 'boolean' },
    { name: RESULTS.outcome, ...one, type: 'string' },
    { name: RESULTS.deciding, ...many, type: 'string' },
    { name: RESULTS.needed, ...many, type: 'string' },
    ...facts.map((fact) => {
      const definition = definitionOf(fact, definitions);
      return { name: fact, ...one, documentation: definition.name, type: FHIR_TYPES[cqlType(definition)] };
    }),
  ];
}
