import { REQUEST_DATE } from '../../../core/criteria/node.ts';
import type { FactDefinition } from '../../../core/values/fact.ts';
import { comment, cqlType, cqlValue, quoted } from './words.ts';

/** Where the facts come from: answers alone, or answers and else the chart, which the facts library reads. */
export type Reading = { readonly from: 'answers' } | { readonly from: 'chart'; readonly library: FactsLibrary };

/** The library that reads facts from a chart. */
export interface FactsLibrary {
  readonly name: string;
  readonly version: string;
  /** The facts that it has a define for, each giving `value` and `evidence`. */
  readonly stated: ReadonlySet<string>;
}

export type Definitions = ReadonlyMap<string, FactDefinition>;

/** A parameter of the library: an answer, who gave it, or the day of the request. */
export interface Parameter {
  readonly name: string;
  readonly type: 'Boolean' | 'Date' | 'Integer' | 'String';
  /** What a person is asked. */
  readonly says: string;
}

/** The day of the request, under the name that the facts library has for it. */
export const ON = 'On';
/** The facts library, as the policy's library calls it. */
export const FACTS_ALIAS = 'Facts';
export const COMPLETED_YEARS = 'CompletedYears';

export const answerName = (fact: string): string => `answer ${fact}`;
export const signerName = (fact: string): string => `answer ${fact} by`;
export const roleName = (fact: string): string => `answer ${fact} role`;

/** The facts and all that they follow from, bases last. @throws where `definitions` lacks one */
export function withBases(facts: Iterable<string>, definitions: Definitions): readonly string[] {
  const all = new Set(facts);
  for (const id of all) {
    if (id === REQUEST_DATE) continue;
    const { derivedFrom, follows } = definitionOf(id, definitions);
    const base = derivedFrom ?? follows?.from;
    if (base !== undefined) all.add(base);
  }
  return [...all];
}

/** @throws where no such fact is defined (the loader lets no such file pass) */
export function definitionOf(id: string, definitions: Definitions): FactDefinition {
  const definition = definitions.get(id);
  if (definition === undefined) throw new Error(`No fact ${id} is defined, which a criterion asks for`);
  return definition;
}

/** The parameters of the facts, those who sign included. */
export function parametersOf(
  facts: readonly string[],
  judged: ReadonlySet<string>,
  definitions: Definitions,
): readonly Parameter[] {
  return [
    { name: ON, type: 'Date', says: 'The day of the request, from which ages and periods count.' },
    ...facts
      .filter((id) => id !== REQUEST_DATE)
      .flatMap((id): Parameter[] => {
        const definition = definitionOf(id, definitions);
        const answer: Parameter = { name: answerName(id), type: cqlType(definition), says: asks(definition) };
        if (!judged.has(id)) return [answer];
        return [
          answer,
          {
            name: signerName(id),
            type: 'String',
            says: 'The name of the person who says so; without it the answer settles nothing.',
          },
          { name: roleName(id), type: 'String', says: 'The role in which that person says so.' },
        ];
      }),
  ];
}

function asks({ ask, type }: FactDefinition): string {
  return type.kind === 'one-of' ? `${ask} One of: ${type.choices.map(({ value }) => value).join(', ')}.` : ask;
}

/** The declaration of a parameter. The default keeps an answer that is not given null in every engine. */
export function declared({ name, type, says }: Parameter): string {
  const standing = name === ON ? 'Today()' : 'null';
  return [...comment(says), `parameter ${quoted(name)} ${type} default ${standing}`].join('\n');
}

/** The define of a fact: the answer, else what the chart says, else what follows from another fact. */
export function factDefine(id: string, definitions: Definitions, reading: Reading): string {
  if (id === REQUEST_DATE) return `// The day of the request\ndefine ${quoted(id)}:\n  ${quoted(ON)}`;
  const definition = definitionOf(id, definitions);
  return [
    ...comment(definition.name),
    `define ${quoted(id)}:`,
    `  ${factExpression(definition, definitions, reading)}`,
  ].join('\n');
}

/**
 * The order is that of a determination: a calculation from what a person answered goes before their answer, that before
 * a calculation from the chart.
 */
function factExpression(definition: FactDefinition, definitions: Definitions, reading: Reading): string {
  const { id, derivedFrom, follows } = definition;
  if (derivedFrom !== undefined) {
    const [answered, ...charted] = sourcesOf(derivedFrom, reading).map(
      (base) => `${COMPLETED_YEARS}(${base}, ${quoted(ON)})`,
    );
    const [own, ...ownCharted] = sourcesOf(id, reading);
    return firstOf([answered, own, ...charted, ...ownCharted].filter((source) => source !== undefined));
  }
  const stated = sourcesOf(id, reading);
  if (follows === undefined) return firstOf(stated);
  const base = definitionOf(follows.from, definitions);
  const applies = `${firstOf(sourcesOf(base.id, reading))} = ${cqlValue(follows.is, base)}`;
  return firstOf([...stated, `if ${applies} then ${cqlValue(follows.value, definition)} else null`]);
}

/** The answer, and what the chart says where the facts library reads it. */
function sourcesOf(id: string, reading: Reading): readonly string[] {
  if (id === REQUEST_DATE) return [quoted(ON)];
  const charted = reading.from === 'chart' && reading.library.stated.has(id);
  return [quoted(answerName(id)), ...(charted ? [`${FACTS_ALIAS}.${quoted(id)}.value`] : [])];
}

function firstOf(sources: readonly string[]): string {
  const [only = 'null', ...others] = sources;
  if (others.length === 0) return only;
  const line = `Coalesce(${sources.join(', ')})`;
  return line.length <= 110 ? line : `Coalesce(\n${sources.map((source) => `    ${source}`).join(',\n')})`;
}
