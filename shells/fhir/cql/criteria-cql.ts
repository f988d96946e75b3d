import { inReadingOrder, isFactNode, REQUEST_DATE, type Criterion } from '../../../core/criteria/node.ts';
import { expressionOf } from './criterion-expression.ts';
import { NAMES_FUNCTION } from './decisive.ts';
import {
  COMPLETED_YEARS,
  declared,
  factDefine,
  FACTS_ALIAS,
  parametersOf,
  withBases,
  type Definitions,
  type Parameter,
  type Reading,
} from './fact-defines.ts';
import { nameCriteria } from './names.ts';
import { comment, literal, quoted } from './words.ts';

/** What goes into a library. */
export interface Contents {
  readonly name: string;
  readonly version: string;
  /** What stands above the first line, a paragraph each. */
  readonly says: readonly string[];
  readonly roots: readonly Criterion[];
  /** Facts that are wanted besides those of the criteria. */
  readonly facts: readonly string[];
  readonly definitions: Definitions;
  readonly reading: Reading;
  /** The defines on top, which may refer to criteria. */
  readonly results: (refer: Refer) => readonly Define[];
  /** What stands above the define of a criterion: its meaning and where it is said. */
  readonly about: (node: Criterion) => readonly string[];
}

export type Refer = (node: Criterion) => string;

export interface Define {
  readonly says: string;
  readonly name: string;
  readonly expression: string;
}

/** A library as text, with what a program has to know of it. */
export interface CqlLibrary {
  readonly name: string;
  readonly version: string;
  readonly cql: string;
  readonly parameters: readonly Parameter[];
  /** The facts that have a define, by id. */
  readonly facts: readonly string[];
  /** The name of the define of a criterion. */
  readonly defineOf: (node: Criterion) => string;
}

/** The names that every library of criteria has on top. */
export const RESULTS = { met: 'Criteria Met', outcome: 'Outcome', deciding: 'Deciding', needed: 'Needed' } as const;

const HEADINGS = {
  parameters: 'Answers',
  results: 'Findings',
  criteria: 'Criteria',
  facts: 'Facts',
  functions: 'Functions',
} as const;

/** Writes a library of CQL 1.5 over the context Patient: parameters, results, one define a criterion, one a fact. */
export function writeLibrary(contents: Contents): CqlLibrary {
  const { name, version, roots, definitions, reading } = contents;
  const { facts, judged } = factsOf(contents);
  const parameters = parametersOf(facts, judged, definitions);
  const years = facts.some((id) => definitions.get(id)?.derivedFrom !== undefined);
  const criteria = nameCriteria(roots, [
    ...Object.values(RESULTS),
    ...facts,
    ...parameters.map((one) => one.name),
    ...['Patient', FACTS_ALIAS, 'FHIR', 'System', 'Names', COMPLETED_YEARS],
    // A text that is a define's name as well is taken for a slip by translators.
    ...roots.flatMap(inReadingOrder).flatMap(valuesOf),
  ]);
  const refer: Refer = (node) => quoted(criteria.of(node));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [HEADINGS.results, contents.results(refer).map(written)],
    [
      HEADINGS.criteria,
      criteria.defined.map((node) =>
        [
          ...contents.about(node).flatMap(comment),
          `define ${refer(node)}:`,
          `  ${expressionOf(node, refer, definitions)}`,
        ].join('\n'),
      ),
    ],
    [HEADINGS.facts, facts.map((id) => factDefine(id, definitions, reading))],
    [HEADINGS.functions, [NAMES_FUNCTION, ...(years ? [YEARS] : [])]],
  ];
  const cql = [
    contents.says.map((one) => comment(one).join('\n')).join('\n//\n'),
    `library ${name} version ${literal(version)}`,
    `using FHIR version '4.0.1'`,
    ...(reading.from === 'chart'
      ? [`include ${reading.library.name} version ${literal(reading.library.version)} called ${FACTS_ALIAS}`]
      : []),
    heading(HEADINGS.parameters),
    ...parameters.map(declared),
    'context Patient',
    ...sections.flatMap(([title, parts]) => [heading(title), ...parts]),
  ].join('\n\n');
  return { name, version, cql: `${cql}\n`, parameters, facts, defineOf: criteria.of };
}

/** Completed years by the calendar: who is born on 29 February completes one on 1 March where that day is missing. */
const YEARS = `define function ${COMPLETED_YEARS}(born Date, on Date):
  year from on - year from born
    - (if month from on < month from born
        or (month from on = month from born and day from on < day from born) then 1 else 0)`;

function written({ says, name, expression }: Define): string {
  return [...comment(says), `define ${quoted(name)}:`, `  ${expression}`].join('\n');
}

function heading(title: string): string {
  return `// ---- ${title} ${'-'.repeat(Math.max(3, 104 - title.length))}`;
}

/** The texts that a criterion compares its fact with. */
function valuesOf(node: Criterion): readonly string[] {
  if (node.kind === 'is') return [String(node.value)];
  if (node.kind === 'one-of') return node.values.map(String);
  if (node.kind === 'in') return node.codes;
  return node.kind === 'judgement' ? node.attestedBy : [];
}

/** The facts of all criteria in reading order, with those they follow from, and those that are judged. */
function factsOf({ roots, facts, definitions }: Contents): {
  readonly facts: readonly string[];
  readonly judged: ReadonlySet<string>;
} {
  const nodes = roots.flatMap(inReadingOrder).filter(isFactNode);
  const dated = nodes.some(({ kind }) => kind === 'within') ? [REQUEST_DATE] : [];
  return {
    facts: withBases([...facts, ...dated, ...nodes.map(({ fact }) => fact)], definitions),
    judged: new Set(nodes.filter(({ kind }) => kind === 'judgement').map(({ fact }) => fact)),
  };
}
