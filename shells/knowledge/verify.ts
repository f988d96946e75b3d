import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../input/input-error.ts';
import { readDocument, type SourceDocument } from '../sources/document.ts';
import { verifyDocument, type DocumentReport, type Pointer } from '../sources/verify.ts';
import type { Knowledge } from './knowledge.ts';

export interface VerifyReport {
  readonly documents: readonly (DocumentReport & { readonly complete: boolean })[];
  /** Sources without a copy in the folder: nothing about them was checked. */
  readonly missing: readonly string[];
}

/** A copy of a source in the user's folder, or undefined where it is not there. */
export function openSource(knowledge: Knowledge, id: string, folder: string): SourceDocument | undefined {
  const source = knowledge.sources.get(id);
  const file = source === undefined || source.file === null ? undefined : path.join(folder, source.file);
  return source && file && existsSync(file) ? readDocument(source, readFileSync(file, 'utf8')) : undefined;
}

/**
 * Looks for every cited passage in the user's own copies of the documents, and for what no rule accounts for.
 * A document is `complete` where a `not-encoded.yaml` speaks of it: all of it has to be accounted for.
 */
export function verifyKnowledge(knowledge: Knowledge, folder: string): VerifyReport {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new InputError([
      { where: folder, what: 'there is no such folder', mend: 'Give --sources the folder with your copies' },
    ]);
  const documents: (DocumentReport & { readonly complete: boolean })[] = [];
  const missing: string[] = [];
  for (const [id, { file }] of knowledge.sources) {
    // A page that was only read has no copy to be compared with; what rests on it says so with every answer.
    if (file === null) continue;
    const document = openSource(knowledge, id, folder);
    if (document === undefined) {
      missing.push(id);
      continue;
    }
    const rules = knowledge.cited
      .filter((rule) => rule.passage.source === id)
      .map((rule): Pointer => ({ file: rule.file, at: rule.at, ...rule.passage }));
    const files = knowledge.notEncoded.filter((file) => file.source === id);
    const reasons = files.flatMap(({ file, passages }) =>
      passages.map((passage, index): Pointer => ({ file, at: `passages.${index}`, ...passage })),
    );
    documents.push({ ...verifyDocument(document, rules, reasons), complete: files.length > 0 });
  }
  if (documents.length === 0) {
    const what = 'no copy of any document is in the folder';
    const mend = `Put ${[...knowledge.sources.values()].flatMap(({ file }) => file ?? []).join(', ')} into it`;
    throw new InputError([{ where: folder, what, mend }]);
  }
  return { documents, missing };
}
