import type { SiteContact } from '../regimen/site.ts';
import type { Basis, Citation } from '../values/citation.ts';

/** For whom a card is written: an emergency department, or the patient with the caregiver. */
export const CARD_READERS = ['emergency', 'patient'] as const;
export type CardReader = (typeof CARD_READERS)[number];

/** One statement of a card. Every part of it has its citation: the weakest of them says how well the line is known. */
export interface CardLine {
  /** Set before the text: a grade, or what the text is about. */
  readonly lead?: string;
  readonly text: string;
  readonly cite: readonly Citation[];
}

export interface CardSection {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly CardLine[];
}

/** The words of one card of a drug; what the course records is put before them. */
export interface CardWording {
  readonly title: string;
  readonly sections: readonly CardSection[];
  /** Whom to call, and how each is called here; the numbers are the site's. */
  readonly contacts: readonly { readonly call: SiteContact; readonly label: string }[];
}

export type Cards = Readonly<Record<CardReader, CardWording>>;

/** How well a line is known: as its least known part. */
export function weakestBasis(cites: readonly Citation[]): Basis {
  const bases = new Set(cites.map(({ basis }) => basis));
  return bases.has('unconfirmed') ? 'unconfirmed' : bases.has('secondary') ? 'secondary' : 'document';
}
