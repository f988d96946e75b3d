import { printDoseName } from '../course/dose-name.ts';
import { dosesGiven } from '../course/doses.ts';
import { compareMoments, dayOf, type Moment } from '../course/moment.ts';
import type { Timeline } from '../course/timeline.ts';
import type { ClearanceAnswer } from '../regimen/clearance/answer.ts';
import type { Product } from '../regimen/product.ts';
import type { Site } from '../regimen/site.ts';
import { compare, decimal, multiply, subtract, sum, toNumber } from '../values/decimal.ts';
import { isCleared, preparedFor, type PreparedFor } from './cleared.ts';
import { clocksAt, printed } from './clocks.ts';
import { later } from './hours.ts';
import type { Infusion } from './infusion.ts';
import { openBag } from './open-bag.ts';
import type { Preparation } from './preparation.ts';
import { readMoment } from './times.ts';

/** One course of the day: its clearance, and how its drug is made up. */
export interface CourseOfDay {
  /** What the course is called in the answer: its file. */
  readonly course: string;
  readonly timeline: Timeline;
  readonly clearance: ClearanceAnswer;
  /** Start of the infusion, ISO 8601 with an offset; undefined where nobody has said it. */
  readonly start: string | undefined;
  readonly preparation: Preparation;
  readonly products: readonly Product[];
  readonly infusion: Infusion;
}

export interface DoseOfDay {
  readonly course: string;
  readonly drug: string;
  readonly dose: string;
  readonly mg: number;
  readonly clearance: 'give' | 'restart';
  /** Null where the appointment is not known: then no time of the day is. */
  readonly start: string | null;
  readonly vial: { readonly mg: number; readonly count: number; readonly ndc: string | null };
  /** R24: out of the refrigerator at the earliest, in the carton, so that the hours last until the infusion starts. */
  readonly takeOutNotBefore: string | null;
  /** Reconstituted not before, so that an unrefrigerated bag lasts to the end of the infusion, and by its start. */
  readonly reconstitute: { readonly notBefore: string | null; readonly by: string | null };
  /** Labelled milligrams opened and not in the dose; overfill and what stays in vial and line are never waste. */
  readonly expectedWasteMg: number;
  /** When a bag that stands in the record was reconstituted; null where one is to be made. */
  readonly madeAlready: string | null;
}

export interface DayAnswer {
  readonly day: string;
  /** Cleared doses in the order of the start of the infusion, those without one last. */
  readonly doses: readonly DoseOfDay[];
  /** To take from the refrigerator, by strength; bags that are made already take none. */
  readonly vials: readonly {
    readonly drug: string;
    readonly mg: number;
    readonly ndc: string | null;
    readonly count: number;
    readonly takeOutNotBefore: string | null;
    /** Start of the first infusion of them. */
    readonly neededBy: string | null;
  }[];
  readonly expectedWasteMg: number;
  readonly notCleared: readonly (PreparedFor & { readonly course: string })[];
  /** Given on the day. */
  readonly given: readonly { readonly course: string; readonly dose: string }[];
  /** Due on a later day. */
  readonly notDue: readonly { readonly course: string; readonly dose: string; readonly due: string }[];
}

/** What the pharmacy makes up on one day. */
export function dayOfPreparation(day: string, courses: readonly CourseOfDay[], site: Site): DayAnswer {
  const cleared = courses
    .filter(({ clearance }) => isCleared(clearance))
    .map((one) => ({ one, start: startOf(one, site) }))
    .sort((a, b) => compareStarts(a.start, b.start) || (a.one.course < b.one.course ? -1 : 1));
  const doses = cleared.flatMap(({ one, start }) => doseOfDay(one, start, site));
  const others = courses.filter(({ clearance }) => !isCleared(clearance));
  const given = others.flatMap((one) => givenOn(one, day));
  const isToCome = ({ course, clearance: { clearance, due } }: CourseOfDay): boolean =>
    clearance === 'hold' && due > day && given.every((one) => one.course !== course);
  return {
    day,
    doses,
    vials: vialsOf(doses),
    expectedWasteMg: toNumber(sum(doses.map(({ expectedWasteMg }) => decimal(expectedWasteMg)))),
    notCleared: others
      .filter((one) => !isToCome(one) && given.every(({ course }) => course !== one.course))
      .map(({ course, clearance }) => ({ course, ...preparedFor(clearance) })),
    given,
    notDue: others
      .filter(isToCome)
      .map(({ course, clearance: { dose, due } }) => ({ course, dose, due }))
      .sort((a, b) => (a.due < b.due ? -1 : 1)),
  };
}

