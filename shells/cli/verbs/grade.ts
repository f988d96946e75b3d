import { gradeFindings, type Graded } from '../../grading/graded.ts';
import { readFindings } from '../../grading/read-findings.ts';
import { InputError } from '../../input/input-error.ts';
import { textOption } from '../options.ts';
import { gradeText } from '../render/grade.ts';
import type { Verb } from '../verb.ts';

/** `stepwise grade`: cytokine release and neurotoxicity from bedside findings. */
export const gradeVerb: Verb = {
  name: 'grade',
  summary: 'Grade cytokine release and neurotoxicity from what was found',
  examples: [
    'stepwise grade --input examples/findings/evening.json',
    'stepwise grade examples/findings/over-a-night.json',
  ],
  argument: 'input',
  configure: (command) => command.option('--input <file>', 'findings, JSON or YAML; the name may also stand alone'),
  run: (options, desk) => {
    const file = textOption(options, 'input');
    if (file === undefined)
      throw new InputError([{ where: '--input', what: 'no findings are given', mend: 'Name the file with them' }]);
    const findings = readFindings(desk.read(file, '--input'), file);
    const { grading } = desk.knowledge();
    const now = gradeFindings(findings, file, grading);
    const series = findings.series?.map((one): Graded => ({ at: one.at, ...gradeFindings(one, file, grading) })) ?? [];
    const open = [now, ...series].some(({ crs, icans }) => crs?.grade === null || icans?.grade === null);
    return {
      json: series.length === 0 ? now : { ...now, series },
      text: gradeText(now, series, grading, desk.paint),
      exit: open ? 10 : 0,
    };
  },
};
