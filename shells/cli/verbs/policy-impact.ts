import type { Policy } from '../../../core/coverage/policy.ts';
import { impactOf, type Impact } from '../../../core/explain/impact.ts';
import { countPopulation, type CountedPopulation, type ImpactQuestion } from '../../bulk/impact.ts';
import { InputError } from '../../input/input-error.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { choiceOption, dayOption, textOption, versionOption } from '../options.ts';
import { outputOption } from '../output-option.ts';
import { impactCautions } from '../render/impact-cautions.ts';
import { impactSvg } from '../render/impact-svg.ts';
import { renderImpact } from '../render/impact.ts';
import type { Desk, Options, Verb, VerbAnswer } from '../verb.ts';

/** Who of a population changes if one policy takes the place of another? */
export const policyImpactVerb: Verb = {
  name: 'policy impact',
  summary: 'Run a population through two policies and say who changes, and because of which criterion',
  examples: [
    'stepwise policy impact --from prime-ic-0789 --to fep-5.21.223 --on 2026-06-15 examples/populations/small.csv',
    'stepwise policy impact --from prime-ic-0789@2025-05-05 --to fep-5.21.223@2026-04-01 --on 2026-06-15 --json examples/populations/small.csv',
  ],
  argument: 'file',
  configure: (command) =>
    command
      .requiredOption('--from <policy>', 'the policy as it is, by id; ID@VERSION for one version')
      .requiredOption('--to <policy>', 'the policy that would take its place')
      .option('--request <kind>', 'initial or renewal; initial if left out')
      .option('--on <day>', 'the day of the requests (YYYY-MM-DD), for ages and versions; today if left out')
      .option('--svg <file>', 'write a picture of the answer to this file'),
  run: async (options, desk): Promise<VerbAnswer> => {
    const kind = choiceOption(options, 'request', ['initial', 'renewal'] as const) ?? 'initial';
    const on = dayOption(options, 'on') ?? desk.today();
    const file = fileOf(options);
    const svg = outputOption(options, 'svg', ['file']);
    const knowledge = desk.knowledge();
    const question: ImpactQuestion = {
      from: versionOption(knowledge, options, 'from', on),
      to: versionOption(knowledge, options, 'to', on),
      kind,
      on,
    };
    const counted = await counting(question, file, knowledge, desk.progress);
    const impact = impactOf(counted.findings, question.from, question.to, kind);
    const cautions = impactCautions(counted, question, knowledge.facts);
    const answer = { ...question, impact, setAside: counted.setAside, cautions };
    if (svg !== undefined) desk.write(svg, impactSvg(answer));
    return {
      json: asData(answer, counted),
      text: renderImpact(answer, svg, desk.paint),
      exit: impact.changed > 0 ? 20 : counted.setAside.rows > 0 ? 10 : 0,
    };
  },
};

function fileOf(options: Options): string {
  const file = textOption(options, 'file');
  if (file !== undefined && file !== '') return file;
  const mend = 'Give a .csv or .parquet file, one row a patient';
  throw new InputError([{ where: 'policy impact', what: 'no file is named', mend }]);
}

async function counting(
  question: ImpactQuestion,
  file: string,
  knowledge: Knowledge,
  progress: Desk['progress'],
): Promise<CountedPopulation> {
  // The database takes a while to load, and only this verb needs it.
  const { openPopulationDatabase } = await import('../../bulk/population-database.ts');
  const database = await openPopulationDatabase();
  const bar = progress?.('Reading patients');
  try {
    return await countPopulation(question, file, knowledge.facts, database, bar?.update);
  } finally {
    bar?.stop();
    database.close();
  }
}

interface Answer extends ImpactQuestion {
  readonly impact: Impact;
  readonly setAside: CountedPopulation['setAside'];
  readonly cautions: ReturnType<typeof impactCautions>;
}

function asData({ from, to, kind, on, impact, setAside, cautions }: Answer, { columns }: CountedPopulation): unknown {
  const named = ({ id, version }: Policy): Pick<Policy, 'id' | 'version'> => ({ id, version });
  return {
    from: named(from),
    to: named(to),
    request: kind,
    on,
    rows: impact.patients + setAside.rows,
    ...impact,
    setAside,
    columns: {
      used: columns.used.map(({ name }) => name),
      missing: columns.missing,
      ignored: columns.ignored,
    },
    cautions,
  };
}