function givenOn({ course, timeline }: CourseOfDay, day: string): DayAnswer['given'] {
  return dosesGiven(timeline)
    .filter(({ date }) => date.toString() === day)
    .map(({ name }) => ({ course, dose: printDoseName(name) }));
}

function startOf({ start, timeline }: CourseOfDay, site: Site): Moment | null {
  return start === undefined ? null : readMoment(start, site.timeZone ?? timeline.course.timeZone);
}

/** What an appointment may not be: on another day than the one that is planned. */
export function isOnDay(start: string, day: string, timeZone: string | undefined): boolean {
  const moment = readMoment(start, timeZone);
  return moment !== null && dayOf(moment).toString() === day;
}

function compareStarts(a: Moment | null, b: Moment | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareMoments(a, b);
}

function doseOfDay(one: CourseOfDay, start: Moment | null, site: Site): readonly DoseOfDay[] {
  const { course, clearance, preparation, products, infusion, timeline } = one;
  const { mg } = clearance;
  const row = mg === null ? undefined : preparation.doses.find((dose) => compare(decimal(dose.mg), decimal(mg)) === 0);
  if (row === undefined || (clearance.clearance !== 'give' && clearance.clearance !== 'restart')) return [];
  const { clocks } = clocksAt(preparation.clocks, site);
  const { strengthMg, count } = row.vial;
  const by = start ?? undefined;
  const fromEnd = by && later(later(by, infusion.hours), -clocks.roomTemperature.hours);
  const waste = subtract(multiply(decimal(count), decimal(strengthMg)), decimal(row.mg));
  return [
    {
      course,
      drug: clearance.drug,
      dose: clearance.dose,
      mg: row.mg,
      clearance: clearance.clearance,
      start: printed(by),
      vial: {
        mg: strengthMg,
        count,
        ndc: products.find((product) => product.strengthMg === strengthMg)?.ndc ?? null,
      },
      takeOutNotBefore: printed(by && later(by, -clocks.vials.hours)),
      reconstitute: { notBefore: printed(fromEnd), by: printed(by) },
      expectedWasteMg: toNumber(waste),
      madeAlready: openBag(timeline, clearance.dose)?.reconstituted ?? null,
    },
  ];
}

/** By drug and strength. All of one strength are fetched together: not before the last of them may be. */
function vialsOf(doses: readonly DoseOfDay[]): DayAnswer['vials'] {
  const wanted = doses.filter(({ madeAlready }) => madeAlready === null);
  const groups = Map.groupBy(wanted, ({ drug, vial }) => `${drug} ${vial.mg}`);
  return [...groups.values()]
    .map((group) => {
      const [first] = group;
      if (first === undefined) throw new RangeError('a group has a member');
      const { drug, vial } = first;
      const times = group.map(({ takeOutNotBefore }) => takeOutNotBefore);
      const isOpen = times.includes(null);
      return {
        drug,
        mg: vial.mg,
        ndc: vial.ndc,
        count: group.reduce((count, dose) => count + dose.vial.count, 0),
        // Doses come in the order of their start, so the last time is the latest.
        takeOutNotBefore: isOpen ? null : (times.at(-1) ?? null),
        neededBy: isOpen ? null : first.start,
      };
    })
    .sort((a, b) => (a.drug === b.drug ? a.mg - b.mg : a.drug < b.drug ? -1 : 1));
}
