import type { Prepared } from '../course/event.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { compare, decimal, sum } from '../values/decimal.ts';
import type { Using } from './using.ts';

/**
 * The preparation of a dose that stands in the record: the last one, unless all that was opened for the dose has been
 * discarded since.
 */
export function openBag(timeline: Timeline, dose: string): Prepared | undefined {
  const made = entries(timeline, 'prepared').filter((entry) => entry.dose === dose);
  const opened = sum(made.flatMap(({ vials }) => vials.map(({ mg }) => decimal(mg))));
  const wasted = sum(
    entries(timeline, 'wasted')
      .filter((entry) => entry.dose === dose)
      .map(({ mg }) => decimal(mg)),
  );
  return compare(opened, wasted) > 0 ? made.at(-1) : undefined;
}

/** What the record says was in hand, in the form in which it is written down for the next question about the same bag. */
function usingOf(entry: Prepared): Using {
  const { vials, inspections, stabilizer, bag, checkedBy } = entry;
  const { vialsOut, reconstituted, diluted, refrigerated, outOfRefrigerator, refrigeratedAgain } = entry;
  const times = { vialsOut, reconstituted, diluted, refrigerated, outOfRefrigerator, refrigeratedAgain };
  return {
    vials,
    times: Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined)),
    checkedBy,
    ...(inspections === undefined ? {} : { inspections }),
    ...(stabilizer === undefined ? {} : { stabilizer }),
    ...(bag === undefined ? {} : { bag }),
  };
}

/** What is said now before what the record says. */
export function withRecorded(using: Using, entry: Prepared): Using {
  const recorded = usingOf(entry);
  return {
    ...recorded,
    ...using,
    times: { ...recorded.times, ...using.times },
    inspections: { ...recorded.inspections, ...using.inspections },
  };
}
