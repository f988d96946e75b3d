import type { Insurer } from '../insurers/insurer.ts';
import type { LiveKnowledge } from '../knowledge/live.ts';
import type { Database } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { GuardedRoute } from './guarded-route.ts';
import type { AnswerHeader } from './openapi.ts';
import type { MachineClient } from './sign-in/clients.ts';
import type { WantedScope } from './sign-in/scopes.ts';

/** What the routes work with. */
export interface Service {
  readonly knowledge: LiveKnowledge;
  readonly database: Database;
  readonly store: Store;
  /** This moment, ISO 8601 with the offset of the place. */
  readonly now: () => string;
  /** How callers reach the service: scheme, host and port, without a slash at its end; known once it listens. */
  readonly origin: () => string;
  /** The payers that it answers for. */
  readonly insurers: readonly Insurer[];
  /** Origins of pages that may call the hooks from a browser. */
  readonly hookOrigins: readonly string[];
  /** The programs that may call it. */
  readonly clients: readonly MachineClient[];
  /** Where a day ends of which no payer's file says it, IANA. */
  readonly timeZone: string;
  /** Says who calls; undefined where nobody is signed in. */
  readonly callerOf: (request: IncomingCall) => Promise<Caller | undefined>;
  /** The cookie by which the session of a call goes on; undefined where it comes by none, or goes on long enough. */
  readonly renewed?: (request: IncomingCall) => Promise<string | undefined>;
  /** Whether a program that collects figures may have them without a sign-in. */
  readonly figuresTo?: (request: IncomingCall & { readonly ip: string }) => boolean;
  /** Folder with the user's own copies of the documents, for their passages; undefined where there is none. */
  readonly sources?: string | undefined;
  /** Folder for the claim files that are audited here; undefined for one that nobody finds again. */
  readonly audits?: string | undefined;
}

/** What of a request says who makes it. */
export interface IncomingCall {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that was registered. */
    readonly guarded: readonly GuardedRoute[];
  }
  interface FastifyRequest {
    /** Set by the guard before any route runs; never null inside one. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The row of the table of roles; `open` for what anybody may see. */
    readonly route?: string;
    /** It speaks FHIR: what goes wrong is told as an OperationOutcome. */
    readonly fhir?: boolean;
    /** What a program's token has to be good for, `Questionnaire.r`; every resource where it is left out (sign-in/scopes.ts). */
    readonly scope?: WantedScope;
    /** Lets a call in for which nobody has signed in: by another word than a sign-in's. */
    readonly letsIn?: (request: IncomingCall & { readonly ip: string }) => boolean;
    /** It is called by hooks of CDS Hooks: the token of a call may be one that its client signed. */
    readonly hook?: boolean;
    /** It signs somebody in: from one address it may be called less often. */
    readonly signsIn?: boolean;
    /** What stands in the headers of its answers. */
    readonly headers?: readonly AnswerHeader[];
  }
}
