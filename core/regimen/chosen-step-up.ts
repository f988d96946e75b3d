import { compareMoments } from '../course/moment.ts';
import type { GivenDose } from '../course/doses.ts';
import { entries, momentOf, type Timeline } from '../course/timeline.ts';
import type { Path } from './clearance/check.ts';
import type { Label } from './label.ts';

/**
 * The path that a prescriber chose since the last dose and that has the step-up given again, whatever the days since
 * that dose (R18); undefined where the last choice was another one, or there was none.
 */
export function chosenStepUp(label: Label, timeline: Timeline, { entry }: GivenDose): Path | undefined {
  const { course } = timeline;
  const given = momentOf(course, entry.start ?? entry.at);
  const since = entries(timeline, 'prescriber-choice').filter(
    ({ at }) => compareMoments(momentOf(course, at), given) >= 0,
  );
  for (const { paths } of label.clearance.checks) {
    if (paths === undefined || paths.every(({ leadsTo }) => leadsTo === undefined)) continue;
    const choice = since.findLast(({ between }) => paths.every(({ id }) => between.includes(id)));
    const path = paths.find(({ id }) => id === choice?.chosen);
    if (path?.leadsTo === 'restart') return path;
  }
  return undefined;
}
