import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { plain } from '../../shells/cli/paint.ts';
import type { Desk, Verb } from '../../shells/cli/verb.ts';
import { InputError } from '../../shells/input/input-error.ts';
import { knowledge } from './knowledge.ts';

/** What a verb answered, or every fault that it found, one a line. */
export interface VerbCall {
  readonly status: number;
  readonly json: unknown;
  readonly text: string;
  readonly err: string;
}

/** Verbs called without the command line around them: knowledge is read once, and files may be made up. */
export class TestDesk {
  readonly #desk: Desk;
  /** Files written, and those made up, by their names. */
  readonly files = new Map<string, string>();

  constructor(now = '2026-11-21T08:30:00-05:00') {
    this.#desk = {
      knowledge,
      now: () => now,
      today: () => now.slice(0, 10),
      read: (path) => this.files.get(path) ?? readFileSync(path, 'utf8'),
      write: (path, content) => void this.files.set(path, String(content)),
      paint: plain,
    };
  }

  async call(verb: Verb, ...args: readonly string[]): Promise<VerbCall> {
    const command = verb.configure(new Command(verb.name)).exitOverride();
    command.parse(args, { from: 'user' });
    try {
      const { exit, json, text } = await verb.run(command.opts(), this.#desk);
      return { status: exit, json: JSON.parse(JSON.stringify(json)), text, err: '' };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return { status: 2, json: undefined, text: '', err: error.message };
    }
  }
}
