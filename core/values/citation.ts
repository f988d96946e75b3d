/** How well a statement is known: in a held document, read elsewhere, or only believed. */
export type Basis = 'document' | 'secondary' | 'unconfirmed';

/**
 * A passage of a held document, found again by its fingerprint: SHA-256 (first 16 hex digits) of `words` tokens joined
 * by single spaces, searched inside `section`; `nth` (from 1) where the same words stand there more than once.
 */
export interface DocumentCitation {
  readonly basis: 'document';
  readonly source: string;
  readonly section: string;
  readonly words: number;
  readonly fingerprint: string;
  readonly nth?: number;
}

/**
 * Read in a page that is not held as a controlled document, or that is held but is not the authority. `address` and
 * `read` (a date) say where and when; a passage of a held page may be fingerprinted as well.
 */
export interface SecondaryCitation {
  readonly basis: 'secondary';
  readonly address: string;
  readonly read: string;
  readonly note?: string;
  readonly passage?: Omit<DocumentCitation, 'basis'>;
}

/** Believed and not read anywhere that could be cited; `note` says who would have to confirm what. */
export interface UnconfirmedCitation {
  readonly basis: 'unconfirmed';
  readonly note: string;
}

export type Citation = DocumentCitation | SecondaryCitation | UnconfirmedCitation;

const RANK: Readonly<Record<Basis, number>> = { document: 2, secondary: 1, unconfirmed: 0 };

/**
 * The least basis among the citations of one rule, which stand for different parts of it: what has to be told of the rule
 * is how little its least known part rests on.
 */
export function leastBasis(cites: readonly Citation[]): Basis {
  return cites.reduce<Basis>((least, { basis }) => (RANK[basis] < RANK[least] ? basis : least), 'document');
}
