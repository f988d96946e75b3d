import { prepare } from '../../../core/preparation/prepare.ts';
import { InputError } from '../../input/input-error.ts';
import type { Drug } from '../../knowledge/drug.ts';
import { inputError } from '../course-option.ts';
import { drugOf, textOption } from '../options.ts';
import { worksheetText } from '../render/prepare.ts';
import type { Verb } from '../verb.ts';

/** `stepwise prepare`: volumes and clocks of one dose. */
export const prepareVerb: Verb = {
  name: 'prepare',
  summary: 'Vials, volumes and beyond-use times of one dose',
  examples: [
    'stepwise prepare --dose 10',
    'stepwise prepare --dose 1 --reconstituted 2026-06-15T08:10-04:00',
    'stepwise prepare --dose 10 --reconstituted 2026-06-22T15:00-04:00 --refrigerated 2026-06-22T15:40-04:00' +
      ' --out-of-refrigerator 2026-06-23T08:00-04:00',
  ],
  configure: (command) =>
    command
      .option('--dose <mg>', 'milligrams of the dose')
      .option('--reconstituted <time>', 'when the vial was reconstituted: 2026-06-15T08:10-04:00')
      .option('--refrigerated <time>', 'when the bag went into the refrigerator')
      .option('--out-of-refrigerator <time>', 'when the bag came out again')
      .option('--drug <id>', 'drug, where several are held'),
  run: (options, desk) => {
    const drug = drugOf(desk.knowledge(), options);
    const times = {
      reconstituted: textOption(options, 'reconstituted'),
      refrigerated: textOption(options, 'refrigerated'),
      outOfRefrigerator: textOption(options, 'outOfRefrigerator'),
    };
    const outcome = prepare({
      drug: drug.id,
      products: drug.products,
      preparation: drug.preparation,
      mg: doseOption(textOption(options, 'dose'), drug),
      times: Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined)),
    });
    if (!outcome.ok) throw inputError(outcome.faults, { outOfRefrigerator: '--out-of-refrigerator' });
    return { json: outcome.answer, text: worksheetText(outcome.answer, drug.brand, desk.paint), exit: 0 };
  },
};

function doseOption(text: string | undefined, drug: Drug): number {
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
