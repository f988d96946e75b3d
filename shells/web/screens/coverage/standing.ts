/** Statuses in which the program may look at a request once more and have it kept. */
const LOOKED_AT = ['draft', 'in-review', 'pended', 'with-clinician', 'under-appeal'];

export function takesFindings(status: string): boolean {
  return LOOKED_AT.includes(status);
}
