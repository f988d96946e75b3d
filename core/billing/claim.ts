import { parseDoseName, printDoseName } from '../course/dose-name.ts';
import { dosesGiven, type GivenDose } from '../course/doses.ts';
import type { Outcome } from '../course/fault.ts';
import { entries, timelineOf, type Log, type Timeline } from '../course/timeline.ts';
import type { Policy } from '../coverage/policy.ts';
import { basisCautions, citesOf } from '../regimen/cited.ts';
import { labelOn } from '../regimen/label-on.ts';
import type { Label } from '../regimen/label.ts';
import type { Product } from '../regimen/product.ts';
import { notInSchedule } from '../regimen/schedule.ts';
import type { Caution } from '../values/caution.ts';
import { billDose, type BilledDose } from './bill-dose.ts';
import type { Billing } from './billing.ts';
import { checklistOf } from './checklist.ts';
import type { Claim, ClaimLine, ClaimQuestion } from './claim-answer.ts';
import { doseCautions } from './dose-cautions.ts';
import { nothingGiven } from './nothing-given.ts';
import { partiesOf } from './parties.ts';

export interface ClaimRequest {
  readonly course: Log;
  readonly billing: Billing;
  readonly products: readonly Product[];
  /** All held versions, or the one that was asked for: they say which doses there are. */
  readonly labels: readonly [Label, ...Label[]];
  /** Held policies, for the diagnosis list of the one that gave the authorization; none where left out. */
  readonly policies?: readonly Policy[];
  /** The practice's own charges: whole cents for one unit, by code. */
  readonly charges?: ReadonlyMap<string, number>;
  /** One dose; without it every dose given and not yet claimed. */
  readonly dose?: string;
  /** YYYY-MM-DD: the day of the answer. */
  readonly on?: string;
}

/**
 * The drug lines of a claim. What can be stated is always stated; `ready` says whether it may go out, `needed` what is
 * still to be answered. Faults: a dose that the course does not have.
 */
export function claim(request: ClaimRequest): Outcome<Claim> {
  const { course, billing, products, labels, policies = [], charges = new Map(), dose, on } = request;
  const timeline = timelineOf(course);
  const given = dosesGiven(timeline);
  const names = new Set(given.map(({ name }) => printDoseName(name)));
  const notGiven = touchedDoses(timeline).filter((name) => !names.has(name));
  const known = [...names, ...notGiven];
  if (dose !== undefined && !known.includes(dose)) {
    const mend = known.length === 0 ? 'The course has no dose yet' : `Use one of: ${known.join(', ')}`;
    return { ok: false, faults: [{ field: 'dose', what: `the course has no dose ${dose}`, mend }] };
  }
  const claimed = new Set(entries(timeline, 'claimed').map((entry) => entry.dose));
  const wanted = (name: string): boolean => (dose === undefined ? !claimed.has(name) : name === dose);
  const label = scheduleLabel(labels, given);
  const doses = given.filter(({ name }) => wanted(printDoseName(name)));
  const others = notGiven.filter(wanted);
  const parts: readonly BilledDose[] = [
    ...doses.map((one) => billDose(timeline, one, billing, products, policies)),
    ...others.map((name) => nothingGiven(timeline, name, billing)),
  ];
  const all = <Key extends keyof BilledDose>(key: Key): BilledDose[Key][number][] =>
    parts.flatMap((part): readonly BilledDose[Key][number][] => part[key]);
  const concerned = [...new Set([...doses.map(({ name }) => printDoseName(name)), ...others])];
  const needed = [
    ...(known.length === 0 ? [noDose(on)] : []),
    ...concerned.flatMap((name) => unknownDose(label, name)),
    ...all('needed'),
  ];
  const reconciliation = all('reconciliation');
  const used = all('used');
  const lines = all('lines').map((line) => charged(line, line.hcpcs, charges));
  return {
    ok: true,
    answer: {
      drug: timeline.course.drug,
      ready: needed.length === 0 && reconciliation.every(({ balanced }) => balanced),
      parties: partiesOf(timeline.course),
      encounters: all('encounters'),
      lines,
      services: all('services').map((line) => charged(line, line.code, charges)),
      servicesNeeded: all('servicesNeeded'),
      notBilled: all('notBilled'),
      reconciliation,
      needed,
      checklist: checklistOf(billing, lines),
      cites: citesOf(used),
      cautions: [...doseCautions(timeline, doses, label, on), ...once(all('cautions')), ...basisCautions(used)],
    },
  };
}

/** With the practice's charge for its units, where there is one. */
function charged<Line extends Pick<ClaimLine, 'units'>>(
  line: Line,
  code: string | null,
  charges: ReadonlyMap<string, number>,
): Line & { readonly chargeCents?: number } {
  const cents = code === null ? undefined : charges.get(code);
  return cents === undefined || line.units === null ? line : { ...line, chargeCents: cents * line.units };
}

/** Doses of which something was prepared or discarded. */
function touchedDoses(timeline: Timeline): readonly string[] {
  const touched = [...entries(timeline, 'prepared'), ...entries(timeline, 'wasted')];
  return [...new Set(touched.map(({ dose }) => dose))];
}

/** The schedule is that of the label under which the course began. */
function scheduleLabel(labels: readonly [Label, ...Label[]], [first]: readonly GivenDose[]): Label {
  return first === undefined ? (labels.at(-1) ?? labels[0]) : labelOn(labels, first.date);
}

function unknownDose(label: Label, dose: string): readonly ClaimQuestion[] {
  const name = parseDoseName(dose);
  const fault = name === null ? undefined : notInSchedule(label, name);
  return fault === undefined
    ? []
    : [{ dose, fact: 'dose', ask: `${fault.what}. ${fault.mend}. Which dose of the schedule was it?` }];
}

function noDose(on?: string): ClaimQuestion {
  const by = on === undefined ? '' : ` on or before ${on}`;
  return {
    dose: null,
    fact: 'dose-given',
    ask: `No dose is recorded as given${by}. Which dose is to be claimed? Record it.`,
  };
}

function once(cautions: readonly Caution[]): readonly Caution[] {
  return [...new Map(cautions.map((caution) => [caution.id, caution])).values()];
}
