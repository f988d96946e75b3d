import { Temporal } from 'temporal-polyfill';
import { parseDoseName } from '../course/dose-name.ts';
import type { Outcome } from '../course/fault.ts';
import { calendar, type Calendar, type CalendarDose, type CalendarRequest } from './calendar.ts';
import type { Check } from './clearance/check.ts';
import { selects, type Label } from './label.ts';
import { positionOf, type Position } from './schedule.ts';

/** One thing that two labels say differently of one dose; null where one of them says nothing. */
export interface DoseDifference {
  readonly what: 'dose' | 'date' | 'mg' | 'observation' | 'labs' | 'premedication' | 'infusion' | 'restart';
  readonly from: string | null;
  readonly to: string | null;
}

export interface DifferingDose {
  readonly dose: string;
  /** YYYY-MM-DD, by the label that is compared with; of a dose that only the other has, by that one. */
  readonly date: string;
  readonly given: boolean;
  readonly differences: readonly DoseDifference[];
}

/** A check before the dose that one label has and the other has not, or has otherwise. */
export interface DifferingCheck {
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** The doses of the calendar that it is made for. */
  readonly doses: readonly string[];
}

/** What two labels say differently of one patient's doses. */
export interface LabelDiff {
  readonly from: string;
  readonly to: string;
  readonly start: string;
  readonly cycles: number;
  readonly doses: readonly DifferingDose[];
  readonly checks: readonly DifferingCheck[];
}

/** The calendar of one patient by each of two labels alone, and what differs between them. */
export function diffLabels(from: Label, to: Label, request: Omit<CalendarRequest, 'labels'>): Outcome<LabelDiff> {
  const [before, after] = [from, to].map((label) => calendar({ ...request, labels: [label] }));
  if (before === undefined || after === undefined) throw new RangeError('two labels are compared');
  if (!before.ok) return before;
  if (!after.ok) return after;
  return {
    ok: true,
    answer: {
      from: from.id,
      to: to.id,
      start: after.answer.start,
      cycles: request.cycles,
      doses: doseDifferences(before.answer, after.answer, from, to),
      checks: checkDifferences(from, to, after.answer),
    },
  };
}

function doseDifferences(before: Calendar, after: Calendar, from: Label, to: Label): readonly DifferingDose[] {
  const [first, second] = [keyed(before), keyed(after)];
  const keys = [...new Set([...second.keys(), ...first.keys()])];
  return keys
    .flatMap((key) => {
      const [one, other] = [first.get(key), second.get(key)];
      const dose = other ?? one;
      if (dose === undefined) return [];
      const [was, is] = [one && factsOf(one, from), other && factsOf(other, to)];
      const differences = WHAT.flatMap((what): readonly DoseDifference[] => {
        const [a, b] = [was?.[what] ?? null, is?.[what] ?? null];
        return a === b || (what !== 'dose' && (was === undefined || is === undefined))
          ? []
          : [{ what, from: a, to: b }];
      });
      if (differences.length === 0) return [];
      return [{ dose: dose.dose, date: dose.date, given: dose.given !== undefined, differences }];
    })
    .sort((a, b) => Temporal.PlainDate.compare(a.date, b.date));
}

/** By name; a dose recorded twice is two. */
function keyed({ doses }: Calendar): ReadonlyMap<string, CalendarDose> {
  const names = doses.map(({ dose }) => dose);
  return new Map(
    doses.map((dose, index) => [
      `${dose.dose} ${names.slice(0, index).filter((name) => name === dose.dose).length}`,
      dose,
    ]),
  );
}

const WHAT = ['dose', 'date', 'mg', 'observation', 'labs', 'premedication', 'infusion', 'restart'] as const;

/** What one label says of a dose, each as one text that can be compared and read. */
function factsOf(dose: CalendarDose, label: Label): Readonly<Record<(typeof WHAT)[number], string>> {
  const { observation, infusion } = dose;
  const { hours, from, setting, stayNear, lengthenedBy } = observation;
  const near =
    stayNear &&
    `within ${stayNear.within} for ${stayNear.hours} h from ${stayNear.from}${stayNear.caregiver ? ', with a caregiver' : ''}`;
  const longer = lengthenedBy && `after ${lengthenedBy.kind} grade ${lengthenedBy.grade}`;
  const position = positionNamed(label, dose.dose);
  return {
    dose: 'due',
    date: dose.date,
    mg: `${dose.given?.scheduledMg ?? dose.mg} mg`,
    observation: [
      `${hours[0] === hours[1] ? hours[0] : hours.join('–')} h from ${from}`,
      ...[setting, near, longer].filter((text) => text !== null && text !== undefined),
    ].join('; '),
    labs: dose.labs.length === 0 ? 'none' : dose.labs.join(', '),
    premedication:
      dose.premedication.length === 0
        ? 'none'
        : dose.premedication.map(({ give, timing }) => `${give}, ${timing}`).join('; '),
    infusion: `${infusion.volumeMl} mL in ${infusion.hours} h at ${infusion.mlPerHour} mL/h`,
    restart: position === undefined ? 'no row' : restartText(label, position),
  };
}

function positionNamed(label: Label, dose: string): Position | undefined {
  const name = parseDoseName(dose);
  return name === null ? undefined : positionOf(label, name);
}

function restartText(label: Label, { cycle, day }: Position): string {
  const row = label.restart.rows.find(({ after }) => selects(after, cycle, day));
  return row === undefined ? 'no row' : `step-up again later than ${row.withinDays} days after it`;
}

function checkDifferences(from: Label, to: Label, { doses }: Calendar): readonly DifferingCheck[] {
  const [before, after] = [from, to].map(
    ({ clearance }) => new Map(clearance.checks.map((check) => [check.id, check])),
  );
  if (before === undefined || after === undefined) return [];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((id): readonly DifferingCheck[] => {
    const [was, is] = [before.get(id), after.get(id)];
    const check = is ?? was;
    if (check === undefined || (was !== undefined && is !== undefined && said(was) === said(is))) return [];
    const concerned = doses.filter(({ dose }) => [was, is].some((one) => one !== undefined && isFor(one, to, dose)));
    if (concerned.length === 0) return [];
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    return [{ id, change, doses: concerned.map(({ dose }) => dose) }];
  });
}

/** What a check says, without the passages that it rests on. */
function said({ criteria, otherwise, until, paths, doses }: Check): string {
  const asked = paths?.map(({ id, text, leadsTo }) => ({ id, text, leadsTo }));
  return JSON.stringify({ criteria: criteria.root, otherwise, until, paths: asked, doses }, (key, value: unknown) =>
    key === 'cite' ? undefined : value,
  );
}

function isFor({ doses }: Check, label: Label, dose: string): boolean {
  const position = positionNamed(label, dose);
  return doses === undefined || (position !== undefined && selects(doses, position.cycle, position.day));
}
