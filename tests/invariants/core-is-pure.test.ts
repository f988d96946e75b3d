import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/knowledge.ts';

/** Invariant 1: the core has no clock and no I/O, and knows no type of FHIR or HTTP; the date is an argument. */
const files = globSync('core/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));

const PACKAGES = ['temporal-polyfill'];
const NOT_PURE = [
  'Date',
  'performance',
  'process',
  'fetch',
  'console',
  'globalThis',
  'crypto',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
];
const PROPERTIES = ['Temporal.Now', 'Math.random', 'Intl.DateTimeFormat'];

describe('the core is pure', () => {
  it.each(files)('%s', (file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      const at = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        const from = node.moduleSpecifier.text;
        const inside = from.startsWith('.') && path.join(path.dirname(file), from).startsWith('core/');
        expect(inside || PACKAGES.includes(from), `${at} imports ${from}`).toBe(true);
      }
      expect(node.kind === ts.SyntaxKind.AwaitExpression, `${at} waits for something`).toBe(false);
      if (ts.isIdentifier(node) && !isName(node)) expect(NOT_PURE, at).not.toContain(node.text);
      if (ts.isPropertyAccessExpression(node)) expect(PROPERTIES, at).not.toContain(node.getText());
      ts.forEachChild(node, visit);
    };
    visit(source);
  });

  it('is there', () => {
    expect(files.length).toBeGreaterThan(40);
  });
});

/** A word that names a key, a member or a parameter, and not the thing of the machine that is called so. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return ts.isPropertySignature(parent) || ts.isPropertyAssignment(parent) || ts.isBindingElement(parent);
}
