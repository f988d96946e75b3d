import type { CourseEvent, Deviation, OpenedVial, Prepared, Voided, Wasted } from '../course/event.ts';
import { compareMoments, parseMoment } from '../course/moment.ts';
import { stampOf } from './hours.ts';
import { differentPeople } from './people.ts';
import { sayTime, TIMES, type PreparationTimes, type TimeName } from './times.ts';
import type { Using } from './using.ts';
import type { Block, Worksheet } from './worksheet.ts';

/** Who answers for what was not done by the rules, and why (R12). */
export interface Happened {
  readonly reason: string;
  readonly by: string;
}

/** Something that the record of a preparation still lacks. */
export interface RecordNeed {
  readonly id: 'vials' | 'lots' | 'checkers' | 'inspection' | 'time' | 'entry-id';
  readonly ask: string;
}

/**
 * `not-begun`: nothing is reconstituted. `refused`: a rule is broken, and nothing is to be recorded. `draft`: the entries
 * as far as they can be stated, not to be recorded before `needed` is answered. `ready`: to be recorded as they stand.
 * `recorded`: the entry stands in the course already, and nothing new is said of the bag.
 */
export interface PreparationRecord {
  readonly status: 'not-begun' | 'not-accepted' | 'draft' | 'ready' | 'recorded';
  /** Entries of the course, in the order in which they are recorded; of a recorded bag the one that stands. */
  readonly events: readonly CourseEvent[];
  readonly needed: readonly RecordNeed[];
}

export interface RecordRequest {
  readonly sheet: Worksheet;
  readonly using: Using;
  readonly times: PreparationTimes;
  readonly dose: string;
  /** The moment of the answer: nothing that is recorded lies after it. */
  readonly now: string;
  /** The entry of the same bag that is in the record, which the new one takes the place of. */
  readonly replaces: Prepared | undefined;
  /** It has been done so: what breaks a rule is recorded with a deviation beside it. */
  readonly happened: Happened | undefined;
}

/** What is recorded of a preparation. A plan against a rule is refused; what has happened is never refused (R12). */
export function preparationRecord(request: RecordRequest): PreparationRecord {
  const { sheet, times, happened } = request;
  const { reconstituted } = times;
  if (reconstituted === undefined)
    return { status: sheet.blocks.length > 0 ? 'not-accepted' : 'not-begun', events: [], needed: [] };
  const entry = preparedEvent(request, reconstituted);
  const { replaces } = request;
  const isAsRecorded = replaces !== undefined && saysTheSame(entry, replaces);
  if (isAsRecorded && (request.using.discarded ?? []).length === 0)
    return { status: 'recorded', events: [replaces], needed: [] };
  if (sheet.blocks.length > 0 && happened === undefined) return { status: 'not-accepted', events: [], needed: [] };
  const needed = neededFor(request);
  const lacking = happened === undefined ? needed : needed.filter(({ id }) => ALWAYS.includes(id));
  const answered = happened === undefined ? [] : deviationsOf(request, entry, happened, needed);
  return {
    status: lacking.length > 0 ? 'draft' : 'ready',
    events: [...(isAsRecorded ? [] : [...replaced(request, entry), entry]), ...wastes(request, entry), ...answered],
    needed: lacking,
  };
}

/** Without these there is no entry, whatever the reason. */
const ALWAYS: readonly RecordNeed['id'][] = ['vials', 'entry-id'];

/** Times that are said to have been and lie after the moment of the answer. The infusion may be to come. */
export function timesToCome(times: PreparationTimes, now: string): readonly Block[] {
  const moment = parseMoment(now);
  if (moment === null) return [];
  return TIMES.filter((name): name is Exclude<TimeName, 'infusionStart'> => name !== 'infusionStart').flatMap(
    (name) => {
      const text = times[name];
      const then = text === undefined ? null : parseMoment(text);
      if (text === undefined || then === null || compareMoments(then, moment) <= 0) return [];
      const what = `It is said that ${sayTime(name)} at ${text}, which is still to come (it is ${now}).`;
      return [{ id: 'time-to-come', about: 'clock', what, mend: 'Record it once it has happened', cite: [] } as const];
    },
  );
}

function neededFor({ sheet, using, times, replaces }: RecordRequest): readonly RecordNeed[] {
  const { vials, checkedBy = [] } = using;
  const bare = (vials ?? []).filter(({ lot, expires }) => lot === undefined || expires === undefined);
  const missing = 2 - differentPeople(checkedBy).length;
  const open = sheet.inspections.filter(
    ({ when, result }) => result === null && (when === 'preparation' || times.infusionStart !== undefined),
  );
  return [
    ...(vials === undefined || vials.length === 0
      ? [{ id: 'vials', ask: 'Which vials were opened: package number, lot and last day of each?' } as const]
      : []),
    ...(bare.length > 0 ? [{ id: 'lots', ask: 'What are lot and last day of each vial?' } as const] : []),
    ...(times.diluted === undefined ? [{ id: 'time', ask: 'When did the drug go into the bag?' } as const] : []),
    ...open.map(({ id, ask }) => ({ id: 'inspection', ask: `${ask} [${id}]` }) as const),
    ...(missing > 0
      ? [
          {
            id: 'checkers',
            ask: `Who checked it? Two different people do; ${missing === 1 ? 'one is' : 'both are'} missing.`,
          } as const,
        ]
      : []),
    ...(replaces !== undefined && replaces.id === undefined
      ? [
          {
            id: 'entry-id',
            ask: `The entry of this bag (prepared at ${replaces.at}) has no id, so nothing can take its place: give it one.`,
          } as const,
        ]
      : []),
  ];
}

