import type { LiveKnowledge } from '../knowledge/live.ts';
import type { Database } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { AnswerHeader } from './openapi.ts';

/** What the routes work with. */
export interface Service {
  readonly knowledge: LiveKnowledge;
  readonly database: Database;
  readonly store: Store;
  /** This moment, ISO 8601 with the offset of the place. */
  readonly now: () => string;
  /** Says who calls; undefined where nobody is signed in. */
  readonly callerOf: (request: IncomingCall) => Promise<Caller | undefined>;
}

/** What of a request says who makes it. */
export interface IncomingCall {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard before any route runs; never null inside one. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The row of the table of roles; `open` for what anybody may see. */
    readonly route?: string;
    /** It speaks FHIR: what goes wrong is told as an OperationOutcome. */
    readonly fhir?: boolean;
    /** It signs somebody in: from one address it may be called less often. */
    readonly signsIn?: boolean;
    /** What stands in the headers of its answers. */
    readonly headers?: readonly AnswerHeader[];
  }
}
