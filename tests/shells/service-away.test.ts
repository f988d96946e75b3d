import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStore } from '../../shells/store/verify.ts';
import {
  COURSE_HEAD,
  newKey,
  OF_PATIENTS,
  served,
  temporary,
  toldBy,
  type Served,
  type Told,
} from '../support/served.ts';

const PROBLEM = 'application/problem+json; charset=utf-8';
const processOf = (folder: string): number =>
  Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function opened(service: Served): Promise<string> {
  const told = await service.ask('nurse', 'POST', '/v1/courses', {
    ...{ body: COURSE_HEAD, headers: { 'idempotency-key': newKey() } },
  });
  expect(told.status, told.text).toBe(201);
  return (told.json as { id: string }).id;
}

/** Adds one entry; without an answer 201 it is sent again under the same key, as a desk would. */
const add = (service: Served, id: string, note: string, key: string): Promise<Told> =>
  service.ask('nurse', 'POST', `/v1/courses/${id}/events`, {
    body: { events: [{ type: 'assessed', at: '2026-06-14T09:00-04:00', response: 'stable', note }] },
    headers: { 'idempotency-key': key },
  });

async function notesOf(service: Served, id: string): Promise<readonly string[]> {
  const told = await service.ask('auditor', 'GET', `/v1/courses/${id}/events`);
  expect(told.status, told.text).toBe(200);
  return (told.json as { events: { body: { note?: string } }[] }).events.slice(1).map(({ body }) => body.note ?? '');
}

