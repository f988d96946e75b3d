import type { Library } from 'fhir/r4.js';
import { isTree } from '../chart/elm.ts';
import type { Tree } from '../fhir/cql/elm-tree.ts';
import { factsLibrary, type CompiledFacts } from '../fhir/cql/facts-library.ts';
import { policyLibraries } from '../fhir/cql/library-resource.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { HeldForm } from './held-form.ts';
import { including, ownFacts, type CompiledLibrary } from './own-facts.ts';

const known = new WeakMap<HeldForm['form'], Promise<readonly Library[]>>();

/**
 * The libraries that fill a form in from a chart: its own first, then the one that it includes, cut to what it asks for.
 * Made once for each form; the first of all takes some seconds.
 */
export function librariesOf(held: HeldForm, facts: Knowledge['facts']): Promise<readonly Library[]> {
  const before = known.get(held.form);
  if (before !== undefined) return before;
  const making = made(held, facts);
  known.set(held.form, making);
  // What went wrong once is tried again.
  making.catch(() => known.delete(held.form));
  return making;
}

/** Where the libraries of a form stand, by the id of the resource. */
export const factsId = ({ policy, kind }: Pick<HeldForm, 'policy' | 'kind'>): string => `${policy.id}-${kind}-facts`;

async function made(held: HeldForm, facts: Knowledge['facts']): Promise<readonly Library[]> {
  const { policy, kind, base } = held;
  const all = await factsLibrary();
  const [main, whole] = await policyLibraries(policy, kind, facts, base, all);
  if (main === undefined || whole === undefined) throw new Error('A form that is held has its libraries');
  const compiled = compiledOf(main);
  const own = ownFacts(compiled.elm, all, `${compiled.name}Facts`, policy.version);
  const joined = including(compiled, all, own);
  const id = factsId(held);
  const url = `${base}/Library/${id}`;
  return [
    {
      ...main,
      relatedArtifact: [
        { type: 'depends-on', display: 'Reads the facts from the chart', resource: `${url}|${own.version}` },
      ],
      content: contentOf(joined),
    },
    {
      ...whole,
      ...{ id, url, version: own.version, name: own.name },
      title: `${main.title ?? ''}: reading the facts from a chart`,
      description:
        'One define for each fact that the request asks for, with the value that a chart states and the resources it rests on.',
      ...(main.dataRequirement === undefined ? {} : { dataRequirement: main.dataRequirement }),
      content: contentOf(own),
    },
  ];
}

function compiledOf({ name = '', version = '', content = [] }: Library): CompiledLibrary {
  const [cql = '', elm = ''] = ['text/cql', 'application/elm+json'].map((type) =>
    Buffer.from(content.find(({ contentType }) => contentType === type)?.data ?? '', 'base64').toString('utf8'),
  );
  const parsed: unknown = JSON.parse(elm);
  if (!isTree(parsed)) throw new Error('ELM is a JSON object');
  return { name, version, cql, elm: parsed satisfies Tree };
}

function contentOf({ cql, elm }: Pick<CompiledFacts, 'cql' | 'elm'>): NonNullable<Library['content']> {
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  return [
    { contentType: 'text/cql', data: base64(cql) },
    { contentType: 'application/elm+json', data: base64(JSON.stringify(elm)) },
  ];
}
