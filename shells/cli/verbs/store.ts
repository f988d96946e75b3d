import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../store/database.ts';
import type { Settings } from '../../server/settings.ts';
import { InputError } from '../../input/input-error.ts';
import { LiveKnowledge } from '../../knowledge/live.ts';
import { textOption } from '../options.ts';
import type { Desk, Options, Verb, VerbAnswer } from '../verb.ts';

// The record as a whole, where it is kept: by the settings of the service. The code of the service is loaded by these
// verbs only.

const MOST_TOLD = 20;

/** Is the record as it was written? */
export const storeVerifyVerb: Verb = {
  name: 'store verify',
  summary: 'Look at every event of the record: nothing changed, missing or exchanged since it was written',
  examples: ['stepwise store verify'],
  configure: (command) => command,
  run: (_options, desk) =>
    withRecord(false, async ({ owner }): Promise<VerbAnswer> => {
      const { verifyStore } = await import('../../store/verify.ts');
      const found = await shown(desk, 'Verifying', (progress) => verifyStore(owner, progress));
      const { streams, events, broken } = found;
      const counted = `${events.toLocaleString('en')} events of ${streams.toLocaleString('en')} records`;
      const lines = broken
        .slice(0, MOST_TOLD)
        .map(({ stream, sequence, what }) => desk.paint('red', `✗ ${stream}, event ${sequence}: ${what}`));
      const more = broken.length > MOST_TOLD ? [`and ${broken.length - MOST_TOLD} more`] : [];
      const whole = desk.paint('green', `✓ ${counted} are as they were written.`);
      const text = broken.length === 0 ? whole : [...lines, ...more, `${counted} were looked at.`].join('\n');
      return { json: found, text, exit: broken.length === 0 ? 0 : 20 };
    }),
};

/** Makes what lists and searches show again from the events. */
export const storeRebuildVerb: Verb = {
  name: 'store rebuild',
  summary: 'Make the work lists and searches again from the events, by the knowledge in use',
  examples: ['stepwise store rebuild'],
  configure: (command) => command,
  run: (options, desk) =>
    withRecord(false, async (database, settings): Promise<VerbAnswer> => {
      const rebuilt = await rebuild(database, settings, options, desk);
      return { json: { rebuilt }, text: `Made again: ${rebuilt.toLocaleString('en')} records.`, exit: 0 };
    }),
};

/** Writes the record to one file. */
export const storeBackupVerb: Verb = {
  name: 'store backup',
  summary: 'Write the whole record, as it is at one moment, to one file',
  examples: ['stepwise store backup --out record.backup'],
  configure: (command) => command.requiredOption('--out <file>', 'the file to write; it must not be there yet'),
  run: (options) =>
    withRecord(false, async ({ owner }): Promise<VerbAnswer> => {
      const out = textOption(options, 'out') ?? '';
      const fault = (what: string, mend: string): InputError => new InputError([{ where: out, what, mend }]);
      if (existsSync(out)) throw fault('there is such a file', 'Name another one: no backup is written over');
      const { backUp } = await import('../../store/backup.ts');
      const rows = await backUp(owner, out).catch((error: unknown) => {
        throw isOfFiles(error) ? fault('the file cannot be written', 'Name a folder that is there') : error;
      });
      return { json: { file: out, rows }, text: `${rows.toLocaleString('en')} rows written to ${out}.`, exit: 0 };
    }),
};

