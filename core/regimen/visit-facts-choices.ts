import { episodesOf, type Episode } from '../course/episodes.ts';
import { ADVERSE_EVENT_KINDS, type DoseGiven, type PrescriberChoice } from '../course/event.ts';
import { compareInstants, instantOf } from '../course/instant.ts';
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
 * said: of an adverse event that began later, and of what an assessment found after a later dose, it says nothing.
 */
export function choiceFacts(
  timeline: Timeline,
  on: string,
  { checks, judgedSigns }: Clearance,
  last: DoseGiven | undefined,
  liver: readonly VisitFact[],
): VisitFact[] {
  const episodes = episodesOf(timeline, on);
  const chosen = checks.flatMap((check): VisitFact[] => {
    const paths = (check.paths ?? []).map(({ id }) => id);
    const facts = inReadingOrder(check.criteria.root)
      .filter(isFactNode)
      .map(({ fact }) => fact);
    // Each dose is assessed anew.
    const after = facts.some((fact) => fact.startsWith('assessment.')) ? last : undefined;
    const since = latestOf([concernedSince(facts, episodes), ...datesOf(liver, facts)]);
    const choice = latestChoice(timeline, paths, since, after);
    return choice === undefined ? [] : [said(timeline, `choice.${check.id}`, choice.chosen, choice)];
  });
  const judged = judgedEpisodes(timeline, on, judgedSigns.signs);
  const word = judged.length === 0 ? undefined : latestChoice(timeline, SIGN_PATHS, latestOf(judged.map(onsetOf)));
  const id = 'judgement.neurotoxicity-not-icans';
  return [...chosen, ...(word === undefined ? [] : [said(timeline, id, word.chosen === SIGN_PATHS[0], word)])];
}

const onsetOf = ({ onset }: Episode): string => onset;

/** A choice between these paths, for one of them, made on a day or later and after a dose. */
function latestChoice(
  timeline: Timeline,
  paths: readonly string[],
  since: string,
  after?: DoseGiven,
): PrescriberChoice | undefined {
  if (paths.length === 0) return undefined;
  const begin = after && instantOf(after.start ?? after.at);
  return entries(timeline, 'prescriber-choice').findLast(
    ({ at, between, chosen }) =>
      paths.includes(chosen) &&
      paths.every((path) => between.includes(path)) &&
      timeline.dayOf(at) >= since &&
      (begin === undefined || compareInstants(instantOf(at), begin) > 0),
  );
}

/**
 * The day on which the newest of what criteria are about began: of the kinds of adverse event that their facts name, the
 * most severe and those that are open.
 */
function concernedSince(facts: readonly string[], episodes: readonly Episode[]): string {
  const kinds = ADVERSE_EVENT_KINDS.filter((kind) => facts.some((fact) => fact.startsWith(`toxicity.${kind}.`)));
  const onsets = kinds.flatMap((kind) => {
    const own = episodes.filter((episode) => episode.kind === kind);
    const highest = Math.max(0, ...own.map((episode) => episode.highest));
    return own.filter((episode) => episode.highest === highest || episode.now > 0).map(onsetOf);
  });
  return latestOf(onsets);
}

/** The days of the newest results of which criteria ask what the whole course shows. */
function datesOf(known: readonly VisitFact[], facts: readonly string[]): readonly string[] {
  return known
    .filter(([id]) => facts.includes(id))
    .flatMap(([, { evidence }]) => evidence.flatMap(({ kind, date }) => (kind === 'event' ? (date ?? []) : [])));
}

/** The latest of these days; before any day where there is none. */
function latestOf(days: readonly string[]): string {
  return days.reduce((latest, day) => (day > latest ? day : latest), '');
}

/** In the name of whoever made the entry; without a name it settles no judgement (R9). */
function said(timeline: Timeline, id: string, value: FactValue, choice: PrescriberChoice): VisitFact {
  const { at, by } = choice;
  const signed = by === undefined ? {} : { by, role: 'prescriber' };
  const fact: RecordedFact = { value, origin: 'course', evidence: [evidenceOf(timeline, choice)], ...signed, at };
  return [id, fact];
}
