import { Command, CommanderError } from 'commander';
import { plain } from '../cli/paint.ts';
import type { Desk, Options, Verb } from '../cli/verb.ts';
import { VERBS } from '../cli/verbs.ts';
import { InputError } from '../input/input-error.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** The verbs that answer over HTTP, each with those of its options that are documents. No other reaches a file. */
export const SERVED: Readonly<Record<string, readonly string[]>> = {
  check: ['chart', 'answers', 'course'],
  calendar: ['course'],
  visit: ['course', 'site'],
  restart: [],
  outlook: ['course'],
  grade: ['input'],
  prepare: ['course', 'using', 'site'],
  claim: ['course'],
  mac: [],
  'label list': [],
  'label show': [],
  'label diff': ['course'],
  'policy list': [],
  'policy show': [],
  'policy diff': [],
  'knowledge list': [],
};

/** Options of those verbs that name a file to be written: they have no meaning here. */
const WRITTEN = ['packet', 'ics', 'svg', 'pdf', 'label-pdf', 'out'];
/** Options of one verb that name files or folders of the machine, where the same name means no file to another verb. */
const OF_THE_MACHINE: Readonly<Record<string, readonly string[]>> = {
  prepare: ['label', 'day', 'courses', 'appointments'],
};

export interface Answered {
  readonly json: unknown;
  readonly exit: number;
}

/**
 * The answer of a verb of the command line, by the same code: options by their long names, documents as JSON values or
 * texts in place of file names.
 * @param largest characters of a course that are read: of one that comes with the call no more than of a file
 * @throws InputError with every fault, places being options and documents
 */
export async function answer(
  name: string,
  asked: Readonly<Record<string, unknown>>,
  knowledge: Knowledge,
  now: () => string,
  largest?: number,
): Promise<Answered> {
  const verb = VERBS.find((one) => one.name === name);
  const documents = SERVED[name];
  if (verb === undefined || documents === undefined)
    throw new InputError([
      { where: 'verb', what: `there is no answer "${name}"`, mend: `Use one of: ${Object.keys(SERVED).join(', ')}` },
    ]);
  const texts = new Map<string, string>();
  const options = optionsOf(verb, documents, asked, texts);
  const { json, exit } = await verb.run(options, deskOf(knowledge, texts, now, largest));
  return { json, exit };
}

/** The desk of a call: the documents that came with it, by the names of their files, and nothing of the machine. */
export function deskOf(
  knowledge: Knowledge,
  texts: ReadonlyMap<string, string>,
  now: () => string,
  largest?: number,
): Desk {
  return {
    ...(largest === undefined ? {} : { largest }),
    knowledge: () => knowledge,
    now,
    today: () => now().slice(0, 10),
    read: (file, option) => {
      const text = texts.get(file);
      if (text !== undefined) return text;
      throw new InputError([{ where: option, what: 'the document did not come with the call', mend: 'Send it along' }]);
    },
    write: (file) => {
      throw new InputError([{ where: file, what: 'no file is written here', mend: 'Leave the option out' }]);
    },
    paint: plain,
  };
}

/** The options as the command line would have them, so that a wrong one is told the same way. */
function optionsOf(
  verb: Verb,
  documents: readonly string[],
  asked: Readonly<Record<string, unknown>>,
  texts: Map<string, string>,
): Options {
  const command = verb
    .configure(new Command(verb.name))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const kept = [...WRITTEN, ...(OF_THE_MACHINE[verb.name] ?? [])];
  const known = command.options
    .map((option) => option.long?.replace(/^--/u, '') ?? '')
    .filter((one) => !kept.includes(one) && !['knowledge', 'json'].includes(one));
  const line = Object.entries(asked).flatMap(([key, value]): readonly string[] => {
    if (!known.includes(key)) {
      const mend = `Known: ${known.join(', ')}`;
      throw new InputError([{ where: key, what: 'this is no option of the answer', mend }]);
    }
    if (documents.includes(key)) return [`--${key}`, documentOf(key, value, texts)];
    if (typeof value === 'boolean') return value ? [`--${key}`] : [];
    if (typeof value === 'string' || typeof value === 'number') return [`--${key}=${String(value)}`];
    throw new InputError([{ where: key, what: 'a text or a number is wanted here', mend: 'Write the value alone' }]);
  });
  try {
    command.parse(line, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const what = error.message.replace(/^error: /u, '');
    throw new InputError([{ where: verb.name, what, mend: `Known: ${known.join(', ')}` }]);
  }
  return command.opts();
}

/** A document under the name of its option: an object is JSON, a text is what it is. */
function documentOf(key: string, value: unknown, texts: Map<string, string>): string {
  if (typeof value === 'string') {
    texts.set(key, value);
    return key;
  }
  if (typeof value !== 'object' || value === null)
    throw new InputError([{ where: key, what: 'a document is wanted here', mend: 'Send it as a JSON object' }]);
  const name = `${key}.json`;
  texts.set(name, JSON.stringify(value));
  return name;
}
