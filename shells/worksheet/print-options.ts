import type { Command } from 'commander';
import { isBagId } from '../../core/explain/bag-label-codes.ts';
import type { BagRecord, BagSource } from '../../core/explain/worksheet-page.ts';
import type { Course } from '../../core/course/event.ts';
import type { PatientWorksheet } from '../../core/preparation/prepare-for.ts';
import type { Using } from '../../core/preparation/using.ts';
import type { Worksheet } from '../../core/preparation/worksheet.ts';
import { choiceOption, textOption } from '../cli/options.ts';
import { outputOption } from '../cli/output-option.ts';
import type { Desk, Options } from '../cli/verb.ts';
import { InputError } from '../input/input-error.ts';
import type { Drug } from '../knowledge/drug.ts';
import { PAPER_NAMES } from './paper.ts';
import { printBag, type PrintRequest } from './print-bag.ts';

/** The options that print a worksheet and a bag label. */
export function withPrintOptions(command: Command): Command {
  return command
    .option('--pdf <file>', 'write the worksheet as a PDF of one page as well (plain text where it ends in .txt)')
    .option('--paper <size>', `size of that page: ${PAPER_NAMES.join(' or ')}`)
    .option('--label <file>', 'write the bag label as a PDF of 100 x 70 mm as well (plain text where it ends in .txt)')
    .option('--bag-id <id>', 'what the site calls the bag: its bar code');
}

/** What is in hand, with the bag called as --bag-id says. @throws InputError where it cannot be, or is named twice */
export function withBagId(options: Options, using: Using): Using {
  const id = textOption(options, 'bagId');
  if (id === undefined) return using;
  const fault = (what: string, mend: string): InputError => new InputError([{ where: '--bag-id', what, mend }]);
  if (!isBagId(id))
    throw fault(`"${id.slice(0, 50)}" is no name for a bar code`, 'Use at most 40 letters, digits, dots and hyphens');
  const named = using.bag?.id;
  if (named !== undefined && named !== id)
    throw fault(`${textOption(options, 'using') ?? 'the file'} calls the bag "${named}"`, 'Name it once');
  return { ...using, bag: { ...using.bag, id } };
}

/** The answer of one call with what it was asked from. */
export interface Prepared {
  readonly sheet: Worksheet | PatientWorksheet;
  readonly drug: Drug;
  readonly using: Using;
  readonly course?: Course;
  /** Day of the dose, YYYY-MM-DD. */
  readonly on: string;
}

const INPUTS = ['course', 'using', 'site'];

/**
 * Where to print, and on what paper.
 * @throws InputError where a file is named that the call reads, or writes otherwise
 */
export function printOptions(options: Options): Omit<PrintRequest, 'on'> {
  return {
    worksheet: outputOption(options, 'pdf', INPUTS, ['out']),
    label: outputOption(options, 'label', INPUTS, ['out', 'pdf']),
    paper: choiceOption(options, 'paper', PAPER_NAMES) ?? 'letter',
  };
}

/**
 * Prints what the call asks for. A plan that is refused is not printed; what has been done out of rule is, and says so.
 * @returns what to tell below the answer, a line each
 * @throws InputError where an option or a file has a fault
 */
export async function printed(options: Options, prepared: Prepared, desk: Desk): Promise<readonly string[]> {
  const { sheet, on } = prepared;
  const { worksheet, label, paper } = printOptions(options);
  if (worksheet === undefined && label === undefined) return [];
  if (sheet.blocks.length > 0 && options['happened'] !== true)
    return ['Nothing is printed: see what stands against it.'];
  return printBag({ worksheet, label, paper, on }, bagSource(prepared), desk.write);
}

/** What the worksheet and the label are written from. */
export function bagSource(prepared: Prepared): BagSource {
  const { brand, name, route, preparation } = prepared.drug;
  return {
    sheet: prepared.sheet,
    drug: { brand, name, route },
    record: recordOf(prepared),
    notices: preparation.onBag.map(({ text }) => text),
  };
}

/** What is known of the patient and has been written down of this bag: what is said now, else what the record has. */
function recordOf({ sheet, using, course }: Prepared): BagRecord {
  const events = 'record' in sheet ? sheet.record.events : [];
  const entry = events.find((event) => event.type === 'prepared');
  return {
    patient: course?.patient ?? null,
    prescriber: course?.prescriber === undefined ? null : `NPI ${course.prescriber.npi}`,
    site: course?.placeOfService?.name ?? null,
    vials: entry?.vials ?? using.vials ?? [],
    checkedBy: entry?.checkedBy ?? using.checkedBy ?? [],
  };
}
