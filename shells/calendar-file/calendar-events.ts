import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { parseMoment } from '../../core/course/moment.ts';
import type { Calendar, CalendarDose } from '../../core/regimen/calendar.ts';
import type { ObservationAnswer } from '../../core/regimen/observation.ts';
import type { IcsEvent } from './ics.ts';

/** For whom a calendar file is made: words of the user's own, put before each title; nothing of a patient otherwise. */
export interface CalendarOwner {
  readonly brand: string;
  readonly forWhom?: string;
}

/**
 * The doses of a calendar as events, each with its observation as an event of its own: planned ones are whole days,
 * because only the day of the dose is known; a dose given and its observation have their times, where the course has them.
 */
export function calendarEvents(calendar: Calendar, owner: CalendarOwner): readonly IcsEvent[] {
  const seen = new Map<string, number>();
  return calendar.doses.flatMap((dose) => {
    // A dose recorded twice is two events.
    const count = (seen.get(dose.dose) ?? 0) + 1;
    seen.set(dose.dose, count);
    const key = [calendar.drug, calendar.start, owner.forWhom ?? '', dose.dose, count];
    return [doseEvent(dose, calendar, owner, uid('dose', key)), ...watchedEvent(dose, owner, uid('observation', key))];
  });
}

/** The same for the same dose of a course that began on the same day, whatever day it is moved to. */
function uid(kind: string, key: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(JSON.stringify([kind, ...key]));
  return `${hash.digest('hex').slice(0, 32)}@stepwise`;
}

function doseEvent(dose: CalendarDose, { cautions }: Calendar, owner: CalendarOwner, id: string): IcsEvent {
  const { given, mg } = dose;
  const state = given === undefined ? 'planned' : 'given';
  const mentioned = cautions.filter(({ id: caution }) => dose.cautions.includes(caution));
  const lines = [
    `${owner.brand} ${dose.dose}, ${mg} mg (${state}), ${dose.units} billing ${dose.units === 1 ? 'unit' : 'units'}`,
    `Observe ${sayObservation(dose.observation)}${dose.observation.setting === null ? '' : `, ${dose.observation.setting}`}`,
    ...stayLines(dose.observation),
    `Laboratory tests before: ${dose.labs.length === 0 ? 'none by the label' : dose.labs.join(', ')}`,
    ...(dose.premedication.length === 0
      ? ['Premedication: none by the label']
      : dose.premedication.map(({ give, timing }) => `Give ${give}, ${timing}`)),
    `Infuse ${dose.infusion.volumeMl} mL over ${dose.infusion.hours} h`,
    `By ${dose.label}`,
    ...mentioned.map(({ text }) => `Caution: ${text}`),
  ];
  return {
    uid: id,
    title: titled(owner, `${dose.dose}, ${mg} mg`),
    description: lines.join('\n'),
    category: 'Dose',
    planned: given === undefined,
    when: timesOf(given?.start, given?.end) ?? wholeDay(dose.date),
  };
}

function watchedEvent(dose: CalendarDose, owner: CalendarOwner, id: string): readonly IcsEvent[] {
  if (dose.given === undefined) return [plannedWatch(dose, owner, id)];
  const { watched } = dose.given;
  if (watched === undefined) return [];
  const [least, most] = watched.until;
  const when = timesOf(watched.from, most);
  if (when === undefined) return [];
  return [
    {
      uid: id,
      title: titled(owner, `observation after ${dose.dose}`),
      description: `Observe ${sayObservation(dose.observation)}: to ${sayTime(least)} at least${most === least ? '' : `, ${sayTime(most)} at most`}`,
      category: 'Observation',
      planned: false,
      when,
    },
  ];
}

/** From so many hours on, an observation that begins on one day is taken to end on the next. */
const OVER_NIGHT = 12;

/** On the day of the dose, and on as many days after it as the most hours reach: at what time is not known. */
function plannedWatch({ dose, date, observation }: CalendarDose, owner: CalendarOwner, id: string): IcsEvent {
  const [least, most] = observation.hours;
  const nights = Math.floor((most + 24 - OVER_NIGHT) / 24);
  const { next } = wholeDay(Temporal.PlainDate.from(date).add({ days: nights }).toString());
  return {
    uid: id,
    title: titled(owner, `observation after ${dose}, ${sayHours(least, most)} h`),
    description: [
      `Observe ${sayObservation(observation)}${observation.setting === null ? '' : `, ${observation.setting}`}`,
      ...stayLines(observation),
      'Planned by days: the hours count from the infusion, the time of which is not known yet',
    ].join('\n'),
    category: 'Observation',
    planned: true,
    when: { day: date, next },
  };
}

const sayHours = (least: number, most: number): string => (least === most ? String(least) : `${least} to ${most}`);

/** Without seconds, the zone behind it: `2026-01-06 08:00 (America/New_York)`. */
function sayTime(text: string): string {
  const [, day = text, time = '', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})[^\[]*(?:\[(.+)\])?$/u.exec(text) ?? [];
  const [offset] = /(?:Z|[+-]\d{2}:\d{2})(?=$|\[)/u.exec(text) ?? [''];
  return `${day} ${time} (${zone === '' ? offset : zone})`;
}

function titled({ brand, forWhom }: CalendarOwner, what: string): string {
  return `${forWhom === undefined ? '' : `${forWhom}: `}${brand} ${what}`;
}

function sayObservation({ hours: [least, most], from }: ObservationAnswer): string {
  return `${sayHours(least, most)} hours from the ${from} of the infusion`;
}

function stayLines({ stayNear }: ObservationAnswer): readonly string[] {
  if (stayNear === undefined) return [];
  const company = stayNear.caregiver ? ', with a caregiver' : '';
  const stay = stayNear.recommended ? 'Recommended to stay' : 'Stay';
  return [`${stay} within ${stayNear.within} for ${stayNear.hours} hours from the ${stayNear.from}${company}`];
}

function timesOf(from: string | undefined, to: string | undefined): IcsEvent['when'] | undefined {
  const [start, end] = [from, to].map((text) => (text === undefined ? null : parseMoment(text)));
  return start && end ? { from: start.at.toInstant(), to: end.at.toInstant() } : undefined;
}

function wholeDay(day: string): { readonly day: string; readonly next: string } {
  return { day, next: Temporal.PlainDate.from(day).add({ days: 1 }).toString() };
}
