import type { Outcome as Finding } from '../coverage/determination.ts';
import type { RequestKind } from '../coverage/policy.ts';

export const DESK_ROLES = [
  'prior-authorization-specialist',
  'prescriber',
  'nurse',
  'pharmacist',
  'biller',
  'reviewer',
  'clinician',
] as const;
/** What somebody is in the work on a request; `clinician` is a payer's, who may decide against a patient. */
export type DeskRole = (typeof DESK_ROLES)[number];

/** Who made an entry. */
export type By = { readonly name: string; readonly role: DeskRole } | 'program';

interface Entry {
  readonly id: string;
  /** When it happened: ISO 8601 with an offset. */
  readonly at: string;
  readonly by: By;
}

/** What is approved: its number, first and last day (both inside), and units; null where no limit was set. */
export interface Approval {
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly units: number | null;
}

/** The name under a decision. */
export interface Signature {
  readonly name: string;
  readonly npi: string;
  readonly specialty: string;
  readonly reason: string;
}

/** Begins a request. `side` says who keeps it: the practice that asks, or the payer that answers. */
export interface Drafted extends Entry {
  readonly type: 'drafted';
  readonly side: 'practice' | 'payer';
  readonly kind: RequestKind;
  readonly policy: string;
  readonly drug: string;
  readonly lineOfBusiness?: string;
  /** The request whose authorization this one amends or renews. */
  readonly of?: string;
  /** The course of therapy that it is for, in the record of the practice. */
  readonly course?: string;
  /** Whom it is for, as the payer knows them. */
  readonly member?: Member;
  readonly claim?: OfClaim;
}

/** The claim that a request came in, which of its lines it is, and how lists call it. */
export interface OfClaim {
  readonly id: string;
  readonly item: number;
  readonly title: string;
  /** What coverage discovery had said before of what is asked for, by its id. */
  readonly assertion?: string;
  /** The number of an authorization that covered it when it came. */
  readonly covered?: string;
}

/** Every id by which a payer knows a member; the day of birth, YYYY-MM-DD, tells whether it is the same person. */
export interface Member {
  readonly ids: readonly string[];
  readonly birthDate?: string;
}

export interface Submitted extends Entry {
  readonly type: 'submitted';
  readonly channel: 'electronic' | 'portal' | 'fax' | 'phone';
}

/** The prescriber's word that waiting could harm the patient. Nothing takes it back (R10). */
export interface Expedited extends Entry {
  readonly type: 'expedited';
  readonly reason: string;
}

/** What the program found, under which version: kept, so that it can be replayed as of then. */
export interface Determined extends Entry {
  readonly type: 'determined';
  readonly policy: { readonly id: string; readonly version: string };
  readonly on: string;
  readonly outcome: Finding;
  /** Deciding facts on which no approval may rest by itself, with the reason. */
  readonly notEnough: readonly { readonly fact: string; readonly because: 'chart-only' | 'conflict' | 'wrong-role' }[];
}

export interface InformationRequested extends Entry {
  readonly type: 'information-requested';
  /** Ids of facts, or of documents. */
  readonly what: readonly string[];
}

export interface InformationReceived extends Entry {
  readonly type: 'information-received';
  readonly what: readonly string[];
}

export interface Referred extends Entry {
  readonly type: 'referred';
  readonly reason: string;
}

/** All that was asked for, by the program where the payer lets it, or by a person. */
export interface Approved extends Entry {
  readonly type: 'approved';
  readonly approval: Approval;
}

/** A clinician's signed act: the one way to anything less than was asked for. */
export interface Decided extends Entry {
  readonly type: 'decided';
  readonly decision: 'approved' | 'approved-in-part' | 'denied' | 'rescinded';
  readonly approval?: Approval;
  readonly signature: Signature;
}

/** A payer's answer as it came by fax, portal, letter or telephone, typed in by the practice. */
export interface AnswerRecorded extends Entry {
  readonly type: 'answer-recorded';
  readonly heard: 'electronic' | 'portal' | 'fax' | 'letter' | 'phone';
  readonly answer: 'approved' | 'approved-in-part' | 'denied' | 'pended' | 'rescinded';
  readonly approval?: Approval;
  readonly reason?: string;
  /** What the payer asks for, where it pends. */
  readonly what?: readonly string[];
}

export interface Appealed extends Entry {
  readonly type: 'appealed';
  readonly reason: string;
}

/** By another clinician than the one who decided, who does not work under that one (R31). */
export interface AppealDecided extends Entry {
  readonly type: 'appeal-decided';
  readonly decision: 'overturned' | 'upheld';
  readonly approval?: Approval;
  readonly signature: Signature;
  readonly notSubordinate: boolean;
}

/** By the practice, which may give up what was approved as well; a request is never given up for it. */
export interface Withdrawn extends Entry {
  readonly type: 'withdrawn';
  readonly reason: string;
}

export type RequestEntry =
  | Drafted
  | Submitted
  | Expedited
  | Determined
  | InformationRequested
  | InformationReceived
  | Referred
  | Approved
  | Decided
  | AnswerRecorded
  | Appealed
  | AppealDecided
  | Withdrawn;
