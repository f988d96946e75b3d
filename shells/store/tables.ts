import type { ColumnType, Generated } from 'kysely';

/** Written once and never changed. */
type Once<T> = ColumnType<T, T, never>;

/** Made by the database of another column. */
type Made = ColumnType<string | null, never, never>;

/** A practice or a payer: whose rows are whose. */
export interface OrganisationTable {
  readonly id: Once<string>;
  readonly name: string;
  readonly kind: Once<'practice' | 'payer'>;
}

/** One append-only log: a course of therapy, or an authorization request. */
export interface StreamTable {
  readonly id: Once<string>;
  readonly organisation: Once<string>;
  readonly kind: Once<string>;
  /** Sequence and hash of the newest event; 0 and zeros before the first. */
  readonly head: number;
  readonly head_hash: string;
}

/** One entry of a stream. Instants are texts, exactly as they were hashed. */
export interface EventTable {
  readonly stream: Once<string>;
  readonly sequence: Once<number>;
  readonly organisation: Once<string>;
  readonly type: Once<string>;
  /** When it happened, as recorded; sorts and hashes as text. */
  readonly at: Once<string>;
  readonly recorded_at: Once<string>;
  /** Who wrote it: canonical JSON. */
  readonly actor: Once<string>;
  /** Canonical JSON, so that its numbers and keys are those that were hashed. */
  readonly body: Once<string>;
  readonly hash: Once<string>;
}

/** The answer to a mutation, kept so that the same key gives the same answer. */
export interface IdempotencyTable {
  readonly organisation: Once<string>;
  readonly key: Once<string>;
  readonly request_hash: Once<string>;
  readonly answer: string;
  readonly at: Once<string>;
}

/** Every reading of a patient. */
export interface AccessTable {
  readonly id: Generated<string>;
  readonly organisation: Once<string>;
  readonly stream: Once<string>;
  readonly actor: Once<string>;
  readonly what: Once<string>;
  readonly at: Once<string>;
}

/** What lists and searches need of a stream; made from its events, and made anew whenever they are asked for. */
export interface SummaryTable {
  readonly stream: string;
  readonly organisation: string;
  readonly kind: string;
  readonly sequence: number;
  readonly title: string;
  /** Canonical JSON of what the list shows. */
  readonly body: string;
  /** Parts of it by which lists are filtered; the database reads them out. */
  readonly its_drug: Made;
  readonly its_policy: Made;
  readonly its_status: Made;
  readonly its_side: Made;
  readonly its_prescriber: Made;
  /** Of a request: the one that it follows, and the course that it is for. */
  readonly its_of: Made;
  readonly its_course: Made;
  /** When an answer is due, an instant in UTC. */
  readonly its_due: Made;
}

/** A request that is for a member; kept by the database with the summary. */
export interface RequestMemberTable {
  readonly organisation: Once<string>;
  readonly member: Once<string>;
  readonly stream: Once<string>;
}

/** Why a stream is on a list, from which day on; made with its summary. */
export interface WorkTable {
  readonly stream: string;
  readonly organisation: string;
  readonly list: string;
  /** YYYY-MM-DD: before it the row concerns nobody. */
  readonly since: string;
  readonly title: string;
  readonly reason: string;
  /** What is done next. */
  readonly action: string;
}

/** What all instances of the service share; the role of the service sees nothing of it. */
export interface SecretTable {
  readonly name: Once<string>;
  readonly value: Once<string>;
}

/** A client's assertion that was taken once: it is not taken again while it has not run out. */
export interface UsedAssertionTable {
  readonly client: Once<string>;
  readonly jti: Once<string>;
  /** Seconds since 1970. */
  readonly expires: Once<string>;
}

/** A session that its person has ended before it ran out. */
export interface EndedSessionTable {
  /** SHA-256 of its token, hex. */
  readonly token_hash: Once<string>;
  /** Seconds since 1970: from then on the token is none anyway. */
  readonly expires: Once<string>;
}

/** A decision after which somebody may have to be told. */
export interface NoticeDueTable {
  readonly stream: Once<string>;
  readonly sequence: Once<number>;
  readonly organisation: Once<string>;
}

/** What somebody has to be told, until they have heard it. */
export interface NoticeTable {
  readonly id: Generated<string>;
  readonly organisation: Once<string>;
  readonly subscription: Once<string>;
  /** Of those to one subscription, from 1. */
  readonly number: Once<number>;
  /** JSON, as it is sent. */
  readonly body: Once<string>;
  readonly attempts: Generated<number>;
  readonly next_at: Generated<Date>;
}

/** How much was told to each subscription so far. */
export interface NoticeCountTable {
  readonly subscription: string;
  readonly count: number;
}

export interface Tables {
  readonly organisation: OrganisationTable;
  readonly stream: StreamTable;
  readonly event: EventTable;
  readonly idempotency: IdempotencyTable;
  readonly access: AccessTable;
  readonly summary: SummaryTable;
  readonly work: WorkTable;
  readonly request_member: RequestMemberTable;
  readonly notice_due: NoticeDueTable;
  readonly notice: NoticeTable;
  readonly notice_count: NoticeCountTable;
  readonly secret: SecretTable;
  readonly used_assertion: UsedAssertionTable;
  readonly ended_session: EndedSessionTable;
}
