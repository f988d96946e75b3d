import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../shells/store/database.ts';
import { ROOT } from '../support/knowledge.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-embedded-'));
  chmodSync(folder, 0o711);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const server = (): number => Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A writer in a process group of its own, as a terminal gives it one, once it has written. */
async function writing(): Promise<ChildProcess> {
  const writer = spawn(process.execPath, ['tests/support/store-writer.ts', folder, 'one'], {
    ...{ cwd: ROOT, detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  await once(writer.stdout, 'data');
  return writer;
}

describe.skipIf(process.platform === 'win32')('the PostgreSQL that comes with the packages', () => {
  it('does not hear what a terminal sends to the program in front of it, and is taken over by the next one', async () => {
    // The writer needs an organisation.
    const first = await openDatabase({ folder });
    await first.owner.insertInto('organisation').values({ id: 'clinic', name: 'A clinic', kind: 'practice' }).execute();
    await first.close();
    const writer = await writing();
    const pid = server();
    const gone = once(writer, 'exit');
    // To the whole group, as a terminal does it; the writer is ended by it at once, and cannot stop its server.
    process.kill(-(writer.pid ?? 0), 'SIGKILL');
    await gone;
    expect(lives(pid)).toBe(true);
    const next = await openDatabase({ folder });
    expect(server()).toBe(pid);
    await next.close();
    expect(lives(pid)).toBe(false);
  });

  it('has a password that stands in one file, which its owner alone can read, and in no other', async () => {
    const before = new Set(readdirSync(tmpdir()));
    const database = await openDatabase({ folder });
    await database.close();
    const password = readFileSync(path.join(folder, 'password'), 'utf8');
    expect(password).toMatch(/^[0-9a-f]{48}$/u);
    expect(statSync(path.join(folder, 'password')).mode & 0o777).toBe(0o600);
    expect(readdirSync(tmpdir()).filter((name) => !before.has(name) && name.includes('password'))).toEqual([]);
    const holding = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter((entry) => readFileSync(path.join(entry.parentPath, entry.name)).includes(password))
      .map(({ name }) => name);
    expect(holding).toEqual(['password']);
  });
});
