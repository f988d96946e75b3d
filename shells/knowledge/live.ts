import { InputError } from '../input/input-error.ts';
import type { Knowledge } from './knowledge.ts';
import { errorsOf, lintKnowledge, type LintReport } from './lint.ts';
import { loadKnowledge } from './load.ts';

/** What one look at the folder gave: a report where it could be loaded, and the fault where it may not be used. */
export interface Reloaded {
  readonly report?: LintReport;
  readonly fault?: InputError;
}

/**
 * A knowledge folder that is edited while it is in use. What cannot be loaded, or fails lint, is never used: the last
 * sound version stays, and the fault is kept beside it to be shown.
 */
export class LiveKnowledge {
  readonly #folder: string;
  #sound: Knowledge | undefined;
  #latest: Reloaded;

  /** Reads the folder for the first time; `latest` says how it went. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#latest = this.reload();
  }

  /** Where it is read from. */
  get folder(): string {
    return this.#folder;
  }

  /**
   * The last version that was sound.
   * @throws InputError with the faults of the folder where none has been so far
   */
  current(): Knowledge {
    if (this.#sound !== undefined) return this.#sound;
    throw this.#latest.fault ?? new Error('What has no fault is used');
  }

  /** Why the folder as it is now is not used; undefined where it is. */
  fault(): InputError | undefined {
    return this.#latest.fault;
  }

  /** What the last look at the folder gave. */
  latest(): Reloaded {
    return this.#latest;
  }

  /** Reads the folder again, whole. Warnings do not keep it from being used, errors and failing examples do. */
  reload(): Reloaded {
    this.#latest = this.#look();
    return this.#latest;
  }

  #look(): Reloaded {
    try {
      const knowledge = loadKnowledge(this.#folder);
      const report = lintKnowledge(knowledge);
      const errors = errorsOf(report);
      if (errors.length > 0) return { report, fault: new InputError(errors) };
      this.#sound = knowledge;
      return { report };
    } catch (error) {
      if (error instanceof InputError) return { fault: error };
      throw error;
    }
  }
}
