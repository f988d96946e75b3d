import { z } from 'zod';
import { fingerprintText, identifier, isoDate, strict } from '../knowledge/schema-parts.ts';

const section = strict({
  id: z.string().min(1),
  title: z.string().min(1),
  /** Where the section begins; the first section of a document begins with the document. */
  start: strict({ words: z.int().min(1), fingerprint: fingerprintText }).optional(),
});

/** One document that knowledge rests on; the text itself belongs to its publisher and is not carried. */
export const sourceSchema = strict({
  id: identifier,
  title: z.string().min(1),
  publisher: z.string().min(1),
  kind: z.enum(['policy', 'label-page', 'guide', 'billing-card']),
  /** `secondary`: what stands here is shown, but another document wins where the two differ. */
  basis: z.enum(['document', 'secondary']).default('document'),
  dates: z.record(z.string(), isoDate),
  url: z.string().nullable(),
  supersededBy: identifier.nullable(),
  note: z.string().optional(),
  /** The copy's name inside the folder given with --sources; null for a page that was read and is not held. */
  file: z.string().min(1).nullable(),
  /** Regular expressions of running heads and feet. */
  furniture: z.array(z.string()).default([]),
  sections: z.array(section).default([]),
});

export type Source = z.infer<typeof sourceSchema>;