/** Puts a backup into an empty record. */
export const storeRestoreVerb: Verb = {
  name: 'store restore',
  summary: 'Put a backup into an empty record, all of it or nothing, and verify it',
  examples: ['stepwise store restore --from record.backup'],
  configure: (command) => command.requiredOption('--from <file>', 'the file that `store backup` wrote'),
  run: (options, desk) => {
    const from = textOption(options, 'from') ?? '';
    if (!existsSync(from))
      throw new InputError([
        { where: from, what: 'the file given with --from cannot be read', mend: 'Check the name' },
      ]);
    return withRecord(true, async (database, settings): Promise<VerbAnswer> => {
      const [{ restore }, { verifyStore }] = await Promise.all([
        import('../../store/backup.ts'),
        import('../../store/verify.ts'),
      ]);
      const rows = await restore(database.owner, from).catch((error: unknown) => {
        throw unusable(error, from);
      });
      const rebuilt = await rebuild(database, settings, options, desk);
      const verified = await shown(desk, 'Verifying', (progress) => verifyStore(database.owner, progress));
      const broken = verified.broken.length;
      const state =
        broken === 0 ? 'The record is as it was written.' : `${broken} records are not as they were written.`;
      return {
        json: { file: from, rows, rebuilt, ...verified },
        text: `${rows.toLocaleString('en')} rows put back from ${from}. ${state}`,
        exit: broken === 0 ? 0 : 20,
      };
    });
  },
};

/**
 * Works on the record of the settings.
 * @param begins true where it may be made by this call; else one that is not there is a mistake in the settings
 */
async function withRecord(
  begins: boolean,
  work: (database: Database, settings: Settings) => Promise<VerbAnswer>,
): Promise<VerbAnswer> {
  const [{ settingsOf }, { openDatabase }] = await Promise.all([
    import('../../server/settings.ts'),
    import('../../store/database.ts'),
  ]);
  const settings = settingsOf(process.env);
  const { DATABASE_URL: url, STEPWISE_DATA: folder } = settings;
  if (!begins && url === undefined && !existsSync(path.join(folder, 'postgres')))
    throw new InputError([
      { where: 'STEPWISE_DATA', what: `there is no record in ${folder}`, mend: 'Name its folder, or set DATABASE_URL' },
    ]);
  const database = await openDatabase({ folder, ...(url === undefined ? {} : { url }) }).catch((error: unknown) => {
    throw url === undefined ? error : new InputError([away(error)]);
  });
  try {
    return await work(database, settings);
  } finally {
    await database.close();
  }
}

/** What the driver says may hold the address with its password: only its code is told. */
function away(error: unknown): { readonly where: string; readonly what: string; readonly mend: string } {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  const mend = 'Check the address, user and password, and that the database runs';
  return { where: 'DATABASE_URL', what: `the record cannot be opened${code}`, mend };
}

async function rebuild({ owner }: Database, settings: Settings, options: Options, desk: Desk): Promise<number> {
  const [{ rebuildSummaries }, { summariser }, { zonesBy }, { insurersBy }] = await Promise.all([
    import('../../store/rebuild.ts'),
    import('../../server/summarise.ts'),
    import('../../server/zones.ts'),
    import('../../server/setting-files.ts'),
  ]);
  const knowledge = new LiveKnowledge(textOption(options, 'knowledge') ?? settings.STEPWISE_KNOWLEDGE);
  // The days of each organisation end where the service lets them end.
  const zoneOf = zonesBy(insurersBy(settings, knowledge.current()) ?? [], settings.STEPWISE_TIME_ZONE);
  return shown(desk, 'Making lists', (progress) => rebuildSummaries(owner, summariser(knowledge, zoneOf), progress));
}

/** Shows how far a long piece of work is, where somebody looks on. */
async function shown<T>(
  desk: Desk,
  label: string,
  work: (progress: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const bar = desk.progress?.(label);
  try {
    return await work((done, of) => bar?.update((done / Math.max(of, 1)) * 100));
  } finally {
    bar?.stop();
  }
}

/** A file that is no backup, or a record that is not empty, is a mistake of the call. */
function unusable(error: unknown, from: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (error.message.includes('not empty'))
    return new InputError([
      { where: 'STEPWISE_DATA', what: 'the record is not empty', mend: 'Restore into a new one: set another folder' },
    ]);
  const isNone =
    /no backup|not whole|JSON|incorrect header|unexpected end/iu.test(error.message) || /^Z_|^E/u.test(code);
  if (!isNone) return error;
  return new InputError([{ where: from, what: 'this is no whole backup', mend: 'Take the file `store backup` wrote' }]);
}

const isOfFiles = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^E(?:ACCES|NOENT|ISDIR|NOTDIR|PERM|ROFS|NOSPC)/u.test(String(error.code));
