import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { InputError } from '../input/input-error.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { loadKnowledge } from '../knowledge/load.ts';
import { colored, plain } from './paint.ts';
import { progressBar } from './progress.ts';
import { machineClock, today, type Clock } from './today.ts';
import type { Desk, Options, Verb } from './verb.ts';
import { SERVICE_VERBS } from './service-verbs.ts';
import { VERBS } from './verbs.ts';
import { writeOutput } from './write-output.ts';

/** What a call writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colors: boolean;
  /** Print the stack of a fault of the program. */
  readonly debug: boolean;
}

/** Where a call is made: its terminal, and its clock. */
type Place = Terminal & { readonly clock: Clock };

const KNOWLEDGE = path.resolve(import.meta.dirname, '..', '..', 'knowledge');
const PACKAGE = path.resolve(import.meta.dirname, '..', '..', 'package.json');
const { version: VERSION } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
const INPUT_EXIT = 2;
const FAULT_EXIT = 1;

const GROUPS: Readonly<Record<string, string>> = {
  course: 'See where a course stands, plan a dose, record what happened',
  label: 'Look at the labels that are held',
  policy: 'Look at the policies that are held',
  knowledge: 'Look at the documents behind the rules',
  store: 'Look after the record of the service',
};

/**
 * Runs one command line.
 * @param clock what "now" and "today" are, where the call does not say
 * @returns the exit status: that of the answer, 2 for bad input, 1 for a fault of the program
 */
export async function run(args: readonly string[], terminal: Terminal, clock: Clock = machineClock): Promise<number> {
  let status = 0;
  const program = new Command('stepwise')
    .version(VERSION)
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
  for (const verb of [...VERBS, ...SERVICE_VERBS])
    addVerb(program, verb, { ...terminal, clock }, (exit) => (status = exit));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return report(error, terminal);
  }
}

function addVerb(program: Command, verb: Verb, place: Place, answered: (exit: number) => void): void {
  const [first = verb.name, second] = verb.name.split(' ');
  const parent = second === undefined ? program : groupOf(program, first);
  const command = verb
    .configure(parent.command(second ?? first))
    .description(verb.summary)
    .option('--json', 'print one JSON document')
    .option('--knowledge <folder>', 'another knowledge folder')
    .allowExcessArguments(false)
    .addHelpText('after', `\nExample:\n${verb.examples.map((line) => `  ${line}`).join('\n')}`);
  if (verb.argument !== undefined) command.argument(`[${verb.argument}]`);
  for (const option of command.options) if (option.required) option.argParser(onlyOnce);
  command.action(async () => {
    const options = optionsOf(verb, command);
    const json = options['json'] === true;
    const folder = typeof options['knowledge'] === 'string' ? options['knowledge'] : KNOWLEDGE;
    const answer = await verb.run(options, deskFor(folder, place.colors && !json, place.clock));
    place.out(`${json ? JSON.stringify(answer.json, null, 2) : printable(answer.text)}\n`);
    answered(answer.exit);
  });
}

/** The options as typed; a bare word stands for the option that the verb says. */
function optionsOf(verb: Verb, command: Command): Options {
  const options: Options = command.opts();
  const [word] = command.args;
  if (verb.argument === undefined || word === undefined) return options;
  if (options[verb.argument] === undefined) return { ...options, [verb.argument]: word };
  throw new InputError([{ where: word, what: `--${verb.argument} is given as well`, mend: 'Give one of them' }]);
}

function groupOf(program: Command, name: string): Command {
  const held = program.commands.find((command) => command.name() === name);
  return held ?? program.command(name).description(GROUPS[name] ?? '');
}

function deskFor(folder: string, colors: boolean, clock: Clock): Desk {
  let knowledge: Knowledge | undefined;
  return {
    knowledge: () => (knowledge ??= loadKnowledge(folder)),
    now: clock,
    today: () => today(clock),
    read: readInput,
    write: writeOutput,
    paint: colors ? colored : plain,
    progress: progressBar,
  };
}

/** More than any chart holds; larger files are taken for a mistake before minutes are spent on them. */
const LARGEST = 25_000_000;

function readInput(file: string, option: string): string {
  const fault = (what: string, mend: string): InputError => new InputError([{ where: file, what, mend }]);
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > LARGEST)
      throw fault(
        `the file given with ${option} is larger than ${LARGEST / 1_000_000} MB`,
        'Give the chart of one patient',
      );
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fault(`the file given with ${option} cannot be read`, 'Check the name');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fault(`the file given with ${option} is not a UTF-8 text`, 'Export it again as UTF-8');
  }
}

/** An option given twice would silently mean its last value: a wrong dose, a policy left out. */
function onlyOnce(value: string, before: unknown): string {
  if (before !== undefined) throw new InvalidArgumentError('It is given twice.');
  return value;
}

/**
 * Text of a chart may hold anything; only our own colors reach the terminal as control codes, and nothing that turns the
 * order of the signs around: a dose would be read backwards.
 */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\u001b(?!\[\d+m)/gu,
    '\ufffd',
  );
}

function report(error: unknown, { err, debug }: Terminal): number {
  if (error instanceof InputError) {
    err(`${printable(error.message)}\n`);
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
