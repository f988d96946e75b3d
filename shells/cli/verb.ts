import type { Command } from 'commander';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Paint } from './paint.ts';
import type { ProgressBar } from './progress.ts';

/** Exit status of an answered call: answered, information needed, or not met / hold / findings. */
export type AnswerExit = 0 | 10 | 20;

export interface VerbAnswer {
  /** The one document that `--json` prints. */
  readonly json: unknown;
  /** What a person reads, without a trailing newline. */
  readonly text: string;
  readonly exit: AnswerExit;
}

/** All that a verb may touch of the world. */
export interface Desk {
  /** Loaded at the first call only: a mistake in an option is answered without it. */
  readonly knowledge: () => Knowledge;
  /** This moment with the offset of the place, `2026-06-15T08:30:00-04:00`, for a call that names no time. */
  readonly now: () => string;
  /** The day of `now`, YYYY-MM-DD, for a call without --on. */
  readonly today: () => string;
  /** @throws InputError where the file cannot be read */
  readonly read: (path: string, option: string) => string;
  /** Characters of a course that are read; left out, no more than any file has. What a record holds was let in before. */
  readonly largest?: number;
  /** @throws InputError where the file cannot be written */
  readonly write: (path: string, content: string | Uint8Array) => void;
  readonly paint: Paint;
  /** Shows a person at a terminal how far a long piece of work is, until it is stopped; left out where nobody looks on. */
  readonly progress?: (label: string) => ProgressBar;
}

export type Options = Readonly<Record<string, unknown>>;

export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** Complete command lines, shown by --help; the documentation test runs them. */
  readonly examples: readonly string[];
  /** The option that a bare word behind the verb stands for, where there is one. */
  readonly argument?: string;
  readonly configure: (command: Command) => Command;
  readonly run: (options: Options, desk: Desk) => VerbAnswer | Promise<VerbAnswer>;
}
