import { readFileSync } from 'node:fs';
import { built } from '../../chart/built.ts';
import type { FactsLibrary } from './fact-defines.ts';
import { isTree, listAt, textAt, type Tree } from './elm-tree.ts';

/** The library that reads facts from a chart, as text and as the ELM that set-up made of it. */
export interface CompiledFacts extends FactsLibrary {
  readonly cql: string;
  readonly elm: Tree;
}

const FACT_NAME = /^[a-z0-9-]+\.[a-z0-9-]+$/u;
const FACTS_CQL = new URL('../../../knowledge/facts.cql', import.meta.url);

let loading: Promise<CompiledFacts> | undefined;

/** Read once. @throws where set-up has not been run */
export function factsLibrary(): Promise<CompiledFacts> {
  return (loading ??= load());
}

async function load(): Promise<CompiledFacts> {
  const elm = await built('facts.elm.json');
  if (!isTree(elm))
    throw new Error('The compiled chart-reading library is no JSON object. Run npm start to set it up.');
  const defines = listAt(elm, 'library', 'statements', 'def');
  return {
    name: textAt(elm, 'library', 'identifier', 'id'),
    version: textAt(elm, 'library', 'identifier', 'version'),
    stated: new Set(defines.map((define) => textAt(define, 'name')).filter((name) => FACT_NAME.test(name))),
    cql: readFileSync(FACTS_CQL, 'utf8'),
    elm,
  };
}
