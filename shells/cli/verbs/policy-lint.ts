import path from 'node:path';
import { InputError } from '../../input/input-error.ts';
import { LiveKnowledge, type Reloaded } from '../../knowledge/live.ts';
import { lintKnowledge, type LintReport } from '../../knowledge/lint.ts';
import { savesBelow } from '../../knowledge/watch.ts';
import { textOption, unknownName } from '../options.ts';
import type { Paint } from '../paint.ts';
import type { Options, Verb, VerbAnswer } from '../verb.ts';

const KNOWLEDGE = path.resolve(import.meta.dirname, '..', '..', '..', 'knowledge');

/** Do the files hold together, and do their worked examples come out? */
export const policyLintVerb: Verb = {
  name: 'policy lint',
  summary: 'Check all knowledge files, run the worked examples, and say what none of them tries',
  examples: ['stepwise policy lint'],
  argument: 'policy',
  configure: (command) =>
    command
      .option('--policy <id>', 'only the examples of this policy')
      .option('--watch', 'do so again whenever a file is saved, until Ctrl-C'),
  run: (options, desk): VerbAnswer | Promise<VerbAnswer> => {
    if (options['watch'] === true) return watchFolder(options, desk.paint);
    const knowledge = desk.knowledge();
    const policy = textOption(options, 'policy');
    const known = [...new Set(knowledge.policies.map(({ id }) => id))];
    if (policy !== undefined && !known.includes(policy)) throw unknownName('--policy', 'policy', policy, known);
    const report = lintKnowledge(knowledge, policy);
    return { json: report, text: renderReport(report, desk.paint), exit: isClean(report) ? 0 : 20 };
  },
};

const isClean = ({ failed, findings }: LintReport): boolean => failed.length + findings.length === 0;

function renderReport({ examples, failed, findings }: LintReport, paint: Paint): string {
  const lines = [
    ...failed.flatMap(({ file, name, differences }) => [
      paint('red', `✗ ${shown(file)}: ${shown(name)}`),
      ...differences.map((line) => `    ${shown(line)}`),
    ]),
    ...findings.map(
      ({ severity, policy, version, what, mend }) =>
        `${severity === 'error' ? paint('red', '✗') : paint('yellow', '!')} ${policy} ${version}: ${shown(what)}. ${shown(mend)}`,
    ),
  ];
  const summary = `${examples - failed.length} of ${examples} worked examples come out.`;
  return [...lines, lines.length === 0 ? paint('green', `✓ ${summary} Every file is sound.`) : summary].join('\n');
}

/** What a file says does not steer the terminal: while watching, lines are printed as they come. */
const shown = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');

async function watchFolder(options: Options, paint: Paint): Promise<VerbAnswer> {
  for (const name of ['json', 'policy'])
    if (options[name] !== undefined)
      throw new InputError([
        {
          where: '--watch',
          what: `--${name} is given as well`,
          mend: 'Watching prints a report of all policies a save',
        },
      ]);
  const folder = path.resolve(textOption(options, 'knowledge') ?? KNOWLEDGE);
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort();
  };
  process.once('SIGINT', stop);
  try {
    let live: LiveKnowledge | undefined;
    process.stdout.write(`${paint('dim', `Watching ${shown(path.relative('.', folder))}, Ctrl-C ends.`)}\n`);
    for await (const turn of savesBelow(folder, stopped.signal)) {
      if (turn === 0 || live === undefined) live = new LiveKnowledge(folder);
      else live.reload();
      process.stdout.write(`${renderLook(live.latest(), paint)}\n\n`);
    }
  } finally {
    process.removeListener('SIGINT', stop);
  }
  return { json: null, text: 'Ended.', exit: 0 };
}

/** A look at the folder: faults of loading with their places, else the report; and what a service would do with it. */
function renderLook({ report, fault }: Reloaded, paint: Paint): string {
  const lines = report
    ? [renderReport(report, paint)]
    : fault?.message.split('\n').map((line) => paint('red', `✗ ${shown(line)}`));
  return [...(lines ?? []), ...(fault ? [KEPT] : [])].join('\n');
}

const KEPT = 'Not used: the last sound version stays in use until this is mended.';
