import { findWindows, tokenise, type Token } from './tokens.ts';
import type { Source } from './source-file.ts';

export interface Section {
  readonly id: string;
  /** Token positions: first, and one past the last. */
  readonly from: number;
  readonly to: number;
}

/** A document's copy, cut into the sections that its source file names. */
export interface SourceDocument {
  readonly source: Source;
  readonly lines: readonly string[];
  readonly tokens: readonly Token[];
  readonly sections: ReadonlyMap<string, Section>;
  /** Sections whose beginning was not found: their text has changed. */
  readonly lost: readonly string[];
}

export function readDocument(source: Source, text: string): SourceDocument {
  const tokens = tokenise(
    text,
    source.furniture.map((pattern) => new RegExp(pattern, 'u')),
  );
  const begins: { id: string; from: number }[] = [];
  const lost: string[] = [];
  let after = 0;
  for (const { id, start } of source.sections) {
    const at = start === undefined ? 0 : findWindows(tokens, start.words, start.fingerprint, after)[0];
    if (at === undefined) lost.push(id);
    else {
      begins.push({ id, from: at });
      after = at;
    }
  }
  const sections = begins.map(({ id, from }, index) => ({ id, from, to: begins[index + 1]?.from ?? tokens.length }));
  return {
    source,
    lines: text.split(/\r\n|\r|\n/u),
    tokens,
    sections: new Map(sections.map((section) => [section.id, section])),
    lost,
  };
}
