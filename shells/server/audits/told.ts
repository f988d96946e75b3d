import type { Options } from '../../cli/verb.ts';
import type { InputFault } from '../../input/input-error.ts';

/** What a job is asked. */
export interface JobAsked {
  /** Of the audit, by their long names. */
  readonly options: Options;
  /** Folder of the knowledge. */
  readonly knowledge: string;
  /** ISO 8601 with its offset. */
  readonly now: string;
}

/** What a job tells: how far it is, then how it ended. */
export type JobTold =
  | { readonly kind: 'progress'; readonly part: string; readonly percent: number }
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'broken' };

/** What a job writes, by the options of the audit. */
export const JOB_FILES = {
  out: 'findings.parquet',
  lines: 'lines.parquet',
  setAside: 'set-aside.csv',
  report: 'report.html',
} as const;
