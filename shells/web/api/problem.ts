/** One thing that is wrong with what was sent: where, what, and how to mend it. */
export interface Fault {
  readonly where?: string;
  readonly field?: string;
  readonly what: string;
  readonly mend: string;
}

/** An answer that is none, as the service tells it (RFC 9457). */
export interface Problem {
  readonly title: string;
  /** Status of HTTP; 0 where the service could not be reached. */
  readonly status: number;
  readonly detail?: string;
  readonly faults?: readonly Fault[];
  /** How many entries the record has now, where somebody else wrote meanwhile. */
  readonly sequence?: number;
}

/** Thrown by every call that the service does not answer. */
export class CallError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'CallError';
    this.problem = problem;
  }
}

const status = (error: unknown): number | undefined => (error instanceof CallError ? error.problem.status : undefined);

/** The service could not be reached, or its record could not: it may answer in a moment. */
export const isAway = (error: unknown): boolean => [0, 502, 503, 504].includes(status(error) ?? -1);
/** Nobody is signed in, or no longer. */
export const isSignedOut = (error: unknown): boolean => status(error) === 401;
/** Somebody else wrote to the record since it was read. */
export const isConflict = (error: unknown): boolean =>
  error instanceof CallError && error.problem.status === 409 && error.problem.sequence !== undefined;
