import { dosesGiven } from '../course/doses.ts';
import { episodesOf, longestAt, occurrencesFrom, type Episode } from '../course/episodes.ts';
import { ADVERSE_EVENT_KINDS, type AdverseEventKind } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { daysBetween } from '../values/day-number.ts';
import type { Evidence } from '../values/fact.ts';
import { evidenceOf, visitFact, visitFactIf, type VisitFact } from './visit-fact.ts';
import { assessmentsOn } from './visit-facts-assessment.ts';

/** So long after a dose a new episode counts as a return, where the one before that dose was severe. */
const RETURN_DAYS = 7;
const SEVERE = 3;
const MILD = 1;

/**
 * Of each kind of adverse event. Nothing of a kind on record is not "none" (R1): that is so only where the patient was
 * assessed on the day. What is on record is known.
 * @param judgedSigns neurologic signs of which the prescriber judges what they are (R17)
 */
export function toxicityFacts(timeline: Timeline, on: string, judgedSigns: readonly string[]): VisitFact[] {
  const all = episodesOf(timeline, on);
  const looked = assessmentsOn(timeline, on).map((one) => evidenceOf(timeline, one));
  const doseDays = dosesGiven(timeline).map(({ date }) => date.toString());
  const byKind = ADVERSE_EVENT_KINDS.flatMap((kind): VisitFact[] => {
    const own = all.filter((episode) => episode.kind === kind);
    const seen = kind === 'infection' ? seenInfection(timeline, own) : NOTHING_SEEN;
    // What an earlier assessment found stays on record, also on a day on which nobody looked.
    if (own.length === 0 && looked.length === 0) return seen.grade === 0 ? [] : seenFacts(kind, seen);
    const evidence = own.length === 0 ? looked : own.flatMap((episode) => lastWord(timeline, episode));
    return kindFacts(kind, own, doseDays, on, evidence, seen);
  });
  return [...byKind, ...signFact(timeline, all, judgedSigns, looked)];
}

/** The highest grade that assessments found, with the one that did. */
interface Seen {
  readonly grade: number;
  /** It was of grade 3 or more, and no look since has found it at grade 1 or less. */
  readonly isLasting: boolean;
  readonly evidence: readonly Evidence[];
}
const NOTHING_SEEN: Seen = { grade: 0, isLasting: false, evidence: [] };

/**
 * Infections are graded by the assessment itself, so that no adverse event may stand beside it. Where one does, and it is
 * over, what the assessment found is over with it.
 */
function seenInfection(timeline: Timeline, own: readonly Episode[]): Seen {
  const looks = entries(timeline, 'pre-dose-assessment').flatMap((one) => {
    const { at, infection } = one;
    if (infection === undefined) return [];
    const grade = infection === 'none' ? 0 : infection;
    return [{ day: timeline.dayOf(at), grade, evidence: [evidenceOf(timeline, one)] }];
  });
  const severe = own.filter(({ highest }) => highest >= SEVERE);
  const over = severe.flatMap(({ history }) => history.filter(({ grade }) => grade <= MILD));
  // The sort is stable: on one day an assessment is the later word.
  const marks = [...over.map(({ on: day, grade }) => ({ day, grade, evidence: [] })), ...looks].sort((a, b) =>
    a.day < b.day ? -1 : Number(a.day > b.day),
  );
  return marks.reduce<Seen>(
    (worst, { grade, evidence }) => ({
      ...(grade > worst.grade ? { grade, evidence } : worst),
      isLasting: isLasting(worst.isLasting, grade),
    }),
    NOTHING_SEEN,
  );
}

/** Grade 3 lasts until grade 1. */
function isLasting(before: boolean, grade: number): boolean {
  return grade >= SEVERE || (before && grade > MILD);
}

function seenFacts(kind: AdverseEventKind, { grade, isLasting: lasts, evidence }: Seen): VisitFact[] {
  return [
    visitFact(`toxicity.${kind}.highest`, grade, ...evidence),
    ...visitFactIf(`toxicity.${kind}.above-1-since-3`, lasts ? true : undefined, ...evidence),
  ];
}

