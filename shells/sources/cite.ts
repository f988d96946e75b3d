import type { DocumentCitation } from '../../core/values/citation.ts';
import type { Section, SourceDocument } from './document.ts';
import { fingerprint, tokenise } from './tokens.ts';

/**
 * The citations that stand for `phrase` wherever its words occur in the document, ready to be pasted into a rule.
 * `first words ... last words` stands for the shortest passage that begins and ends so. `nth` is given only where the
 * same words stand more than once in one section.
 */
export function cite(document: SourceDocument, phrase: string): DocumentCitation[] {
  const [head = '', tail] = phrase.split(' ... ', 2);
  const first = tokensOf(head);
  const last = tail === undefined ? undefined : tokensOf(tail);
  if (first.length === 0 || last?.length === 0) return [];
  const found: DocumentCitation[] = [];
  for (const section of document.sections.values()) {
    const passages = startsOf(document, first, section).flatMap((from) => {
      const to = last === undefined ? from + first.length : endOf(document, last, { ...section, from });
      return to === undefined ? [] : [document.tokens.slice(from, to).map((token) => token.text)];
    });
    for (const passage of passages) {
      const places = startsOf(document, passage, section);
      const position = found.filter(
        (one) => one.section === section.id && one.fingerprint === fingerprint(passage),
      ).length;
      found.push({
        basis: 'document',
        source: document.source.id,
        section: section.id,
        words: passage.length,
        fingerprint: fingerprint(passage),
        ...(places.length > 1 ? { nth: position + 1 } : {}),
      });
    }
  }
  return found;
}

const tokensOf = (phrase: string): string[] => tokenise(phrase).map((token) => token.text);

function startsOf({ tokens }: SourceDocument, wanted: readonly string[], { from, to }: Section): number[] {
  const starts: number[] = [];
  for (let at = from; at + wanted.length <= to; at++) {
    if (wanted.every((word, offset) => tokens[at + offset]?.text === word)) starts.push(at);
  }
  return starts;
}

function endOf(document: SourceDocument, wanted: readonly string[], section: Section): number | undefined {
  const start = startsOf(document, wanted, section)[0];
  return start === undefined ? undefined : start + wanted.length;
}
