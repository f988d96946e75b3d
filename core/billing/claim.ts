import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven } from '../course/doses.ts';
import type { Course } from '../course/event.ts';
import type { Outcome } from '../course/fault.ts';
import { entries } from '../course/timeline.ts';
import { basisCautions, citesOf } from '../regimen/cited.ts';
import type { Product } from '../regimen/product.ts';
import type { Caution } from '../values/caution.ts';
import { billDose, type BilledDose } from './bill-dose.ts';
import type { Billing } from './billing.ts';
import type { Claim } from './claim-answer.ts';

export interface ClaimRequest {
  readonly course: Course;
  readonly billing: Billing;
  readonly products: readonly Product[];
  /** One dose; without it every dose given and not yet claimed. */
  readonly dose?: string;
}

/**
 * The drug lines of a claim. What can be stated is always stated; `ready` says whether it may go out, `needed` what is
 * still to be answered. Faults: a dose that the course does not have.
 */
export function claim({ course, billing, products, dose }: ClaimRequest): Outcome<Claim> {
  const given = dosesGiven(course);
  const opened = [...new Set(entries(course, 'prepared').map((entry) => entry.dose))];
  const notGiven = opened.filter((name) => !given.some((one) => printDoseName(one.name) === name));
  const known = [...new Set([...given.map(({ name }) => printDoseName(name)), ...notGiven])];
  if (dose !== undefined && !known.includes(dose)) {
    const mend = known.length === 0 ? 'The course has no dose yet' : `Use one of: ${known.join(', ')}`;
    return { ok: false, faults: [{ field: 'dose', what: `the course has no dose ${dose}`, mend }] };
  }
  const claimed = new Set(entries(course, 'claimed').map((entry) => entry.dose));
  const wanted = (name: string): boolean => (dose === undefined ? !claimed.has(name) : name === dose);
  const parts = [
    ...given.filter(({ name }) => wanted(printDoseName(name))).map((one) => billDose(course, one, billing, products)),
    ...notGiven.filter(wanted).map((name) => nothingGiven(name, billing)),
  ];
  const all = <Key extends keyof BilledDose>(key: Key): BilledDose[Key][number][] =>
    parts.flatMap((part): readonly BilledDose[Key][number][] => part[key]);
  const needed = all('needed');
  const reconciliation = all('reconciliation');
  const used = all('used');
  return {
    ok: true,
    answer: {
      drug: course.drug,
      ready: needed.length === 0 && reconciliation.every(({ balanced }) => balanced),
      lines: all('lines'),
      notBilled: all('notBilled'),
      reconciliation,
      needed,
      cites: citesOf(used),
      cautions: [...once(all('cautions')), ...basisCautions(used)],
    },
  };
}

function nothingGiven(dose: string, { nothingGiven: { text, cite } }: Billing): BilledDose {
  return {
    lines: [],
    notBilled: [{ dose, dateOfService: null, reason: 'nothing-given', text }],
    reconciliation: [],
    needed: [],
    used: [{ rule: 'not billed: nothing given', cite }],
    cautions: [],
  };
}

function once(cautions: readonly Caution[]): readonly Caution[] {
  return [...new Map(cautions.map((caution) => [caution.id, caution])).values()];
}
