import type { DocumentCitation } from '../../core/values/citation.ts';

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
    return item.flatMap((cite: unknown, index) => {
      const passage = passageOf(cite);
      return passage === undefined ? [] : [{ path: [...here, index], passage }];
    });
  });
}

/** A file that failed its schema may hold anything; a citation without its basis is one of a document. */
function passageOf(cite: unknown): CitedPlace['passage'] | undefined {
  const candidate = typeof cite === 'object' && cite !== null && 'passage' in cite ? cite.passage : cite;
  if (typeof candidate !== 'object' || candidate === null) return undefined;
  const { source, section } = candidate as Partial<CitedPlace['passage']>;
  return typeof source === 'string' && typeof section === 'string' ? (candidate as CitedPlace['passage']) : undefined;
}
