/** Everybody who may call, by what they do. One table says what each may (roles.ts). */
export const ROLES = [
  'prior-authorization-specialist',
  'prescriber',
  'nurse',
  'pharmacist',
  'biller',
  'reviewer',
  'clinician',
  'policy-author',
  'auditor',
  'administrator',
  'machine',
] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who is signed in. */
export interface Caller {
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Of a prescriber or a clinician, where it is known: a decision is signed with it. */
  readonly npi?: string;
  readonly kind: 'person' | 'machine';
  /** What a program's token is good for, as SMART scopes (sign-in/scopes.ts); undefined where its role alone says it. */
  readonly scopes?: readonly string[];
}
