import { existsSync } from 'node:fs';
import type { Fault } from '../../../core/course/fault.ts';
import { dayOf } from '../../../core/course/moment.ts';
import { readMoment, TIMES, type PreparationTimes, type TimeName } from '../../../core/preparation/times.ts';
import type { Using } from '../../../core/preparation/using.ts';
import type { Site } from '../../../core/regimen/site.ts';
import { InputError } from '../../input/input-error.ts';
import type { Drug } from '../../knowledge/drug.ts';
import { readUsing } from '../../preparation/read-using.ts';
import { readSite } from '../../site/read-site.ts';
import { textOption } from '../options.ts';
import { isSameFile } from '../output-option.ts';
import type { Desk, Options } from '../verb.ts';

interface TimeOption {
  readonly flag: string;
  readonly says: string;
}

/** One option for each time of a preparation. */
export const TIME_OPTIONS: Readonly<Record<TimeName, TimeOption>> = {
  vialsOut: { flag: 'vials-out', says: 'when the unopened vials left the refrigerator' },
  reconstituted: { flag: 'reconstituted', says: 'when the vial was reconstituted: 2026-06-15T08:10-04:00' },
  diluted: { flag: 'diluted', says: 'when the drug went into the bag' },
  refrigerated: { flag: 'refrigerated', says: 'when the bag went into the refrigerator' },
  outOfRefrigerator: { flag: 'out-of-refrigerator', says: 'when the bag came out again' },
  refrigeratedAgain: { flag: 'refrigerated-again', says: 'when the bag was put back, which it never should be' },
  infusionStart: { flag: 'infusion-start', says: 'when the infusion starts' },
};

/** The core's faults under the names that the user typed: the option, or the file where the time stands in it. */
export function preparationError(faults: readonly Fault[], options: Options): InputError {
  const file = textOption(options, 'using') ?? '--using';
  const placeOf = (field: string): string => {
    const time = TIMES.find((name) => name === field);
    if (time !== undefined) return textOption(options, time) === undefined ? file : `--${TIME_OPTIONS[time].flag}`;
    return field.startsWith('inspections.') ? file : `--${field}`;
  };
  return new InputError(faults.map(({ field, what, mend }) => ({ where: placeOf(field), what, mend })));
}

/** @throws InputError where the file has a fault */
export function usingOption(options: Options, desk: Pick<Desk, 'read'>): Using {
  const file = textOption(options, 'using');
  return file === undefined ? {} : readUsing(desk.read(file, '--using'), file);
}

/** @throws InputError where the file has a fault */
export function siteOption(options: Options, desk: Pick<Desk, 'read'>): Site {
  const file = textOption(options, 'site');
  return file === undefined ? {} : readSite(desk.read(file, '--site'), file);
}

/** The times typed and those of the file. @throws InputError where one is given twice */
export function timesOf(options: Options, { times = {} }: Using): PreparationTimes {
  const typed = TIMES.flatMap((name) => {
    const text = textOption(options, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  const twice = typed.filter(([name]) => times[name] !== undefined);
  if (twice.length > 0)
    throw new InputError(
      twice.map(([name]) => ({
        where: `--${TIME_OPTIONS[name].flag}`,
        what: `${textOption(options, 'using') ?? 'the file'} gives this time as well`,
        mend: 'Give it once',
      })),
    );
  return { ...times, ...Object.fromEntries(typed) };
}

/** Where the course is written with what is added: a new file, or its own. @throws InputError for any other file */
export function courseOutOption(options: Options, course: string): string | undefined {
  const out = textOption(options, 'out');
  if (out === undefined || (out !== '' && (!existsSync(out) || isSameFile(course, out)))) return out;
  const what = out === '' ? 'no file is named' : `${out} is there already, and is not the course`;
  throw new InputError([{ where: '--out', what, mend: 'Name a new file, or that of the course itself' }]);
}

/** Milligrams typed; those of the dose that is due where left out. @throws InputError where they are no number */
export function askedOption(options: Options, drug: Drug): number | undefined {
  return textOption(options, 'dose') === undefined ? undefined : doseOption(options, drug);
}

/** Milligrams typed. @throws InputError where they are missing or no number */
export function doseOption(options: Options, drug: Drug): number {
  const text = textOption(options, 'dose');
  // No more digits than a number prints back as it was written.
  if (text !== undefined && /^\d{1,9}(\.\d{1,5})?$/u.test(text)) return Number(text);
  const what = text === undefined ? 'the dose is missing' : `"${shown(text)}" is no number of milligrams`;
  const mend = `Use one of: ${drug.preparation.doses.map(({ mg }) => mg).join(', ')}`;
  throw new InputError([{ where: '--dose', what, mend }]);
}

function shown(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Characters of a mistyped dose that a message repeats. */
const LONGEST = 20;

/** The day at the pharmacy of a time; undefined where there is none, or the text is none. */
export function dayIn(time: string | undefined, timeZone: string | undefined): string | undefined {
  const moment = time === undefined ? null : readMoment(time, timeZone);
  return moment === null ? undefined : dayOf(moment).toString();
}
