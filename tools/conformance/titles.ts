import ts from 'typescript';
import { GUIDES, type GuideName } from './guides.ts';

/** A test that says which statements it stands for. */
export interface Proof {
  readonly guide: GuideName;
  readonly id: string;
  /** Path of the test file, from the root of the project. */
  readonly file: string;
  /** Of the test within its groups, without the ids: `what a payer answers › is told in words`. */
  readonly title: string;
}

export interface Titles {
  readonly proofs: readonly Proof[];
  /** Brackets that stand where they count for nothing, told with their place. */
  readonly faults: readonly string[];
}

const BRACKET = new RegExp(String.raw`\[(${GUIDES.join('|')}) ([^\]]*)\]`, 'gu');

/**
 * The ids of statements in the titles of the tests of a file, as `[crd hook-16 hook-26]`. Only the title of a test that runs
 * counts: one that is marked as skipped or still to do shows nothing, and a group of tests may be empty.
 * @param file its path from the root of the project
 * @param text what it holds
 */
export function titlesOf(file: string, text: string): Titles {
  if (text.search(BRACKET) === -1) return { proofs: [], faults: [] };
  const proofs: Proof[] = [];
  const faults: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const said = textOf(node);
      const ids = idsIn(said);
      if (ids.length > 0 && !isTestTitle(node)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        faults.push(`${file}:${String(line + 1)} names statements outside the title of a test that runs`);
      } else {
        const title = [...groups, titleOf(said)].join(' › ');
        proofs.push(...ids.map(({ guide, id }) => ({ guide, id, file, title })));
      }
    }
    const group = groupTitle(node);
    const within = group === undefined ? groups : [...groups, group];
    ts.forEachChild(node, (child) => {
      visit(child, within);
    });
  };
  visit(source, []);
  return { proofs, faults };
}

/** What stands in a template is not known before the test runs: it is told as an ellipsis. */
function textOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

function idsIn(text: string): readonly { readonly guide: GuideName; readonly id: string }[] {
  return [...text.matchAll(BRACKET)].flatMap(([, guide, ids]) =>
    (ids ?? '')
      .split(/[\s,]+/u)
      .filter((id) => id !== '')
      .map((id) => ({ guide: guide as GuideName, id })),
  );
}

function titleOf(text: string): string {
  return text.replaceAll(BRACKET, '').replaceAll(/\s+/gu, ' ').trim();
}

/** What a call of `describe` says; undefined of any other node. */
function groupTitle(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || wordsOf(node)[0] !== 'describe') return undefined;
  const [said] = node.arguments;
  return said !== undefined && (ts.isStringLiteralLike(said) || ts.isTemplateExpression(said))
    ? titleOf(textOf(said))
    : undefined;
}

const wordsOf = (call: ts.CallExpression): readonly string[] => call.expression.getText().split(/[.(]/u);

/** `it('…')`, `it.each(…)('…')`, `test.skipIf(…)('…')`: the first argument of a call that begins with `it` or `test`. */
function isTestTitle(node: ts.Expression): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node) return false;
  const words = wordsOf(call);
  return (words[0] === 'it' || words[0] === 'test') && !words.some((word) => word === 'skip' || word === 'todo');
}
