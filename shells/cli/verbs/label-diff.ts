import { Temporal } from 'temporal-polyfill';
import { mgPerUnitOn } from '../../../core/billing/billing.ts';
import type { Label } from '../../../core/regimen/label.ts';
import { diffLabels } from '../../../core/regimen/label-diff.ts';
import { InputError } from '../../input/input-error.ts';
import type { Drug } from '../../knowledge/drug.ts';
import { courseOption, drugOfCall, inputError, recordDayOption } from '../course-option.ts';
import { cyclesOption } from '../cycles-option.ts';
import { textOption, unknownName } from '../options.ts';
import { labelDiffText } from '../render/label-diff.ts';
import type { Options, Verb } from '../verb.ts';

/** `stepwise label diff`: what two label versions say differently of one patient's doses. */
export const labelDiffVerb: Verb = {
  name: 'label diff',
  summary: 'What two label versions say differently of one patient’s doses',
  examples: [
    'stepwise label diff --start 2026-06-15',
    'stepwise label diff --course examples/courses/step-up-complete.json --cycles 3 --on 2026-06-30 --json',
  ],
  configure: (command) =>
    command
      .option('--start <date>', 'day of the first dose, where the course has none yet')
      .option('--course <file>', 'course of a patient')
      .option('--from <label>', 'the first label version; the one before the last held where left out')
      .option('--to <label>', 'the one compared with it; the last held where left out')
      .option('--cycles <number>', 'cycles to compare, counted from the first (6 if left out)')
      .option('--drug <id>', 'drug, where several are held')
      .option('--on <date>', 'the course as it stood at the end of this day'),
  run: (options, desk) => {
    const start = recordDayOption(options, 'start');
    const on = recordDayOption(options, 'on');
    const cycles = cyclesOption(options);
    const file = textOption(options, 'course');
    const course = file === undefined ? undefined : courseOption(desk, file, on);
    const drug = drugOfCall(desk.knowledge(), options, course);
    const { from, to } = versions(drug, options);
    const day = on ?? desk.today();
    const outcome = diffLabels(from, to, {
      cycles,
      on: day,
      mgPerUnit: mgPerUnitOn(drug.billing, day),
      ...(start === undefined ? {} : { start: Temporal.PlainDate.from(start) }),
      ...(course === undefined ? {} : { course }),
    });
    if (!outcome.ok) throw inputError(outcome.faults, { start: '--start', course: file ?? '--course' });
    const { doses, checks } = outcome.answer;
    return {
      json: outcome.answer,
      text: labelDiffText(outcome.answer, desk.paint),
      exit: doses.length === 0 && checks.length === 0 ? 0 : 20,
    };
  },
};

/** The versions named, or the last two held. @throws InputError */
function versions(drug: Drug, options: Options): { readonly from: Label; readonly to: Label } {
  const [from, to] = (['from', 'to'] as const).map((name) => {
    const id = textOption(options, name);
    return id === undefined ? undefined : heldLabel(drug, id, `--${name}`);
  });
  const later = to ?? drug.labels.at(-1) ?? drug.labels[0];
  const earlier = from ?? drug.labels[drug.labels.indexOf(later) - 1];
  if (earlier !== undefined) return { from: earlier, to: later };
  const what = `no label before ${later.id} is held`;
  throw new InputError([{ where: '--from', what, mend: 'Name two versions with --from and --to' }]);
}

function heldLabel({ labels }: Drug, id: string, where: string): Label {
  const label = labels.find((held) => held.id === id);
  if (label !== undefined) return label;
  const ids = labels.map((held) => held.id);
  throw unknownName(where, 'label', id, ids);
}
