import { Command } from 'commander';
import { readFileSync, writeFileSync } from 'node:fs';
import { plain } from '../../shells/cli/paint.ts';
import { prepareVerb } from '../../shells/cli/verbs/prepare.ts';
import { InputError } from '../../shells/input/input-error.ts';
import type { Call } from './cli.ts';
import { knowledge } from './knowledge.ts';

/** One call of the verb by a clock that shows `now`; the knowledge is read once for all of them. */
export async function prepareAt(now: string, ...args: readonly string[]): Promise<Call> {
  const command = prepareVerb.configure(new Command('prepare')).option('--json').exitOverride();
  command.parse([...args], { from: 'user' });
  const options = command.opts();
  try {
    const answer = await prepareVerb.run(options, {
      knowledge,
      now: () => now,
      today: () => now.slice(0, 10),
      read: (file) => readFileSync(file, 'utf8'),
      write: (file, content) => {
        writeFileSync(file, content);
      },
      paint: plain,
    });
    const out = options['json'] === true ? JSON.stringify(answer.json) : `${answer.text}\n`;
    return { status: answer.exit, out, err: '' };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { status: 2, out: '', err: error.message };
  }
}

/** The same by a clock that shows 2026-06-22 09:00 in New York. */
export const prepare = (...args: readonly string[]): Promise<Call> => prepareAt('2026-06-22T09:00:00-04:00', ...args);