describe('a database that goes away while the service works', () => {
  const folder = temporary('away');
  let service: Served;
  beforeAll(async () => {
    service = await served({ STEPWISE_DATA: folder });
  }, 60_000);
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it.each([
    ['stopped in good order', 'SIGINT'],
    ['killed', 'SIGKILL'],
  ] as const)(
    'and is %s: is answered as away, comes back by itself, and no acknowledged entry is lost',
    { timeout: 60_000 },
    async (_name, signal) => {
      const ids = await Promise.all([opened(service), opened(service), opened(service)]);
      const away: Told[] = [];
      const acknowledged = new Map<string, string[]>(ids.map((id) => [id, []]));
      let going = true;
      const write = async (id: string): Promise<void> => {
        for (let number = 1; going; number++) {
          const key = newKey();
          for (;;) {
            const told = await add(service, id, `entry ${String(number)}`, key);
            if (told.status === 201) break;
            away.push(told);
            await pause(25);
          }
          acknowledged.get(id)?.push(`entry ${String(number)}`);
        }
      };
      const writers = ids.map(write);
      const before = processOf(folder);
      await enough(acknowledged, 5);
      process.kill(before, signal);
      const counts = new Map([...acknowledged].map(([id, list]) => [id, list.length]));
      // Until each of them has been answered again, well after.
      await enough(acknowledged, Math.max(...counts.values()) + 5);
      going = false;
      await Promise.all(writers);

      expect(processOf(folder)).not.toBe(before);
      expect(away.length).toBeGreaterThan(0);
      for (const told of away) {
        expect([told.status, told.headers.get('content-type')], told.text).toEqual([503, PROBLEM]);
        expect(told.json).toMatchObject({ title: 'The record cannot be reached', detail: 'Try again in a moment' });
        expect(told.headers.get('retry-after')).toBe('1');
      }
      for (const id of ids) expect(await notesOf(service, id)).toEqual(acknowledged.get(id));
      expect((await verifyStore(service.database.owner, () => undefined)).broken).toEqual([]);
      expect((await service.ask(null, 'GET', '/health/ready')).status).toBe(200);
    },
  );

  it('says that it is not ready meanwhile, and ends the live lines, since something may have been missed', async () => {
    const headers = { authorization: await service.bearer('nurse') };
    const line = await fetch(`${service.origin}/v1/live`, { headers });
    process.kill(processOf(folder), 'SIGINT');
    let ready = await service.ask(null, 'GET', '/health/ready');
    // It ends in its own time.
    while (ready.status === 200) ready = await service.ask(null, 'GET', '/health/ready');
    expect([ready.status, ready.headers.get('content-type')]).toEqual([503, PROBLEM]);
    expect((await service.ask(null, 'GET', '/health/live')).status).toBe(200);
    expect(await line.text()).toContain(': listening');
    for (;;) {
      if ((await service.ask(null, 'GET', '/health/ready')).status === 200) break;
      await pause(50);
    }
    // The next line hears again.
    const again = await fetch(`${service.origin}/v1/live`, { headers });
    const reader = (again.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
    const id = await opened(service);
    let heard = '';
    while (!heard.includes(id)) heard += (await reader.read()).value ?? '';
    await reader.cancel();
  });

  it('is in no log with its password, nor is anything of a patient', () => {
    const words = [readFileSync(path.join(folder, 'password'), 'utf8'), 'postgres://', ...service.secrets];
    expect(toldBy(service.log, [...words, ...OF_PATIENTS])).toEqual([]);
  });
});

async function enough(lists: ReadonlyMap<string, readonly string[]>, count: number): Promise<void> {
  while ([...lists.values()].some((list) => list.length < count)) await pause(20);
}

/** A disk of its own that can be filled; undefined where this machine lets nobody mount one. */
const small = mounted();
afterAll(() => {
  if (small !== undefined) spawnSync('umount', ['--lazy', small]);
  if (small !== undefined) rmSync(small, { recursive: true, force: true });
});

function mounted(): string | undefined {
  const folder = temporary('full');
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=0711', 'stepwise-full', folder]);
  if (status === 0) return folder;
  rmSync(folder, { recursive: true, force: true });
  return undefined;
}

describe.skipIf(small === undefined)('a disk that is full', () => {
  it(
    'is told clearly, nothing half is written, and the service works again when there is room',
    { timeout: 90_000 },
    async () => {
      const data = path.join(small ?? '', 'data');
      mkdirSync(data);
      const service = await served({ STEPWISE_DATA: data });
      const filler = path.join(small ?? '', 'filler');
      try {
        const ids: string[] = [];
        for (let number = 0; number < COURSES; number++) ids.push(await opened(service));
        const courseOf = (number: number): string => ids[number % COURSES] ?? '';
        const { bavail, bsize } = statfsSync(small ?? '');
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
        // What is in memory or in files begun before goes on for a while: large entries use it up.
        const acknowledged = new Map<string, string[]>(ids.map((id) => [id, []]));
        const refused: (readonly [number: number, key: string, told: Told])[] = [];
        for (let number = 0; refused.length < 5 && number < COURSES * 4; number++) {
          const key = newKey();
          const told = await add(service, courseOf(number), large(number), key);
          if (told.status === 201) acknowledged.get(courseOf(number))?.push(large(number));
          else refused.push([number, key, told]);
        }
        const statuses = new Set(refused.map(([, , told]) => told.status));
        expect([...statuses].filter((status) => status !== 507 && status !== 503)).toEqual([]);
        expect(refused).toHaveLength(5);
        for (const [, , told] of refused) expect(told.headers.get('content-type')).toBe(PROBLEM);
        rmSync(filler);
        for (const [number, key] of refused) {
          for (;;) {
            const told = await add(service, courseOf(number), large(number), key);
            if (told.status === 201) break;
            expect([503, 507], told.text).toContain(told.status);
            await pause(100);
          }
          acknowledged.get(courseOf(number))?.push(large(number));
        }
        for (const id of ids) expect(await notesOf(service, id)).toEqual(acknowledged.get(id));
        expect((await verifyStore(service.database.owner, () => undefined)).broken).toEqual([]);
        // No course was begun by halves.
        const streams = await service.database.owner.selectFrom('stream').select('head').execute();
        expect(streams.filter(({ head: entries }) => entries === 0)).toEqual([]);
        process.stdout.write(`on a full disk: ${[...statuses].join(', ')}\n`);
      } finally {
        rmSync(filler, { force: true });
        await service.close();
      }
    },
  );
});

const COURSES = 20;

/** A note that does not compress. */
function large(seed: number): string {
  let [text, state] = ['', seed + 1];
  while (text.length < 200_000) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += state.toString(36);
  }
  return text;
}