function kindFacts(
  kind: AdverseEventKind,
  own: readonly Episode[],
  doseDays: readonly string[],
  on: string,
  evidence: readonly Evidence[],
  seen: Seen,
): VisitFact[] {
  const most = (value: (episode: Episode) => number): number => Math.max(0, ...own.map(value));
  const from = (grade: number): number => own.reduce((sum, episode) => sum + occurrencesFrom(episode, grade), 0);
  const fact = (id: string, value: number | boolean): VisitFact =>
    visitFact(`toxicity.${kind}.${id}`, value, ...evidence);
  return [
    fact(
      'grade-now',
      most(({ now }) => now),
    ),
    visitFact(
      `toxicity.${kind}.highest`,
      Math.max(
        seen.grade,
        most(({ highest }) => highest),
      ),
      ...evidence,
      ...seen.evidence,
    ),
    visitFact(
      `toxicity.${kind}.above-1-since-3`,
      seen.isLasting || own.some(({ history }) => history.reduce((lasts, one) => isLasting(lasts, one.grade), false)),
      ...evidence,
      ...seen.evidence,
    ),
    fact('episodes-from-3', from(3)),
    fact('episodes-from-4', from(4)),
    fact(
      'days-at-3',
      most((episode) => longestAt(episode, 3, 1, on)),
    ),
    fact(
      'days-above-2',
      most((episode) => longestAt(episode, 3, 2, on)),
    ),
    fact(
      'recurred-within-7-days',
      own.some((episode) => returns(episode, own, doseDays)),
    ),
  ];
}

/** True where a dose followed this severe episode and another one began within seven days of that dose. */
function returns(episode: Episode, own: readonly Episode[], doseDays: readonly string[]): boolean {
  const again = episode.highest < SEVERE ? undefined : doseDays.find((day) => day > episode.onset);
  if (again === undefined) return false;
  return own.some(({ onset }) => {
    const days = daysBetween(again, onset);
    return days >= 0 && days <= RETURN_DAYS;
  });
}

/** The entry that spoke of it last. */
function lastWord(timeline: Timeline, { entries }: Episode): readonly Evidence[] {
  const last = entries.at(-1);
  return last === undefined ? [] : [evidenceOf(timeline, last)];
}

/** Whether every open neurologic event is of a sign to be judged; open where one names no sign and no other settles it. */
function signFact(
  timeline: Timeline,
  all: readonly Episode[],
  judgedSigns: readonly string[],
  looked: readonly Evidence[],
): VisitFact[] {
  const id = 'toxicity.neurotoxicity.sign-needs-judgement';
  const own = all.filter(({ kind }) => kind === 'neurotoxicity');
  const open = own.filter(({ now }) => now > 0);
  if (own.length === 0) return looked.length === 0 ? [] : [visitFact(id, false, ...looked)];
  const isJudged = ({ sign }: Episode): boolean => isOneOf(judgedSigns, sign);
  const other = open.some((episode) => episode.sign !== undefined && !isJudged(episode));
  const value = open.length === 0 || other ? false : open.every(isJudged) ? true : undefined;
  const evidence = (open.length === 0 ? own : open).flatMap((episode) => lastWord(timeline, episode));
  return visitFactIf(id, value, ...evidence);
}

/** However it is written: a capital letter makes it no other sign. */
function isOneOf(signs: readonly string[], sign: string | undefined): boolean {
  return sign !== undefined && signs.includes(sign.trim().toLowerCase());
}

/** Open neurologic events of signs that the prescriber judges; those that have to be judged before a dose. */
export function judgedEpisodes(timeline: Timeline, on: string, judgedSigns: readonly string[]): readonly Episode[] {
  return episodesOf(timeline, on).filter(
    ({ kind, now, sign }) => kind === 'neurotoxicity' && now > 0 && isOneOf(judgedSigns, sign),
  );
}
