import type { Claim } from '../../core/billing/claim-answer.ts';
import { claim } from '../../core/billing/claim.ts';
import type { CourseEvent, CoursePatient, DoseGiven, OpenedVial } from '../../core/course/event.ts';
import { knowledge } from './knowledge.ts';

/** Parts of courses that are claimed, as a test puts them together. */
export const held = knowledge();
const drug = held.drugs.get('tarlatamab');
if (drug === undefined) throw new Error('the drug is not held');
const { billing, labels, products } = drug;

const PATIENT: CoursePatient = {
  birthDate: '1958-03-09',
  sex: 'female',
  state: 'VA',
  lineOfBusiness: 'commercial',
  diagnoses: ['C34.11', 'C79.31', 'I10'],
};

export const AUTHORIZATION: CourseEvent = {
  type: 'authorization',
  at: '2026-06-12T15:00-04:00',
  policy: 'prime-ic-0789',
  number: 'A-1',
  from: '2026-06-15',
  to: '2026-12-14',
  units: 141,
};
export const ONE: OpenedVial = { mg: 1, ndc: '55513-059-01' };
export const TEN: OpenedVial = { mg: 10, ndc: '55513-077-01' };

export const opened = (dose: string, day: string, ...vials: readonly OpenedVial[]): CourseEvent => ({
  type: 'prepared',
  at: `${day}T09:00-04:00`,
  dose,
  vials,
  reconstituted: `${day}T08:40-04:00`,
  checkedBy: ['R. Example, PharmD', 'S. Example, CPhT'],
});
export const given = (dose: string, day: string, mg: number, more: Partial<DoseGiven> = {}): CourseEvent => ({
  type: 'dose-given',
  at: `${day}T10:00-04:00`,
  dose,
  mg,
  start: `${day}T10:00-04:00`,
  end: `${day}T11:00-04:00`,
  setting: 'hospital-outpatient',
  reported: 'here',
  supply: 'buy-and-bill',
  ...more,
});
export const wasted = (dose: string, day: string, mg: number): CourseEvent => ({
  type: 'wasted',
  at: `${day}T11:30-04:00`,
  dose,
  mg,
  reason: 'an example',
});

export function bill(
  events: readonly CourseEvent[],
  patient: Partial<CoursePatient> = {},
  charges: ReadonlyMap<string, number> = new Map(),
): Claim {
  const course = {
    drug: 'tarlatamab',
    timeZone: 'America/New_York',
    patient: { ...PATIENT, ...patient },
    events: [AUTHORIZATION, ...events],
  };
  const outcome = claim({ course, billing, products, labels, policies: held.policies, charges });
  if (!outcome.ok) throw new Error(outcome.faults.map(({ what }) => what).join());
  return outcome.answer;
}

/** `C1D8 J9026 x10 JZ UN1 0077`: dose, code, units, modifiers, package quantity, which package. */
export const drugLines = ({ lines }: Claim): string[] =>
  lines.map(
    ({ dose, hcpcs, units, modifiers, ndcQuantity, ndc11 }) =>
      `${dose} ${hcpcs ?? '?'} x${units ?? '?'} ${modifiers.join()} UN${ndcQuantity ?? '?'} ${ndc11?.slice(5, 9) ?? '?'}`,
  );
export const beside = ({ services }: Claim): string[] =>
  services.map(({ dose, code, units }) => `${dose} ${code} x${units}`);
export const cautions = ({ cautions: all }: Claim): string[] => all.map(({ id }) => id);
