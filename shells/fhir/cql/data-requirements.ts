import type { Coding, DataRequirement } from 'fhir/r4.js';
import { below, nodesOfType } from '../../chart/elm.ts';
import { listAt, textAt, type Tree } from './elm-tree.ts';

/**
 * What an engine has to fetch to run some defines of a library: each type of resource with the codes it is asked for,
 * in the order of first use. Only what the defines lead to is listed, not all that the library could read.
 * @param elm the library, compiled
 */
export function dataRequirements(elm: Tree, defines: readonly string[]): readonly DataRequirement[] {
  const reached = reachedFrom(elm, defines);
  const found = new Map<string, DataRequirement>();
  for (const retrieve of reached.flatMap((define) => nodesOfType(define, 'Retrieve'))) {
    const requirement = requirementOf(retrieve, elm);
    const told = JSON.stringify(requirement);
    if (!found.has(told)) found.set(told, requirement);
  }
  return withoutNarrower([...found.values()]);
}

function reachedFrom(elm: Tree, names: readonly string[]): readonly Tree[] {
  const all = definesByName(elm);
  return [...namesReached(elm, names)].flatMap((name) => all.get(name) ?? []);
}

function definesByName(elm: Tree): ReadonlyMap<string, readonly Tree[]> {
  return Map.groupBy(listAt(elm, 'library', 'statements', 'def'), (define) => textAt(define, 'name'));
}

/** The defines and functions of the library that those named refer to, directly or not; the patient always. */
export function namesReached(elm: Tree, names: readonly string[]): ReadonlySet<string> {
  const all = definesByName(elm);
  const wanted = new Set(['Patient', ...names]);
  for (const name of wanted)
    for (const define of all.get(name) ?? [])
      for (const type of ['ExpressionRef', 'FunctionRef'])
        for (const reference of nodesOfType(define, type)) wanted.add(textAt(reference, 'name'));
  return wanted;
}

function requirementOf(retrieve: Tree, elm: Tree): DataRequirement {
  // The model's own name of a type of resource, which the translator has checked.
  const type = textAt(retrieve, 'dataType').replace(/^.*\}/u, '') as DataRequirement['type'];
  const path = textAt(retrieve, 'codeProperty');
  const code = codesIn(below(retrieve, 'codes'), elm);
  return {
    type,
    profile: [`http://hl7.org/fhir/StructureDefinition/${type}`],
    ...(path === '' || code.length === 0 ? {} : { codeFilter: [{ path, code: [...code] }] }),
  };
}

/** The codes of an expression: those it names, and those of the code lists that it refers to. */
function codesIn(expression: unknown, elm: Tree): readonly Coding[] {
  const own = nodesOfType(expression, 'CodeRef').flatMap((reference) => codingOf(textAt(reference, 'name'), elm));
  const lists = new Set(nodesOfType(expression, 'ExpressionRef').map((reference) => textAt(reference, 'name')));
  const defines = listAt(elm, 'library', 'statements', 'def').filter((define) => lists.has(textAt(define, 'name')));
  return [...own, ...defines.flatMap((define) => codesIn(below(define, 'expression'), elm))];
}

function codingOf(name: string, elm: Tree): readonly Coding[] {
  const code = listAt(elm, 'library', 'codes', 'def').find((one) => textAt(one, 'name') === name);
  if (code === undefined) return [];
  const system = listAt(elm, 'library', 'codeSystems', 'def').find(
    (one) => textAt(one, 'name') === textAt(code, 'codeSystem', 'name'),
  );
  return [{ system: textAt(system, 'id'), code: textAt(code, 'id') }];
}

/** Where all resources of a type are asked for, those of single codes are among them. */
function withoutNarrower(all: readonly DataRequirement[]): readonly DataRequirement[] {
  const whole = new Set(all.filter((one) => one.codeFilter === undefined).map(({ type }) => type));
  return all.filter((one) => one.codeFilter === undefined || !whole.has(one.type));
}
