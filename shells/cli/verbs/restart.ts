import { restartAfter } from '../../../core/regimen/restart-after.ts';
import { InputError } from '../../input/input-error.ts';
import { inputError, labelsOfCall, recordDayOption } from '../course-option.ts';
import { drugOf, textOption } from '../options.ts';
import { restartText } from '../render/restart.ts';
import type { Verb } from '../verb.ts';

/** `stepwise restart`: what the label says after a delay, of nothing but the last dose and its day. */
export const restartVerb: Verb = {
  name: 'restart',
  summary: 'After a delay: does the schedule go on, or is the step-up given again',
  examples: ['stepwise restart --last C1D1 --given 2026-03-02 --on 2026-03-17'],
  configure: (command) =>
    command
      .option('--last <dose>', 'dose given last, in full: C1D8')
      .option('--given <date>', 'day on which it was given')
      .option('--on <date>', 'day on which the next dose would be given; today where left out')
      .option('--label <id>', 'answer by this label version instead of the one in force')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const [last, given] = [textOption(options, 'last'), recordDayOption(options, 'given')];
    const on = recordDayOption(options, 'on') ?? desk.today();
    if (last === undefined || given === undefined) throw missing(last, given);
    const drug = drugOf(desk.knowledge(), options);
    const labels = labelsOfCall(drug, undefined, textOption(options, 'label'));
    const outcome = restartAfter({ labels, last, given, on });
    if (!outcome.ok) throw inputError(outcome.faults, {});
    const { answer } = outcome;
    return {
      json: answer,
      text: restartText(answer, drug.brand, desk.paint),
      exit: answer.decision === 'ask' ? 10 : 0,
    };
  },
};

function missing(last: string | undefined, given: string | undefined): InputError {
  const mendOfDose = 'Name it by its place in the schedule, as C1D8';
  return new InputError([
    ...(last === undefined ? [{ where: '--last', what: 'the dose given last is missing', mend: mendOfDose }] : []),
    ...(given === undefined
      ? [{ where: '--given', what: 'the day of the last dose is missing', mend: 'Write it as YYYY-MM-DD' }]
      : []),
  ]);
}