function preparedEvent({ sheet, using, times, dose, replaces }: RecordRequest, reconstituted: string): Prepared {
  const kept: Omit<PreparationTimes, 'infusionStart'> = Object.fromEntries(
    Object.entries(times).filter(([name]) => name !== 'infusionStart'),
  );
  const { inspections, stabilizer, bag } = using;
  const id = `prepared-${dose.toLowerCase()}-${stamp(reconstituted)}`;
  const lot = stabilizer === undefined ? undefined : lotOf(stabilizer);
  return {
    type: 'prepared',
    at: times.diluted ?? reconstituted,
    id: replaces?.id === id ? `${id}-${stamp(lastOf(times))}` : id,
    dose,
    vials: vialsOf(sheet, using),
    ...kept,
    reconstituted,
    ...(inspections === undefined || Object.keys(inspections).length === 0 ? {} : { inspections }),
    ...(lot === undefined ? {} : { stabilizer: lot }),
    bag: {
      ...(sheet.bagId === null ? {} : { id: sheet.bagId }),
      ...(bag === undefined ? {} : lotOf(bag)),
      ...(bag?.material === undefined ? {} : { material: bag.material }),
    },
    checkedBy: differentPeople(using.checkedBy ?? []),
  };
}

/** Apart from its name, from when and by whom it was written down, and from a bag id that follows from the rest. */
function saysTheSame(entry: Prepared, recorded: Prepared): boolean {
  const said = ({ bag, ...rest }: Prepared): string => {
    const { id, ...things } = bag ?? {};
    const parts = { ...rest, ...things, id: null, at: null, by: null, note: null, bagId: recorded.bag?.id ? id : null };
    return JSON.stringify(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return said(entry) === said(recorded);
}

function lotOf({ lot, expires }: { readonly lot?: string; readonly expires?: string }): {
  readonly lot?: string;
  readonly expires?: string;
} {
  return { ...(lot === undefined ? {} : { lot }), ...(expires === undefined ? {} : { expires }) };
}

/** One entry a vial; those of the worksheet where nobody has said which. */
function vialsOf({ vial }: Worksheet, { vials }: Using): readonly OpenedVial[] {
  if (vials === undefined || vials.length === 0)
    return Array.from({ length: vial.count }, () => ({ mg: vial.mg, ...(vial.ndc === null ? {} : { ndc: vial.ndc }) }));
  return vials.flatMap(({ count = 1, ...one }) => Array.from({ length: count }, () => one));
}

function wastes({ using: { discarded = [] }, dose, now, replaces }: RecordRequest, entry: Prepared): readonly Wasted[] {
  return discarded.map(({ mg, reason, at, by }, index) => ({
    type: 'wasted',
    at: at ?? (replaces === undefined ? entry.at : now),
    id: `wasted-${dose.toLowerCase()}-${stamp(at ?? now)}-${index + 1}`,
    dose,
    mg,
    reason,
    ...(by === undefined ? {} : { by }),
  }));
}

/** Nothing is edited: the entry of the same bag is taken out and stands anew with what is known now. */
function replaced({ replaces }: RecordRequest, entry: Prepared): readonly Voided[] {
  if (replaces?.id === undefined) return [];
  const reason = 'the same bag, recorded anew with what has become known since';
  return [{ type: 'voided', at: entry.at, id: `voided-${replaces.id}`, event: replaces.id, reason }];
}

function deviationsOf(
  { sheet, now }: RecordRequest,
  entry: Prepared,
  { reason, by }: Happened,
  needed: readonly RecordNeed[],
): readonly Deviation[] {
  const notes = [
    ...sheet.blocks.map(({ what }) => what),
    ...needed.filter(({ id }) => !ALWAYS.includes(id)).map(({ ask }) => `Not recorded: ${ask}`),
  ];
  return notes.map((note, index) => ({
    type: 'deviation',
    at: now,
    id: `deviation-${entry.id ?? ''}-${index + 1}`,
    of: entry.id ?? '',
    reason,
    by,
    note,
  }));
}

function lastOf(times: PreparationTimes): string {
  return TIMES.map((name) => times[name]).findLast((time) => time !== undefined) ?? '';
}

/** Of a checked time. */
function stamp(text: string): string {
  const moment = parseMoment(text);
  return moment === null ? text : stampOf(moment);
}
