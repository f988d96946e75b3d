import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { conformanceDocument } from './document.ts';
import { isOurs, readGuides, type Guide } from './guides.ts';
import { titlesOf, type Proof } from './titles.ts';

const TESTS = ['core/**/*.test.ts', 'shells/**/*.test.ts', 'tests/**/*.test.ts'];

/** Where the project keeps what is known of the statements. */
export const STATEMENTS = path.join('tests', 'conformance', 'statements');

/** How the project keeps the statements of the guides. */
export interface Conformance {
  readonly document: string;
  /** Titles that name what no guide has, or that count for nothing; reasons that nothing needs. Told as one line each. */
  readonly faults: readonly string[];
  /** Statements with neither a test nor a reason, as `crd hook-16`. */
  readonly open: readonly string[];
}

/** @param root the folder of the project */
export function conformanceOf(root: string): Conformance {
  const guides = readGuides(path.join(root, STATEMENTS));
  const files = globSync(TESTS, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((file) => file.split(path.sep).join('/'))
    .sort();
  const titles = files.map((file) => titlesOf(file, readFileSync(path.join(root, file), 'utf8')));
  const proofs = titles.flatMap((of) => of.proofs);
  return {
    document: conformanceDocument(guides, proofs),
    faults: [...titles.flatMap(({ faults }) => faults), ...unknown(guides, proofs), ...needless(guides, proofs)],
    open: guides.flatMap((guide) => open(guide, proofs)),
  };
}

function unknown(guides: readonly Guide[], proofs: readonly Proof[]): readonly string[] {
  const known = new Set(guides.flatMap(({ name, statements }) => statements.map(({ id }) => `${name} ${id}`)));
  return proofs.flatMap(({ guide, id, file, title }) =>
    known.has(`${guide} ${id}`) ? [] : [`${file}: "${title}" names ${guide} ${id}, which the guide does not have`],
  );
}

function needless(guides: readonly Guide[], proofs: readonly Proof[]): readonly string[] {
  const proven = new Set(proofs.map(({ guide, id }) => `${guide} ${id}`));
  return guides.flatMap(({ name, statements, reasons }) => {
    const ours = new Set(statements.filter((statement) => isOurs(name, statement)).map(({ id }) => id));
    return [...reasons].flatMap(([id, { kind }]) => {
      if (!ours.has(id)) return [`${name}.yaml: ${id} is no statement for us; take its reason out`];
      const hasTest = proven.has(`${name} ${id}`);
      if (kind === 'in-part') return hasTest ? [] : [`${name}.yaml: no test stands for ${id}, which is kept in part`];
      return hasTest ? [`${name}.yaml: a test stands for ${id}; take its reason out`] : [];
    });
  });
}

function open({ name, statements, reasons }: Guide, proofs: readonly Proof[]): readonly string[] {
  const proven = new Set(proofs.flatMap(({ guide, id }) => (guide === name ? [id] : [])));
  return statements
    .filter((statement) => isOurs(name, statement) && !proven.has(statement.id) && !reasons.has(statement.id))
    .map(({ id }) => `${name} ${id}`);
}
