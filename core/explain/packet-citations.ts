import type { Citation } from '../values/citation.ts';

/** Titles of documents and of their sections, by the id of the source. */
export type SourceTitles = ReadonlyMap<
  string,
  {
    readonly title: string;
    readonly publisher: string;
    readonly sections: readonly { readonly id: string; readonly title: string }[];
  }
>;

/**
 * Says where a rule stands, for a reader who has the document in hand: the section by its title, and the document only
 * where it is not `own`, the one that the packet names once for all.
 */
export function citePlace(own: string, sources: SourceTitles): (cite: Citation) => string {
  return (cite) => {
    switch (cite.basis) {
      case 'document':
        return placeIn(cite.source, cite.section, own, sources);
      case 'secondary':
        return cite.passage === undefined
          ? `${cite.address}, read ${cite.read} (secondary source)`
          : `${placeIn(cite.passage.source, cite.passage.section, own, sources)}, read ${cite.read} (secondary source)`;
      case 'unconfirmed':
        return `not confirmed: ${cite.note}`;
      default:
        return cite satisfies never;
    }
  };
}

function placeIn(id: string, section: string, own: string, sources: SourceTitles): string {
  const source = sources.get(id);
  const title = source?.sections.find((held) => held.id === section)?.title;
  // An id that is a number of the document is part of its name there; one of our own making is not.
  const quoted = title === undefined ? section : `“${title}”`;
  const numbered = /^[\dIVXLC.]+$/u.test(section) && title !== undefined ? `${section}, ${quoted}` : quoted;
  return id === own ? `Section ${numbered}` : `${source?.title ?? id}, section ${numbered}`;
}

/** Each place once. */
export function passagesOf(cites: readonly Citation[], passage: (cite: Citation) => string): readonly string[] {
  return [...new Set(cites.map(passage))];
}
