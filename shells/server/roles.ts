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
  'parties.read': [...DESKS, 'auditor', 'administrator', 'machine'],
  'parties.keep': [...DESKS, 'administrator'],
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
  'policies.read': ALL,
  'policies.impact': ['policy-author', 'administrator', ...REVIEW],
  'policies.draft': ['policy-author'],
  'policies.publish': ['policy-author'],
  'policies.reload': ['policy-author', 'administrator'],
  'audits.run': ['biller', 'auditor'],
  'access.list': ['auditor', 'administrator'],
  'metrics.read': ['auditor', 'administrator'],
  'pas.submit': ['machine'],
  'pas.inquire': ['machine', ...REVIEW],
  'pas.subscribe': ['machine'],
  'crd.call': [...DESKS, 'machine'],
  'crd.feedback': [...DESKS, 'machine'],
  'assertions.list': [...REVIEW, 'auditor', 'administrator'],
  'assertions.read': [...REVIEW, 'auditor', 'administrator'],
  'dtr.package': [...DESKS, ...REVIEW, 'machine'],
  'dtr.next': [...DESKS, ...REVIEW, 'machine'],
  'dtr.log': [...DESKS, ...REVIEW, 'machine'],
  'dtr.expand': ALL,
  'dtr.read': ALL,
  me: ALL,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type RouteId = keyof typeof MAY;

/**
 * What is open to a program of another organisation, one whose entry names a submitter or hooks: the guides, by which each sees
 * its own, and what holds nothing of a patient. The record of the payer with whom it is registered is not.
 */
export const OF_OTHERS: readonly RouteId[] = [
  ...(['answers.list', 'answers.ask', 'policies.list', 'policies.read'] as const),
  ...(['pas.submit', 'pas.inquire', 'pas.subscribe', 'crd.call', 'crd.feedback'] as const),
  ...(['dtr.package', 'dtr.next', 'dtr.log', 'dtr.expand', 'dtr.read', 'me'] as const),
];

export function may(role: Role, route: RouteId): boolean {
  return (MAY[route] as readonly Role[]).includes(role);
}
