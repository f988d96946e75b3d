import type { CourseEvent } from '../../../core/course/event.ts';
import type { FoundDeviation } from '../../../core/regimen/deviations.ts';
import type { BrokenRule } from '../../../core/regimen/plan.ts';
import type { Paint } from '../paint.ts';
import { placeOf } from './notes.ts';
import { wrap } from './table.ts';

/** What was planned and what came of it. */
export interface PlanAnswered {
  /** YYYY-MM-DD: the day of the plan. */
  readonly on: string;
  readonly accepted: boolean;
  /** As it would stand in the course. */
  readonly event: CourseEvent;
  readonly breaks: readonly BrokenRule[];
  /** The dose due on that day, and the earliest day for it. */
  readonly due: { readonly dose: string; readonly mg: number; readonly date: string | null };
}

/** The plan with each rule that it breaks, or the entry as it would be recorded. */
export function planText({ on, accepted, event, breaks, due }: PlanAnswered, paint: Paint): string {
  const what = 'dose' in event ? `${event.type} ${event.dose}` : event.type;
  const head = accepted ? paint('green', 'ACCEPTED') : paint('red', 'NOT ACCEPTED');
  const broken = breaks.flatMap(({ what: rule, cite }) => [
    `  ${paint('red', '✗')} ${wrap(rule, 4)}`,
    ...[...new Set(cite.map(placeOf))].map((place) => `      ${paint('dim', wrap(place, 6))}`),
  ]);
  const dueOn = due.date === null ? '' : `, from ${due.date}`;
  const after = accepted
    ? 'Nothing is recorded. Whether the dose may be given on the day is what `stepwise visit` says.'
    : `Due is ${due.dose}, ${due.mg} mg${dueOn}. Nothing is recorded.`;
  return [
    `${paint('bold', head)}  ${paint('bold', what)} on ${on}`,
    ...(accepted ? ['', entryText(event)] : ['', ...broken]),
    '',
    wrap(after, 0),
  ].join('\n');
}

/** What was added to a course, and what is still wanted for it. */
export interface AddAnswered {
  readonly added: readonly CourseEvent[];
  readonly deviations: readonly FoundDeviation[];
  readonly needed: readonly { readonly fact: string; readonly ask: string }[];
  /** The file; null where nothing was written. */
  readonly written: string | null;
}

/** The entries as they stand in the course, with what is out of rule by them. */
export function addedText({ added, deviations, needed, written }: AddAnswered, paint: Paint): string {
  const out = deviations.map(({ what, signed }) => {
    const by = signed === undefined ? '' : ` Answered for by ${signed.by}: ${signed.reason.replace(/\.$/u, '')}.`;
    return `  ${paint('yellow', '!')} ${wrap(`${what}${by}`, 4)}`;
  });
  const head =
    needed.length > 0
      ? paint('yellow', 'NOT RECORDED: it has to be signed')
      : written === null
        ? paint('green', 'READY TO RECORD')
        : paint('green', `RECORDED in ${written}`);
  const hint =
    needed.length > 0
      ? needed.map(({ ask }) => `  ${paint('yellow', '?')} ${ask}`)
      : written === null
        ? ['Nothing is written: name the file with --out.']
        : [];
  return [
    paint('bold', head),
    ...(out.length === 0 ? [] : ['', paint('bold', 'Out of rule'), ...out]),
    ...(needed.length > 0 ? ['', paint('bold', 'Needed'), ...hint] : ['', ...added.map(entryText)]),
    ...(needed.length > 0 || hint.length === 0 ? [] : ['', ...hint]),
  ].join('\n');
}

/** One line a key, as it would stand in a file. */
function entryText(event: CourseEvent): string {
  return JSON.stringify(event, null, 2);
}
