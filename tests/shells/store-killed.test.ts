import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { verifyStore } from '../../shells/store/verify.ts';
import { ROOT } from '../support/knowledge.ts';
import { CLINIC, openStore } from '../support/store.ts';

/** How often the writer is killed; `STEPWISE_KILLS=100` tries harder. Every fifth time the server dies with it. */
const KILLS = Number(process.env['STEPWISE_KILLS'] ?? 15);

/** Lets a writer work for so many acknowledgements, kills it at once, and says the last one that it was given. */
function killed(folder: string, stream: string, acknowledgements: number, server: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, ['tests/support/store-writer.ts', folder, stream], { cwd: ROOT });
    let [said, complaint] = ['', ''];
    let dead = false;
    writer.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (dead || said.split('\n').length <= acknowledgements) return;
      dead = true;
      writer.kill('SIGKILL');
      if (server)
        process.kill(
          Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
          'SIGKILL',
        );
    });
    writer.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    writer.on('close', () => {
      // The last line may be cut off: what follows the last line break was not received.
      const lines = said.split('\n').slice(0, -1);
      if (dead) resolve(Number(lines.at(-1) ?? 0));
      else reject(new Error(`the writer ended by itself: ${complaint}`));
    });
  });
}

it('loses no acknowledged event and keeps no half one, however often writer and server are killed', async () => {
  const first = await openStore();
  const { folder } = first;
  // What is open now would be killed with the server.
  await first.database.close();
  let acknowledged = 0;
  for (let time = 1; time <= KILLS; time++)
    acknowledged = Math.max(acknowledged, await killed(folder, 'killed', 1 + (time % 4), time % 5 === 0));
  const after = await openStore(folder);
  try {
    const events = await after.store.read(CLINIC, 'killed', 'test', '2026-06-15T12:00:00Z');
    expect(acknowledged).toBeGreaterThan(KILLS);
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    // Three are written at a time: there is never a part of them.
    expect(events.length % 3).toBe(0);
    expect(events.map(({ body }) => body)).toEqual(
      events.map((_, index) => ({ after: index - (index % 3), part: (index % 3) + 1 })),
    );
    expect(await verifyStore(after.database.owner, () => undefined)).toMatchObject({ streams: 1, broken: [] });
  } finally {
    await after.close();
  }
});
