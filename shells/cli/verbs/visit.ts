import type { Clearance } from '../../../core/regimen/clearance/answer.ts';
import { visit } from '../../../core/foresight/visit.ts';
import { InputError } from '../../input/input-error.ts';
import { readSite } from '../../site/read-site.ts';
import { courseOption, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
import { visitText } from '../render/visit.ts';
import type { AnswerExit, Verb } from '../verb.ts';

const EXITS: Readonly<Record<Clearance, AnswerExit>> = {
  give: 0,
  restart: 0,
  'cannot-tell': 10,
  hold: 20,
  discontinue: 20,
};

/** `stepwise visit`: may the dose that is due be given. */
export const visitVerb: Verb = {
  name: 'visit',
  summary: 'May today’s dose be given: give, hold, restart, discontinue or cannot tell, with every check',
  examples: [
    'stepwise visit --course examples/courses/visit-first-cycles.json --on 2026-03-30',
    'stepwise visit --course examples/courses/visit-first-cycles.json --on 2026-03-30 --site examples/site.yaml --json',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--on <date>', 'day of the visit; the course as it stood at the end of it (today if left out)')
      .option('--site <file>', 'what the site has settled: how old a laboratory result may be')
      .option('--label <id>', 'answer by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const file = textOption(options, 'course');
    if (file === undefined)
      throw new InputError([{ where: '--course', what: 'the course is missing', mend: 'Name its file' }]);
    const on = recordDayOption(options, 'on') ?? desk.today();
    const siteFile = textOption(options, 'site');
    const site = siteFile === undefined ? {} : readSite(desk.read(siteFile, '--site'), siteFile);
    const course = courseOption(desk, file, on);
    const knowledge = desk.knowledge();
    const drug = drugOfCall(knowledge, options, course);
    const outcome = visit({
      course,
      on,
      site,
      labels: labelsOfCall(drug, course, textOption(options, 'label')),
      definitions: knowledge.visitFacts,
      scale: knowledge.labGrading,
      billing: drug.billing,
    });
    if (!outcome.ok) throw inputError(outcome.faults, { course: file });
    const { answer } = outcome;
    return { json: answer, text: visitText(answer, knowledge.visitFacts, desk.paint), exit: EXITS[answer.clearance] };
  },
};
