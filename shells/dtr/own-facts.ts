import { below, nodesOfType } from '../chart/elm.ts';
import { namesReached } from '../fhir/cql/data-requirements.ts';
import { listAt, textAt, type Tree } from '../fhir/cql/elm-tree.ts';
import { FACTS_ALIAS, ON } from '../fhir/cql/fact-defines.ts';
import type { CompiledFacts } from '../fhir/cql/facts-library.ts';
import { quoted } from '../fhir/cql/words.ts';

/** A library as text and as the ELM made of it. */
export interface CompiledLibrary {
  readonly name: string;
  readonly version: string;
  readonly cql: string;
  readonly elm: Tree;
}

/**
 * The library that reads a chart, cut down to what one form asks for: a program that runs all of it reads no more of the
 * record than the form needs. Its day is today where nobody says which, as a form filler does not.
 * @param main the library of the form, which includes that of all facts
 */
export function ownFacts(main: Tree, facts: CompiledFacts, name: string, version: string): CompiledLibrary {
  const asked = nodesOfType(main, 'ExpressionRef').filter((one) => textAt(one, 'libraryName') === FACTS_ALIAS);
  const names = namesReached(facts.elm, [...new Set(asked.map((one) => textAt(one, 'name')))]);
  const elm = cutElm(facts.elm, names, { id: name, version });
  return { name, version, cql: cutCql(facts, names, elm, { name, version }), elm };
}

/** The library of a form with the cut one in place of that of all facts. */
export function including(main: CompiledLibrary, all: CompiledFacts, own: CompiledLibrary): CompiledLibrary {
  const [from, to] = [all, own].map((one) => `include ${one.name} version '${one.version}' called ${FACTS_ALIAS}`);
  if (from === undefined || to === undefined || !main.cql.includes(from))
    throw new Error('The library of a form includes that of all facts');
  const library = below(main.elm, 'library') as Tree;
  const includes = { def: [{ localIdentifier: FACTS_ALIAS, path: own.name, version: own.version }] };
  return { ...main, cql: main.cql.replace(from, to), elm: { library: { ...library, includes } } };
}

function cutElm(elm: Tree, names: ReadonlySet<string>, identifier: Tree): Tree {
  const library = below(elm, 'library') as Tree;
  const statements = listAt(elm, 'library', 'statements', 'def').filter((one) => names.has(textAt(one, 'name')));
  const named = new Set(nodesOfType(statements, 'CodeRef').map((one) => textAt(one, 'name')));
  const codes = listAt(elm, 'library', 'codes', 'def').filter((one) => named.has(textAt(one, 'name')));
  const systems = new Set(codes.map((one) => textAt(one, 'codeSystem', 'name')));
  const info = listAt(elm, 'library', 'annotation').filter((one) => one['type'] === 'CqlToElmInfo');
  return {
    library: {
      ...library,
      annotation: info,
      identifier,
      parameters: {
        def: listAt(elm, 'library', 'parameters', 'def').map((one) =>
          textAt(one, 'name') === ON ? { ...one, default: { type: 'Today' } } : one,
        ),
      },
      codeSystems: {
        def: listAt(elm, 'library', 'codeSystems', 'def').filter((one) => systems.has(textAt(one, 'name'))),
      },
      codes: { def: codes },
      statements: { def: statements },
    },
  };
}

/** Statements of the text begin at the margin, each with the remarks that stand above it. */
function cutCql(
  { name: all, cql }: CompiledFacts,
  names: ReadonlySet<string>,
  elm: Tree,
  { name, version }: Pick<CompiledLibrary, 'name' | 'version'>,
): string {
  const declared = new Set(
    ['codeSystems', 'codes'].flatMap((part) => listAt(elm, 'library', part, 'def').map((one) => textAt(one, 'name'))),
  );
  const kept = paragraphs(cql).filter(({ statement }) => {
    const [, word, quotedName, plainName] = STATEMENT.exec(statement) ?? [];
    const told = quotedName ?? plainName ?? '';
    if (word?.startsWith('define') === true) return names.has(told);
    return word === 'code' || word === 'codesystem' ? declared.has(told) : true;
  });
  const text = kept
    .map(({ remarks, statement }) => {
      if (statement.startsWith(`library ${all} `)) return `library ${name} version '${version}'\n`;
      if (statement.startsWith(`parameter ${quoted(ON)} Date`)) return `parameter ${quoted(ON)} Date default Today()\n`;
      return STATEMENT.test(statement) && !statement.startsWith('define') ? statement : `${remarks}${statement}`;
    })
    .join('\n');
  return `${text.replace(/\n{3,}/gu, '\n\n').trim()}\n`;
}

const STATEMENT =
  /^(define function|define|codesystem|code|library|using|parameter|context) (?:"([^"]+)"|([A-Za-z0-9]+))/u;

interface Paragraph {
  readonly remarks: string;
  readonly statement: string;
}

function paragraphs(cql: string): readonly Paragraph[] {
  // The text begins with a remark on the whole, which is not that of a part.
  const lines = cql.replace(/^\/\*[\s\S]*?\*\/\n/u, '').split('\n');
  const starts = lines.flatMap((line, index) => (STATEMENT.test(line) ? [index] : []));
  const remarksOf = (start: number): number => {
    let first = start;
    while (first > 0 && /^\/\/(?! ----)/u.test(lines[first - 1] ?? '')) first -= 1;
    return first;
  };
  return starts.map((start, index) => {
    const next = starts[index + 1];
    const end = next === undefined ? lines.length : remarksOf(next);
    const statement = lines.slice(start, end).filter((line) => !line.startsWith('// ----'));
    return {
      remarks: lines
        .slice(remarksOf(start), start)
        .map((line) => `${line}\n`)
        .join(''),
      statement: statement.join('\n'),
    };
  });
}
