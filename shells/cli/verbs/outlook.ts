import { Temporal } from 'temporal-polyfill';
import { outlook } from '../../../core/foresight/outlook.ts';
import type { Drug } from '../../knowledge/drug.ts';
import type { Outlook } from '../../../core/foresight/outlook-answer.ts';
import { InputError } from '../../input/input-error.ts';
import { courseOption, drugOfCall, inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { textOption, unknownName } from '../options.ts';
import { outlookText } from '../render/outlook.ts';
import type { AnswerExit, Options, Verb } from '../verb.ts';

/** Cycles to look ahead where nothing is said. */
const AHEAD = 3;
/** Ten years of 28 days. */
const MOST = 130;

/** `stepwise outlook`: what to request from the payer, and by when. */
export const outlookVerb: Verb = {
  name: 'outlook',
  summary: 'What lies ahead: doses beyond the authorization, unit limits, renewals, with drafted requests',
  examples: [
    'stepwise outlook --course examples/courses/step-up-complete.json --on 2026-07-14',
    'stepwise outlook --course examples/courses/step-up-complete.json --on 2026-08-11 --json',
  ],
  configure: (command) =>
    command
      .option('--course <file>', 'course of a patient')
      .option('--on <day>', 'the course as it stood at the end of this day (YYYY-MM-DD); today if left out')
      .option('--policy <id>', 'go by this policy instead of that of the authorization')
      .option('--cycles <number>', `cycles to look ahead, beyond that of the last dose given (${AHEAD} if left out)`)
      .option('--start <day>', 'day of the first dose, where none has been given')
      .option('--label <id>', 'go by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const file = textOption(options, 'course');
    if (file === undefined)
      throw new InputError([{ where: '--course', what: 'the course is missing', mend: 'Name its file' }]);
    const on = recordDayOption(options, 'on') ?? desk.today();
    const start = recordDayOption(options, 'start');
    const cycles = aheadOption(options);
    const course = courseOption(desk, file, on);
    const knowledge = desk.knowledge();
    const drug = drugOfCall(knowledge, options, course);
    const policies = knowledge.policies.filter((policy) => policy.drug === drug.id);
    const policy = textOption(options, 'policy');
    const ids = [...new Set(policies.map(({ id }) => id))];
    if (policy !== undefined && !ids.includes(policy)) throw unknownName('--policy', 'policy', policy, ids);
    const outcome = outlook({
      ...{ course, on, cycles, policies, billing: drug.billing },
      labels: labelsOfCall(drug, course, textOption(options, 'label')),
      drug: { id: drug.id, text: nameOf(drug, on) },
      ...(policy === undefined ? {} : { policy }),
      ...(start === undefined ? {} : { start: Temporal.PlainDate.from(start) }),
    });
    if (!outcome.ok) throw inputError(outcome.faults, { start: '--start', course: file });
    return { json: outcome.answer, text: outlookText(outcome.answer, desk.paint), exit: exitOf(outcome.answer) };
  },
};

function aheadOption(options: Options): number {
  const text = textOption(options, 'cycles');
  if (text === undefined) return AHEAD;
  const cycles = Number(text);
  if (/^\d+$/u.test(text) && cycles <= MOST) return cycles;
  const mend = `Write a whole number from 0 to ${MOST}`;
  throw new InputError([{ where: '--cycles', what: `"${text}" is no number of cycles`, mend }]);
}

/** As a payer knows the drug: brand, generic name and the code of the day. */
function nameOf({ brand, name, billing }: Drug, on: string): string {
  const code = billing.codes.find(({ from, to }) => from <= on && (to === undefined || on <= to));
  return `${brand} (${name})${code === undefined ? '' : `, ${code.hcpcs}`}`;
}

function exitOf({ findings, needed }: Outlook): AnswerExit {
  if (findings.length > 0) return 20;
  return needed.length > 0 ? 10 : 0;
}
