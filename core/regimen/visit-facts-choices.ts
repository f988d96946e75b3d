import { episodesOf, type Episode } from '../course/episodes.ts';
import { ADVERSE_EVENT_KINDS, type DoseGiven, type PrescriberChoice } from '../course/event.ts';
import { compareInstants, instantOf, type Instant } from '../course/instant.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { inReadingOrder, isFactNode } from '../criteria/node.ts';
import type { FactValue, RecordedFact } from '../values/fact.ts';
import type { Clearance } from './clearance/check.ts';
import { evidenceOf, type VisitFact } from './visit-fact.ts';
import { judgedEpisodes } from './visit-facts-toxicity.ts';

/** The two things that a prescriber can say of a neurologic sign that is to be judged (R17). */
export const SIGN_PATHS = ['not-icans', 'icans'] as const;

/**
 * What a prescriber has chosen or judged, each in the prescriber's name. A word counts for what was there when it was
 * said: of an adverse event that began or rose later, of a result or test that came later, and of what an assessment
 * found after a later dose, it says nothing.
 * @param found facts of the whole course, each with the newest entry that a word on it has to follow
 */
export function choiceFacts(
  timeline: Timeline,
  on: string,
  { checks, judgedSigns }: Clearance,
  last: DoseGiven | undefined,
  found: readonly VisitFact[],
): VisitFact[] {
  const episodes = episodesOf(timeline, on);
  const chosen = checks.flatMap((check): VisitFact[] => {
    const paths = (check.paths ?? []).map(({ id }) => id);
    const facts = inReadingOrder(check.criteria.root)
      .filter(isFactNode)
      .map(({ fact }) => fact);
    // Each dose is assessed anew.
    const after = facts.some((fact) => fact.startsWith('assessment.')) ? last : undefined;
    const concerned = concernedBy(facts, episodes);
    const choice = latestChoice(timeline, paths, {
      days: [...concerned.map(({ onset }) => onset), ...datesOf(found, facts)],
      instants: [...concerned.flatMap((one) => toldAt(timeline, one)), ...instantsOf(after)],
    });
    return choice === undefined ? [] : [said(timeline, `choice.${check.id}`, choice.chosen, choice)];
  });
  const judged = judgedEpisodes(timeline, on, judgedSigns.signs);
  const since = {
    days: judged.map(({ onset }) => onset),
    instants: judged.flatMap((one) => toldAt(timeline, one)),
  };
  const word = judged.length === 0 ? undefined : latestChoice(timeline, SIGN_PATHS, since);
  const id = 'judgement.neurotoxicity-not-icans';
  return [...chosen, ...(word === undefined ? [] : [said(timeline, id, word.chosen === SIGN_PATHS[0], word)])];
}

/** What a word has to follow: it may be of one of the days, and is not before one of the instants. */
interface Since {
  /** YYYY-MM-DD. */
  readonly days: readonly string[];
  readonly instants: readonly Instant[];
}

/** A choice between these paths, for one of them. */
function latestChoice(
  timeline: Timeline,
  paths: readonly string[],
  { days, instants }: Since,
): PrescriberChoice | undefined {
  if (paths.length === 0) return undefined;
  return entries(timeline, 'prescriber-choice').findLast(
    ({ at, between, chosen }) =>
      paths.includes(chosen) &&
      paths.every((path) => between.includes(path)) &&
      days.every((day) => timeline.dayOf(at) >= day) &&
      instants.every((instant) => compareInstants(instantOf(at), instant) >= 0),
  );
}

function instantsOf(dose: DoseGiven | undefined): readonly Instant[] {
  return dose === undefined ? [] : [instantOf(dose.start ?? dose.at)];
}

/** Of the kinds of adverse event that the facts of a check name: the most severe episodes and those that are open. */
function concernedBy(facts: readonly string[], episodes: readonly Episode[]): readonly Episode[] {
  const kinds = ADVERSE_EVENT_KINDS.filter((kind) => facts.some((fact) => fact.startsWith(`toxicity.${kind}.`)));
  return kinds.flatMap((kind) => {
    const own = episodes.filter((episode) => episode.kind === kind);
    const highest = Math.max(0, ...own.map((episode) => episode.highest));
    return own.filter((episode) => episode.highest === highest || episode.now > 0);
  });
}

/**
 * When it was told that an episode had begun or had risen, the last time: a word on it before that was on something else.
 * A beginning that was entered on a later day may have been known before.
 */
function toldAt(timeline: Timeline, { entries: told, onset }: Episode): readonly Instant[] {
  let [highest, now] = [0, 0];
  let last: Instant | undefined;
  told.forEach(({ at, grade, gradeNow, resolved }, index) => {
    const seen = gradeNow ?? (resolved === undefined ? grade : 0);
    const isRise = index === 0 ? timeline.dayOf(at) === onset : grade > highest || seen > now;
    if (isRise) last = instantOf(at);
    [highest, now] = [Math.max(highest, grade), seen];
  });
  return last === undefined ? [] : [last];
}

/** The days of the newest results of which criteria ask what the whole course shows. */
function datesOf(known: readonly VisitFact[], facts: readonly string[]): readonly string[] {
  return known
    .filter(([id]) => facts.includes(id))
    .flatMap(([, { evidence }]) => evidence.flatMap(({ kind, date }) => (kind === 'event' ? (date ?? []) : [])));
}

/** In the name of whoever made the entry; without a name it settles no judgement (R9). */
function said(timeline: Timeline, id: string, value: FactValue, choice: PrescriberChoice): VisitFact {
  const { at, by } = choice;
  const signed = by === undefined ? {} : { by, role: 'prescriber' };
  const fact: RecordedFact = { value, origin: 'course', evidence: [evidenceOf(timeline, choice)], ...signed, at };
  return [id, fact];
}
