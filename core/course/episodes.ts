import { daysBetween } from '../values/day-number.ts';
import type { AdverseEvent, AdverseEventKind, Grade } from './event.ts';
import { instantOf } from './instant.ts';
import { entries, timelineOf, type Log, type Timeline } from './timeline.ts';

/** The grade that an adverse event had from a day on. */
export interface GradeSeen {
  /** YYYY-MM-DD, at the place. */
  readonly on: string;
  readonly grade: Grade;
}

/** One adverse event over time, read from all the entries that speak of it. */
export interface Episode {
  readonly kind: AdverseEventKind;
  /** Which neurologic sign, or what it was. */
  readonly sign?: string;
  /** YYYY-MM-DD. */
  readonly onset: string;
  readonly highest: Grade;
  /** 0 once it has resolved. */
  readonly now: Grade;
  /** Each change, in the order of time; the last one is `now`. */
  readonly history: readonly GradeSeen[];
  /** The day on which nothing was left of it; absent while it is open, as it is where nobody said otherwise (R1). */
  readonly resolvedOn?: string;
  readonly entries: readonly AdverseEvent[];
}

/**
 * The adverse events of the log as episodes, in the order of their onset. Entries of one kind and sign whose onset is the
 * same day are one episode: a later entry says how it goes on.
 * @param on YYYY-MM-DD; what the log says of later days is left out
 */
export function episodesOf(log: Log, on?: string): readonly Episode[] {
  const timeline = timelineOf(log);
  const days = (text: string): string => timeline.dayOf(text);
  const known = entries(timeline, 'adverse-event').filter(
    ({ at, onset }) => on === undefined || (days(at) <= on && days(onset) <= on),
  );
  const groups = Map.groupBy(known, ({ kind, sign, onset }) => `${days(onset)} ${kind} ${sign ?? ''}`);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => episodeOf(timeline, group, on) ?? []);
}

function episodeOf(timeline: Timeline, group: readonly AdverseEvent[], on?: string): Episode | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const onset = timeline.dayOf(first.onset);
  const history = historyOf(timeline, group, on);
  const last = history.at(-1);
  return {
    kind: first.kind,
    ...(first.sign === undefined ? {} : { sign: first.sign }),
    onset,
    highest: history.reduce<Grade>((most, { grade }) => (grade > most ? grade : most), 0),
    now: last?.grade ?? first.grade,
    history,
    ...(last?.grade === 0 ? { resolvedOn: last.on } : {}),
    entries: group,
  };
}

/**
 * What was seen, by day. The grade of the first entry stands from the onset. A later entry that has come down from a grade
 * higher than all before does not say when that was reached: it may have been at any time since the last look, so that
 * it stands from there. Of the grades that entries of the very same time give, the highest counts.
 */
function historyOf(timeline: Timeline, group: readonly AdverseEvent[], on?: string): readonly GradeSeen[] {
  const seen: GradeSeen[] = [];
  let highest = -1;
  for (const together of byTime(group)) {
    const now = together.flatMap((entry) => seenBy(timeline, entry, on));
    const reached = together.reduce<Grade>((most, { grade }) => (grade > most ? grade : most), 0);
    const [entry] = together;
    if (entry !== undefined && (seen.length === 0 || (reached > highest && now.every(({ grade }) => grade < reached))))
      seen.push({ on: seen.at(-1)?.on ?? timeline.dayOf(entry.onset), grade: reached });
    highest = Math.max(highest, reached);
    seen.push(...(together.length === 1 ? now : mostOfEachDay(now)));
  }
  // An end may lie before another entry was made: the sort is stable, so that the later word on a day stays the later.
  const inOrder = seen.sort(byDay);
  return inOrder.filter(({ grade }, index) => grade !== inOrder[index - 1]?.grade);
}

/** Entries of the very same time together, in order; a log is in order already. */
function byTime(group: readonly AdverseEvent[]): Iterable<readonly AdverseEvent[]> {
  if (group.length === 1) return [group];
  return Map.groupBy(group, ({ at }) => {
    const { seconds, nanoseconds } = instantOf(at);
    return `${seconds}.${nanoseconds}`;
  }).values();
}

/** What one entry saw when it was made, and the end that it names if that has come. */
function seenBy(timeline: Timeline, entry: AdverseEvent, on?: string): readonly GradeSeen[] {
  const { at, grade, gradeNow, resolved } = entry;
  const made = timeline.dayOf(at);
  const end = resolved === undefined ? undefined : timeline.dayOf(resolved);
  const over = end !== undefined && (on === undefined || end <= on);
  // An end that has passed when the entry is made is the last word of the entry, unless it says that something is left.
  const seen = over && end <= made ? (gradeNow ?? 0) : (gradeNow ?? grade);
  if (!over) return [{ on: made, grade: seen }];
  if (end <= made) return seen === 0 ? [{ on: end, grade: 0 }] : [{ on: made, grade: seen }];
  return [
    { on: made, grade: seen },
    { on: end, grade: 0 },
  ];
}

function mostOfEachDay(seen: readonly GradeSeen[]): readonly GradeSeen[] {
  return [...Map.groupBy(seen, ({ on }) => on)]
    .map(([on, all]) => ({ on, grade: all.reduce<Grade>((most, { grade }) => (grade > most ? grade : most), 0) }))
    .sort(byDay);
}

function byDay(a: GradeSeen, b: GradeSeen): number {
  if (a.on === b.on) return 0;
  return a.on < b.on ? -1 : 1;
}

/**
 * The longest time, in days, from a grade of `from` or more to `to` or less; to the day of the answer where that has not
 * been reached. Onset and improvement on days n apart are n days.
 * @returns 0 where it never had that grade
 */
export function longestAt({ history }: Episode, from: number, to: number, on: string): number {
  let [longest, since] = [0, ''];
  for (const seen of history) {
    if (since === '' && seen.grade >= from) since = seen.on;
    else if (since !== '' && seen.grade <= to) {
      longest = Math.max(longest, daysBetween(since, seen.on));
      since = '';
    }
  }
  return since === '' ? longest : Math.max(longest, daysBetween(since, on));
}

/** Down to this grade an adverse event has gone, so that a rise from it is another occurrence. */
const GONE = 1;

/**
 * How often it rose to a grade of `from` or more: once for each time that it came from grade 1 or less, so that a grade 3
 * that goes down to 1 and rises to 3 again while the entries are still of one onset is there twice.
 * @param from 2 or more
 */
export function occurrencesFrom({ history }: Episode, from: number): number {
  let [count, risen] = [0, false];
  for (const { grade } of history) {
    if (grade <= GONE) risen = false;
    else if (grade >= from && !risen) {
      count++;
      risen = true;
    }
  }
  return count;
}
