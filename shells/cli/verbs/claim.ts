import { Option } from 'commander';
import { checkClaim } from '../../../core/billing/checks/check-claim.ts';
import type { Claim } from '../../../core/billing/claim-answer.ts';
import { claim } from '../../../core/billing/claim.ts';
import type { Course } from '../../../core/course/event.ts';
import { InputError } from '../../input/input-error.ts';
import { centsOf } from '../../remittance/payer-answer.ts';
import { textWith, type NewEntry } from '../../remittance/record.ts';
import { submittedEntry } from '../../remittance/submitted.ts';
import { courseOption, dayOfCall, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { textOption } from '../options.ts';
import { warningsText } from '../render/claim-checks.ts';
import { claimText, submittedText } from '../render/claim.ts';
import type { Desk, Options, Verb } from '../verb.ts';
import { CLAIM_FORMATS, claimInFormat } from './claim-format.ts';

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
      .option('--submitted <number>', 'the claim of the dose went out under this number: show its entry for the course')
      .option('--expected <amount>', 'with --submitted: what the contract has the payer allow, 1234.56')
      .option('--record', 'with --submitted: write the entry into the course file')
      .option('--checklist', 'show the steps of the change to the permanent code')
      .addOption(new Option('--format <format>', 'print as data, or as a claim form').choices(CLAIM_FORMATS))
      .option('--billing <files>', 'with a claim form: who bills whom, in one file or several with commas between')
      .option('--out <file>', 'with a claim form: the file to write')
      .option('--draft', 'with a claim form: write it although something is missing'),
  run: (options, desk) => {
    const file = textOption(options, 'course');
    if (file === undefined)
      throw new InputError([{ where: '--course', what: 'the course is missing', mend: 'Name its file' }]);
    const dose = textOption(options, 'dose');
    const on = recordDayOption(options, 'on');
    const course = courseOption(desk, file, on);
    const knowledge = desk.knowledge();
    const drug = drugOfCall(knowledge, options, course);
    const request = {
      course,
      billing: drug.billing,
      products: drug.products,
      labels: labelsOfCall(drug, course),
      policies: knowledge.policies,
      on: dayOfCall(desk, on, course),
      ...(dose === undefined ? {} : { dose }),
    };
    const outcome = claim(request);
    if (!outcome.ok) throw inputError(outcome.faults, { dose: '--dose' });
    const warnings = checkClaim(outcome.answer, { ...request, checks: drug.claimChecks });
    // Beside every entry of the file, those after --on too: a number or an id may be theirs.
    const entry = submittedOption(options, on === undefined ? course : courseOption(desk, file), outcome.answer, desk);
    const form = claimInFormat(options, desk, outcome.answer, knowledge.claimForms);
    if (form !== undefined) return form;
    if (entry !== undefined && options['record'] === true)
      desk.write(file, textWith({ path: file, text: desk.read(file, '--course') }, [entry], desk.now()));
    const answer = { ...outcome.answer, checks: warnings };
    const json = entry === undefined ? answer : { ...answer, submitted: entry };
    const text =
      options['format'] === 'json'
        ? JSON.stringify(json, null, 2)
        : [
            claimText(outcome.answer, options['checklist'] === true, desk.paint),
            ...warningsText(warnings, desk.paint),
            ...(entry === undefined ? [] : ['', submittedText(entry, options['record'] === true, desk.paint)]),
          ].join('\n');
    return { json, text, exit: outcome.answer.ready ? 0 : 10 };
  },
};

/** The entry of a claim that went out. @throws InputError */
function submittedOption(options: Options, course: Course, answer: Claim, desk: Desk): NewEntry | undefined {
  const [number, expected] = [textOption(options, 'submitted'), textOption(options, 'expected')];
  if (number === undefined) {
    const lone = ['expected', 'record'].filter((name) => options[name] !== undefined);
    const what = 'it goes with --submitted';
    const mend = 'Leave it out, or give the number of the claim';
    if (lone.length > 0) throw new InputError(lone.map((name) => ({ where: `--${name}`, what, mend })));
    return undefined;
  }
  if ((textOption(options, 'format') ?? 'json') !== 'json') {
    const mend = 'Write the form first, and give its number in a call without --format';
    throw new InputError([{ where: '--submitted', what: 'it does not go with a claim form', mend }]);
  }
  const cents = expected === undefined ? undefined : centsOf(expected);
  if (cents === null || (cents !== undefined && cents < 0)) {
    const what = `"${expected ?? ''}" is no amount`;
    throw new InputError([{ where: '--expected', what, mend: 'Write dollars and cents as 1234.56' }]);
  }
  const submitted = { number, ...(cents === undefined ? {} : { expectedCents: cents }) };
  return submittedEntry(course, answer, submitted, desk.now());
}
