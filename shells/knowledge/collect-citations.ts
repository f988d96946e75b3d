import type { Citation, DocumentCitation } from '../../core/values/citation.ts';

export interface CitedPlace {
  /** Where in the file the citation stands. */
  readonly path: readonly PropertyKey[];
  readonly passage: Omit<DocumentCitation, 'basis'>;
}

/** Every passage that a loaded file cites, wherever a `cite` list stands in it. */
export function collectCitations(value: unknown, path: readonly PropertyKey[] = []): CitedPlace[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (key !== 'cite' || !Array.isArray(item)) return collectCitations(item, here);
    return (item as Citation[]).flatMap((cite, index) => {
      const passage = cite.basis === 'document' ? cite : cite.basis === 'secondary' ? cite.passage : undefined;
      return passage === undefined ? [] : [{ path: [...here, index], passage }];
    });
  });
}
