import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import { sql } from 'kysely';
import pino from 'pino';
import { machineClock } from '../shells/cli/today.ts';
import { serve, type Running } from '../shells/server/serve.ts';
import { settingsOf } from '../shells/server/settings.ts';
import { Tokens } from '../shells/server/sign-in/tokens.ts';
import { BEFORE_FIRST, canonical, chainHash } from '../shells/store/chain.ts';
import type { Actor } from '../shells/store/events.ts';
import { Store } from '../shells/store/store.ts';

/** What the measuring process asks of this one, which has the service and nothing else. */
export type Asked =
  | { readonly what: 'start' }
  | { readonly what: 'append'; readonly turns: number }
  | { readonly what: 'load'; readonly courses: number }
  | { readonly what: 'used' }
  | { readonly what: 'close' };

/** What the process of the service has used up to now: ms of its cores, and MB at most. */
export interface Used {
  readonly cpu: number;
  readonly memory: number;
}

/** Where the service and the bare server listen, and with what one signs in. */
export interface Started {
  readonly service: string;
  readonly bare: string;
  readonly authorization: string;
}

const ORGANISATION = 'bench';
const ACTOR: Actor = { organisation: ORGANISATION, id: 'bench', role: 'machine' };
const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bench-'));
const bare = Fastify({ bodyLimit: 25_000_000 });
let running: Running | undefined;

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (answered) => asked.what === 'close' || process.send?.({ answered }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : 'failed' }),
  );
});

async function answer(asked: Asked): Promise<unknown> {
  if (asked.what === 'start') return start();
  if (asked.what === 'close') return close();
  if (running === undefined) throw new Error('it is not started');
  if (asked.what === 'append') return appendTime(running, asked.turns);
  if (asked.what === 'load') return load(running, asked.courses);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpu: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 } satisfies Used;
}

async function close(): Promise<void> {
  await Promise.all([running?.close(), bare.close()]);
  rmSync(folder, { recursive: true, force: true });
  process.disconnect();
}

/** The service on this machine alone, over a record of its own, and a bare server that takes the same bodies. */
async function start(): Promise<Started> {
  running = await serve(
    settingsOf({ STEPWISE_DATA: folder, STEPWISE_PORT: '0' }),
    pino({ level: 'silent' }),
    machineClock,
  );
  await running.database.owner
    .insertInto('organisation')
    .values({ id: ORGANISATION, name: 'bench', kind: 'payer' })
    .execute();
  const tokens = await Tokens.of(running.database);
  const caller = { organisation: ORGANISATION, id: 'bench', name: 'bench', role: 'machine', kind: 'machine' } as const;
  bare.post('/*', () => ({ taken: true }));
  return {
    service: running.origin,
    bare: await bare.listen({ port: 0, host: '127.0.0.1' }),
    authorization: `Bearer ${await tokens.make(caller, 'access', 3600)}`,
  };
}

/** One event at a time, each to a stream of its own, through the store of the service: the p99, ms. */
async function appendTime({ database }: Running, turns: number): Promise<number> {
  const store = new Store(database, () => ({ title: 'bench', body: {}, work: [] }));
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const event = { type: 'opened', at: '2026-06-15T08:00:00-04:00', body: { turn } };
    const from = performance.now();
    await store.append({
      ...{ actor: ACTOR, stream: randomUUID(), kind: 'course', expected: 0, events: [event] },
      now: '2026-06-15T12:00:00Z',
    });
    times.push(performance.now() - from);
  }
  const sorted = times.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

const BATCH = 1_000;

/** Courses as the store writes them, many at a time: the rows are the same, the calls are fewer. */
async function load({ database: { owner } }: Running, courses: number): Promise<void> {
  const body = canonical({ drug: 'bench', patient: { birthDate: '1961-06-01', sex: 'female' } });
  for (let done = 0; done < courses; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, courses - done) }, (_, index) => rowsOf(done + index, body));
    const insert = (table: string, values: readonly object[]): Promise<unknown> => {
      // Those that are written: the database makes others of them.
      const columns = sql.join(Object.keys(values[0] ?? {}).map((column) => sql.ref(column)));
      return sql`insert into ${sql.table(table)} (${columns})
        select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(values)}::jsonb)`.execute(
        owner,
      );
    };
    for (const table of ['stream', 'event', 'summary', 'work'] as const)
      await insert(
        table,
        rows.flatMap((row) => row[table]),
      );
  }
  await sql`analyze`.execute(owner);
}

function rowsOf(
  number: number,
  body: string,
): Readonly<Record<'stream' | 'event' | 'summary' | 'work', readonly object[]>> {
  const id = `${number.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const event = {
    ...{ stream: id, sequence: 1, type: 'opened', at: '2026-06-15T08:00:00-04:00', body },
    ...{ recordedAt: '2026-06-15T12:00:00Z', actor: canonical(ACTOR) },
  };
  const hash = chainHash(event, BEFORE_FIRST);
  const { recordedAt, ...kept } = event;
  const title = `bench ${id.slice(0, 8)}`;
  const day = `2026-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;
  const work = ['due-today', 'claims-to-send'].map((list) => ({
    ...{ stream: id, organisation: ORGANISATION, list, since: day, title, reason: 'bench', action: 'bench' },
  }));
  return {
    stream: [{ id, organisation: ORGANISATION, kind: 'course', head: 1, head_hash: hash }],
    event: [{ ...kept, recorded_at: recordedAt, organisation: ORGANISATION, hash }],
    summary: [{ stream: id, organisation: ORGANISATION, kind: 'course', sequence: 1, title, body }],
    work,
  };
}
