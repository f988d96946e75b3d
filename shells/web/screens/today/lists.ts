/** Where a row of a list leads: to the part of the record in which its one next action is done. */
interface List {
  readonly to: (stream: string) => string;
  /** Roles whose work it is; it stands first on their day. */
  readonly of: readonly string[];
}

const patient =
  (part: string): List['to'] =>
  (stream) =>
    `/patients/${stream}/${part}`;
const request: List['to'] = (stream) => `/requests/${stream}`;

/** The lists of the service by their names; one that is not here leads to Patients. */
export const LISTS: Readonly<Record<string, List>> = {
  'due-today': { to: patient('visit'), of: ['nurse', 'prescriber'] },
  'prepares-today': { to: patient('preparation'), of: ['pharmacist'] },
  'claims-to-send': { to: patient('claim'), of: ['biller'] },
  'authorizations-running-out': { to: patient('coverage'), of: ['prior-authorization-specialist'] },
  deviations: { to: patient('record'), of: ['prescriber', 'nurse'] },
  'needs-information': { to: request, of: ['prior-authorization-specialist', 'reviewer'] },
  'answers-due': { to: request, of: ['reviewer'] },
  'answers-overdue': { to: request, of: ['reviewer', 'clinician'] },
  'needs-a-clinician': { to: request, of: ['clinician'] },
};

export const FALLBACK: List = { to: () => '/patients', of: [] };
