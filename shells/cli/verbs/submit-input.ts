import type { CoverageRequest } from '../../../core/foresight/check-coverage.ts';
import { readBilling } from '../../claim-forms/read-billing.ts';
import { InputError } from '../../input/input-error.ts';
import { readAnswers } from '../../input/read-answers.ts';
import { requestChart } from '../../pas-client/chart-part.ts';
import { requestParties } from '../../pas-client/parties.ts';
import type { Confirmer, RequestInput } from '../../pas-client/prepare.ts';
import { courseOption, drugOfCall } from '../course-option.ts';
import { choiceOption, dayOption, drugOf, policiesOf, textOption } from '../options.ts';
import type { Desk, Options } from '../verb.ts';
import { SETTINGS } from './submit-settings.ts';

/**
 * What a request is prepared from, as the options say it.
 * @param base the payer's FHIR service
 * @throws InputError
 */
export async function inputOf(options: Options, base: string, desk: Desk): Promise<RequestInput> {
  needed(options, 'policy', 'Name the policy of the payer');
  needed(options, 'request', 'Give --request initial or renewal');
  const kind = choiceOption(options, 'request', ['initial', 'renewal'] as const) ?? 'initial';
  const setting = choiceOption(options, 'setting', SETTINGS);
  const on = dayOption(options, 'on') ?? desk.today();
  const start = dayOption(options, 'start');
  const confirmer = confirmerOf(options);
  const files = needed(options, 'parties', 'Name the billing files').split(',');
  const billing = readBilling(files.map((file) => ({ file, text: desk.read(file, '--parties') })));
  const knowledge = desk.knowledge();
  const [versions = [], other] = policiesOf(knowledge, options);
  if (other !== undefined) throw fault('--policy', 'a request goes to one payer', 'Name one policy');
  const records = await recordsOf(options, desk, on);
  const { course } = records.coverage;
  const named = { ...options, drug: versions[0]?.drug };
  return {
    versions,
    ...{ coverage: { kind, on, ...(start === undefined ? {} : { start }), ...records.coverage } },
    ...(records.chart === undefined ? {} : { chart: records.chart }),
    drug: course === undefined ? drugOf(knowledge, named) : drugOfCall(knowledge, named, course),
    parties: requestParties(billing, textOption(options, 'insurer')),
    ...(setting === undefined ? {} : { setting }),
    isUrgent: options['urgent'] === true,
    ...(confirmer === undefined ? {} : { confirmer }),
    base,
    now: desk.now(),
  };
}

interface Records {
  readonly coverage: Pick<CoverageRequest, 'answers' | 'chart' | 'course'>;
  readonly chart?: RequestInput['chart'];
}

async function recordsOf(options: Options, desk: Desk, on: string): Promise<Records> {
  const [chart, answers, course] = ['chart', 'answers', 'course'].map((name) => textOption(options, name));
  if (chart === undefined && answers === undefined && course === undefined)
    throw fault('submit', 'nothing is given about the patient', 'Give one of --chart, --answers and --course');
  const facts = desk.knowledge().facts;
  const known = {
    ...(answers === undefined ? {} : { answers: readAnswers(desk.read(answers, '--answers'), answers, on, facts) }),
    ...(course === undefined ? {} : { course: courseOption(desk, course, on) }),
  };
  if (chart === undefined) return { coverage: known };
  const text = desk.read(chart, '--chart');
  const { readChart } = await import('../../chart/read-chart.ts');
  return {
    coverage: { ...known, chart: await readChart(text, chart, on) },
    chart: await requestChart(text, chart, on),
  };
}

/** `name, role`: an answer counts as the word of somebody in a role. @throws InputError */
function confirmerOf(options: Options): Confirmer | undefined {
  const text = textOption(options, 'confirmedBy');
  if (text === undefined) return undefined;
  const comma = text.lastIndexOf(',');
  const [by, role] = [text.slice(0, comma).trim(), text.slice(comma + 1).trim()];
  if (comma > 0 && by !== '' && role !== '') return { by, role };
  throw fault('--confirmed-by', `"${text}" names nobody in a role`, 'Write it as "Robin Sample, prescriber"');
}

/** The text of an option that the call cannot do without. @throws InputError */
export function needed(options: Options, name: string, mend: string): string {
  const value = textOption(options, name);
  if (value === undefined || value === '') throw fault(`--${name}`, 'it is missing', mend);
  return value;
}

export function fault(where: string, what: string, mend: string): InputError {
  return new InputError([{ where, what, mend }]);
}
