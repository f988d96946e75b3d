import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import { InputError } from '../input/input-error.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { coloured, plain } from './paint.ts';
import { today } from './today.ts';
import type { Desk, Verb } from './verb.ts';
import { VERBS } from './verbs.ts';

/** What a call writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colours: boolean;
  /** Print the stack of a fault of the program. */
  readonly debug: boolean;
}

const KNOWLEDGE = path.resolve(import.meta.dirname, '..', '..', 'knowledge');
const INPUT_EXIT = 2;
const FAULT_EXIT = 1;

const GROUPS: Readonly<Record<string, string>> = {
  policy: 'Look at the policies that are held',
  knowledge: 'Look at the documents behind the rules',
};

/**
 * Runs one command line.
 * @returns the exit status: that of the answer, 2 for bad input, 1 for a fault of the program
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0;
  const program = new Command('stepwise')
    .description('From order to paid claim, each answer with its reason and its source')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => {
        const line = text
          .replace(/^error: /u, '')
          .trim()
          .replace(/\s*\n\s*/gu, ' ');
        write(`stepwise: ${line}\n`);
      },
    });
  for (const verb of VERBS) addVerb(program, verb, terminal, (exit) => (status = exit));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return report(error, terminal);
  }
}

function addVerb(program: Command, verb: Verb, terminal: Terminal, answered: (exit: number) => void): void {
  const [first = verb.name, second] = verb.name.split(' ');
  const parent = second === undefined ? program : groupOf(program, first);
  const command = verb
    .configure(parent.command(second ?? first))
    .description(verb.summary)
    .option('--json', 'print one JSON document')
    .option('--knowledge <folder>', 'another knowledge folder')
    .allowExcessArguments(false)
    .addHelpText('after', `\nExample:\n${verb.examples.map((line) => `  ${line}`).join('\n')}`);
  command.action(async () => {
    const options: Readonly<Record<string, unknown>> = command.opts();
    const json = options['json'] === true;
    const folder = typeof options['knowledge'] === 'string' ? options['knowledge'] : KNOWLEDGE;
    const answer = await verb.run(options, deskFor(folder, terminal.colours && !json));
    terminal.out(`${json ? JSON.stringify(answer.json, null, 2) : answer.text}\n`);
    answered(answer.exit);
  });
}

function groupOf(program: Command, name: string): Command {
  const held = program.commands.find((command) => command.name() === name);
  return held ?? program.command(name).description(GROUPS[name] ?? '');
}

function deskFor(folder: string, colours: boolean): Desk {
  let knowledge: Knowledge | undefined;
  return {
    knowledge: () => (knowledge ??= loadKnowledge(folder)),
    today,
    read: (file, option) => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        const what = `the file given with ${option} cannot be read`;
        throw new InputError([{ where: file, what, mend: 'Check the name' }]);
      }
    },
    write: (file, content) => {
      writeFileSync(file, content);
    },
    paint: colours ? coloured : plain,
  };
}

function report(error: unknown, { err, debug }: Terminal): number {
  if (error instanceof InputError) {
    err(`${error.message}\n`);
    return INPUT_EXIT;
  }
  // Help comes this way too, already printed and with status 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : INPUT_EXIT;
  err(
    `stepwise: a fault of the program, not of your input: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  if (debug && error instanceof Error) err(`${error.stack ?? ''}\n`);
  return FAULT_EXIT;
}
