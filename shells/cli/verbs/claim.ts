import { Option } from 'commander';
import { claim } from '../../../core/billing/claim.ts';
import { InputError } from '../../input/input-error.ts';
import { courseOption, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
import { claimText } from '../render/claim.ts';
import type { Verb } from '../verb.ts';

/** `stepwise claim`: the drug lines of the doses given and not yet claimed. */
export const claimVerb: Verb = {
  name: 'claim',
  summary: 'Claim lines of the doses given: code, units, modifiers, NDC, diagnoses, authorization',
  examples: [
    'stepwise claim --course examples/courses/step-up-complete.json',
    'stepwise claim --course examples/courses/step-up-complete.json --dose C1D8 --format json',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--dose <dose>', 'one dose, by its place in the schedule: C1D8')
      .option('--drug <id>', 'drug, where several are held')
      .option('--on <date>', 'the course as it stood at the end of this day')
      .addOption(new Option('--format <format>', 'print the lines as data').choices(['json'])),
  run: (options, desk) => {
    const file = textOption(options, 'course');
    if (file === undefined)
      throw new InputError([{ where: '--course', what: 'the course is missing', mend: 'Name its file' }]);
    const dose = textOption(options, 'dose');
    const on = recordDayOption(options, 'on');
    const course = courseOption(desk.read, file, on);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const outcome = claim({
      course,
      billing: drug.billing,
      products: drug.products,
      labels: labelsOfCall(drug, course),
      on: on ?? desk.today(),
      ...(dose === undefined ? {} : { dose }),
    });
    if (!outcome.ok) throw inputError(outcome.faults, { dose: '--dose' });
    const text =
      options['format'] === 'json' ? JSON.stringify(outcome.answer, null, 2) : claimText(outcome.answer, desk.paint);
    return { json: outcome.answer, text, exit: outcome.answer.ready ? 0 : 10 };
  },
};
