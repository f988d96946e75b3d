import type { StreamEvents, Summary } from '../store/summary.ts';

/** The kind of stream that keeps that the policies were read again, and what that changed. */
export const RELOAD = 'policies';

/** A version that was published here: who put it into the folder, and with which files. */
export interface Published {
  readonly policy: string;
  readonly version: string;
  /** The version before it that ended on the day before; null where none had to. */
  readonly ended: string | null;
  readonly by: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** What lists show of a reading of the policies, or of a version that was published. */
export function reloadSummary({ events: [first] }: StreamEvents): Summary {
  if (first?.type !== 'published') return { title: 'Policies read again', body: {}, work: [] };
  const { policy, version, ended, by } = first.body as Published;
  return {
    title: `${policy}, version ${version}, published`,
    body: { policy, version, ended, by, at: first.at },
    work: [],
  };
}
