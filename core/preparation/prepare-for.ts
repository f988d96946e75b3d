import type { Outcome } from '../course/fault.ts';
import { compareMoments, parseMoment } from '../course/moment.ts';
import { entries, type Timeline } from '../course/timeline.ts';
import { parseDoseName } from '../course/dose-name.ts';
import type { ClearanceAnswer } from '../regimen/clearance/answer.ts';
import type { Label } from '../regimen/label.ts';
import { positionOf } from '../regimen/schedule.ts';
import { courseMark } from './course-mark.ts';
import { clearanceBlocks, preparedFor, type PreparedFor } from './cleared.ts';
import { openBag, withRecorded } from './open-bag.ts';
import { infusionOf } from './infusion.ts';
import { prepare, type PrepareRequest } from './prepare.ts';
import { preparationRecord, timesToCome, type Happened, type PreparationRecord } from './record.ts';
import type { PreparationTimes } from './times.ts';
import type { Using } from './using.ts';
import type { Worksheet } from './worksheet.ts';

/** The worksheet of a patient's dose, whether it may be made up at all, and what is to be recorded of it. */
export interface PatientWorksheet extends Worksheet {
  readonly visit: PreparedFor;
  readonly record: PreparationRecord;
}

export interface PrepareForRequest extends Omit<PrepareRequest, 'mg' | 'dose' | 'mark' | 'infusion'> {
  /** In force on the day of the dose. */
  readonly label: Label;
  /** The course as it stood at the end of the day of the dose. */
  readonly timeline: Timeline;
  readonly clearance: ClearanceAnswer;
  /** Milligrams asked for; those of the dose due where left out. */
  readonly asked: number | undefined;
  /** What the clock shows. */
  readonly now: string;
  readonly happened: Happened | undefined;
}

/**
 * Prepares the dose that is due in a course. What is not said is taken from the bag that stands in the record.
 * Faults: those of `prepare`, and what is said to have happened and is still to come.
 */
export function prepareFor(request: PrepareForRequest): Outcome<PatientWorksheet> {
  const { timeline, clearance, asked, happened, label } = request;
  const { dose } = clearance;
  // After the end of the treatment the worksheet is that of the dose that would have been due, and it is refused.
  const mg = clearance.mg ?? asked ?? scheduledMg(label, dose);
  const now = request.at ?? request.now;
  const recorded = openBag(timeline, dose);
  const said = request.times.reconstituted;
  const isSame = recorded !== undefined && (said === undefined || isSameMoment(said, recorded.reconstituted));
  const using: Using = isSame ? withRecorded(request.using, recorded) : request.using;
  const times: PreparationTimes = { ...using.times, ...request.times };
  const wasted = isSame ? entries(timeline, 'wasted').filter((entry) => entry.dose === dose) : [];
  const known: Using = { ...using, discarded: [...wasted, ...(using.discarded ?? [])] };
  const mark = courseMark(timeline.course);
  const outcome = prepare({ ...request, infusion: infusionOf(label), mg, dose, mark, times, using: known });
  if (!outcome.ok) return outcome;
  const toCome = timesToCome(times, now);
  if (happened !== undefined && toCome.length > 0)
    return { ok: false, faults: toCome.map(({ what, mend }) => ({ field: 'happened', what, mend })) };
  const blocks = [
    ...clearanceBlocks(clearance, asked, isSame ? undefined : recorded),
    ...outcome.answer.blocks,
    ...toCome,
  ];
  const sheet: Worksheet = { ...outcome.answer, blocks };
  const replaces = isSame ? recorded : undefined;
  const record = preparationRecord({ sheet, using, times, dose, now, replaces, happened });
  return { ok: true, answer: { ...sheet, visit: preparedFor(clearance), record } };
}

/** However the two are written; a text that is no time is none of them. */
function isSameMoment(a: string, b: string): boolean {
  const [one, other] = [parseMoment(a), parseMoment(b)];
  return one !== null && other !== null && compareMoments(one, other) === 0;
}

function scheduledMg(label: Label, dose: string): number {
  const name = parseDoseName(dose);
  const mg = name === null ? undefined : positionOf(label, name)?.mg;
  if (mg === undefined) throw new RangeError(`${label.id} has no dose ${dose}`);
  return mg;
}
