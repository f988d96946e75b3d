import type { DocumentCitation } from '../../core/values/citation.ts';
import type { SourceDocument } from './document.ts';
import { findWindows } from './tokens.ts';

/** A cited passage as it stands in a copy of its document. */
export interface Passage {
  /** Lines from 1, both inside. */
  readonly fromLine: number;
  readonly toLine: number;
  readonly lines: readonly string[];
}

/**
 * The passage that a citation points to, with the whole of its first and last line.
 * @returns undefined where the copy does not have it
 */
export function passageOf(
  document: SourceDocument,
  { section, words, fingerprint, nth = 1 }: Omit<DocumentCitation, 'basis' | 'source'>,
): Passage | undefined {
  const within = document.sections.get(section);
  if (within === undefined) return undefined;
  const start = findWindows(document.tokens, words, fingerprint, within.from, within.to)[nth - 1];
  const first = start === undefined ? undefined : document.tokens[start];
  const last = start === undefined ? undefined : document.tokens[start + words - 1];
  if (first === undefined || last === undefined) return undefined;
  return { fromLine: first.line, toLine: last.line, lines: document.lines.slice(first.line - 1, last.line) };
}
