import type { Role } from './caller.ts';

const DESKS: readonly Role[] = ['prior-authorization-specialist', 'prescriber', 'nurse', 'pharmacist', 'biller'];
const REVIEW: readonly Role[] = ['reviewer', 'clinician'];
const ALL: readonly Role[] = [...DESKS, ...REVIEW, 'policy-author', 'auditor', 'administrator', 'machine'];
/** Those who see patients of their organisation. */
const CARE: readonly Role[] = [...DESKS, ...REVIEW, 'auditor', 'machine'];

/**
 * Who may call what, one row a route. A route without a row does not start. Rows of another organisation are nobody's:
 * that is row security's, not this table's.
 */
export const MAY = {
  'answers.list': ALL,
  'answers.ask': ALL,
  'courses.open': [...DESKS, 'machine'],
  'courses.list': CARE,
  'courses.read': CARE,
  'courses.events': CARE,
  'courses.add': [...DESKS, 'machine'],
  'courses.answer': CARE,
  'courses.export': CARE,
  'requests.draft': [...DESKS, ...REVIEW, 'machine'],
  'requests.list': CARE,
  'requests.read': CARE,
  'requests.add': [...DESKS, ...REVIEW, 'machine'],
  'requests.replay': CARE,
  'requests.export': CARE,
  'work.counts': CARE,
  'work.list': CARE,
  live: CARE,
  'policies.list': ALL,
  'policies.reload': ['policy-author', 'administrator'],
  'access.list': ['auditor', 'administrator'],
  me: ALL,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type RouteId = keyof typeof MAY;

export function may(role: Role, route: RouteId): boolean {
  return (MAY[route] as readonly Role[]).includes(role);
}
