import { cardOf, type Card } from '../../../core/explain/card.ts';
import { CARD_READERS, type CardReader } from '../../../core/explain/card-wording.ts';
import { momentFault } from '../../../core/course/moment-fault.ts';
import { momentOf } from '../../../core/course/timeline.ts';
import { dayOf } from '../../../core/course/moment.ts';
import type { Course } from '../../../core/course/event.ts';
import type { Site } from '../../../core/regimen/site.ts';
import { readCourse } from '../../course/read-course.ts';
import { InputError } from '../../input/input-error.ts';
import { readSite } from '../../site/read-site.ts';
import { drugOfCall, labelsOfCall } from '../course-option.ts';
import { textOption, unknownName } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { cardText } from '../render/card.ts';
import { wrap } from '../render/table.ts';
import type { Desk, Options, Verb } from '../verb.ts';

/** `stepwise card`: one page for an emergency department, or for the patient and the caregiver. */
export const cardVerb: Verb = {
  name: 'card',
  summary: 'One page to hand over: last dose, hours since, signs, what to do, whom to call',
  examples: [
    'stepwise card --course examples/courses/step-up-complete.json --for emergency --at 2026-06-22T18:30-04:00',
    'stepwise card --course examples/courses/step-up-complete.json --for patient --site examples/site.yaml',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--for <reader>', `who reads it: ${CARD_READERS.join(' or ')}`)
      .option('--at <time>', 'the moment to count the hours to: 2026-06-22T18:30-04:00; now if left out')
      .option('--site <file>', 'where the patient is treated, with the telephone numbers to call')
      .option('--pdf <file>', 'write it as a PDF of one page as well')
      .option('--label <id>', 'go by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: async (options, desk) => {
    const file = wanted(options, 'course', 'Name the file of the course');
    const pdf = outputOption(options, 'pdf', ['course', 'site']);
    const reader = readerOption(wanted(options, 'for', `Use one of: ${CARD_READERS.join(', ')}`));
    const at = textOption(options, 'at') ?? desk.now();
    const fault = momentFault(at);
    if (fault !== null) throw new InputError([{ where: '--at', what: `"${at}" ${fault.what}`, mend: fault.mend }]);
    const course = courseAt(desk, file, at);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const labels = labelsOfCall(drug, course, textOption(options, 'label'));
    const card = cardOf({
      for: reader,
      course,
      now: momentOf(course, at),
      labels,
      site: siteOption(desk, options),
      drug,
    });
    const written = pdf === undefined ? [] : [await writePdf(pdf, card, desk)];
    return { json: card, text: [cardText(card.page, desk.paint), ...written].join('\n\n'), exit: 0 };
  },
};

function wanted(options: Options, name: string, mend: string): string {
  const value = textOption(options, name);
  if (value !== undefined) return value;
  throw new InputError([{ where: `--${name}`, what: 'it is missing', mend }]);
}

function readerOption(typed: string): CardReader {
  const reader = CARD_READERS.find((known) => known === typed);
  if (reader === undefined) throw unknownName('--for', 'reader', typed, CARD_READERS);
  return reader;
}

/** What the file of --site says; nothing where none is named. @throws InputError */
function siteOption(desk: Desk, options: Options): Site {
  const file = textOption(options, 'site');
  return file === undefined ? {} : readSite(desk.read(file, '--site'), file);
}

/** The course, which has to be that of somebody born by the day of the card. */
function courseAt(desk: Desk, file: string, at: string): Course {
  const text = desk.read(file, '--course');
  const now = desk.now();
  return readCourse(text, file, now, dayOf(momentOf(readCourse(text, file, now), at)).toString());
}

/** Draws and writes the page. The library that draws is only loaded for a call that wants one. @returns what to tell */
async function writePdf(file: string, card: Card, desk: Desk): Promise<string> {
  const { drawCard } = await import('../../card/draw-card.ts');
  const drawn = await drawCard(card);
  if (drawn === null) {
    const what = 'the words of this card are too many for one page';
    throw new InputError([{ where: file, what, mend: 'Shorten cards.yaml of the drug' }]);
  }
  desk.write(file, drawn.bytes);
  const told = `Card written to ${file}: 1 page.`;
  if (drawn.unprintable.length === 0) return told;
  const some = wrap(`Signs that it cannot print stand as [?]: ${drawn.unprintable.join('; ')}`, 2);
  return `${told}\n${desk.paint('yellow', '!')} ${some}`;
}
