import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon, { type Result } from 'autocannon';
import Fastify from 'fastify';
import { sql } from 'kysely';
import pino from 'pino';
import { serve, type Running } from '../shells/server/serve.ts';
import { settingsOf } from '../shells/server/settings.ts';
import { Tokens } from '../shells/server/sign-in/tokens.ts';
import { BEFORE_FIRST, canonical, chainHash } from '../shells/store/chain.ts';
import type { Actor } from '../shells/store/events.ts';
import { Store } from '../shells/store/store.ts';
import { machineClock } from '../shells/cli/today.ts';
import { chartOfSize } from './chart-of-size.ts';

/** A rate of calls with the time that all but one in a hundred take at most, in ms. */
export interface Rate {
  readonly perSecond: number;
  readonly p99: number;
}

export interface ServiceTimes {
  /** Determinations, each signed in and kept in the record, beside a bare server that takes the same body. */
  readonly answers: { readonly service: Rate; readonly bare: Rate };
  readonly chart: { readonly service: Rate; readonly bare: Rate };
  /** The p99 of one event added to the record, in ms, one after the other. */
  readonly append: number;
  readonly courses: number;
  /** ms of a page of a work list, and of its counts, over that many courses: the slowest of the turns. */
  readonly workList: number;
  readonly workCounts: number;
  /** The most memory that the process had, MB; the calls are made from it as well. */
  readonly memory: number;
}

const ORGANISATION = 'bench';
const ACTOR: Actor = { organisation: ORGANISATION, id: 'bench', role: 'machine' };
const ON = '2026-06-15';
const CONNECTIONS = 8;

const ANSWERS = {
  'member.line-of-business': 'commercial',
  'patient.birth-date': '1961-06-01',
  'plan.monitors-crs-and-neurotoxicity': 'yes',
  'infection.active-systemic': 'no',
  'cns.untreated-or-symptomatic-metastases': 'no',
  'cns.leptomeningeal-disease': 'no',
  'disease.diagnosis': 'sclc',
  'disease.stage': 'extensive',
  'therapy.progressed-on-or-after-platinum': 'yes',
  'therapy.other-prior-lines': 1,
};

/**
 * Starts the service on this machine alone, over a record of its own, and measures it.
 * @param seconds of load for each rate
 * @param courses loaded before the work lists are asked for
 */
export async function serviceTimes(seconds: number, courses: number): Promise<ServiceTimes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stepwise-bench-'));
  const settings = settingsOf({ STEPWISE_DATA: folder, STEPWISE_PORT: '0' });
  const running = await serve(settings, pino({ level: 'silent' }), machineClock);
  try {
    const { owner } = running.database;
    await owner.insertInto('organisation').values({ id: ORGANISATION, name: 'bench', kind: 'payer' }).execute();
    const tokens = await Tokens.of(running.database);
    const caller = {
      organisation: ORGANISATION,
      id: 'bench',
      name: 'bench',
      role: 'machine',
      kind: 'machine',
    } as const;
    const authorization = `Bearer ${await tokens.make(caller, 'access', 3600)}`;
    const answers = { on: ON, answers: ANSWERS };
    const chart = { on: ON, chart: JSON.parse(chartOfSize(60)) as unknown };
    const measured = {
      answers: await beside(running, authorization, answers, seconds),
      chart: await beside(running, authorization, chart, seconds),
      append: await appendTime(running, 300),
    };
    await load(running, courses);
    const ask = (what: string): Promise<number> => slowest(running.origin, authorization, what, 20);
    return {
      ...measured,
      courses,
      workList: await ask('/v1/work/due-today?limit=50'),
      workCounts: await ask('/v1/work'),
      memory: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function beside(
  { origin }: Running,
  authorization: string,
  body: unknown,
  seconds: number,
): Promise<{ readonly service: Rate; readonly bare: Rate }> {
  const text = JSON.stringify(body);
  const bare = Fastify({ bodyLimit: 25_000_000 });
  bare.post('/*', () => ({ taken: true }));
  const plain = await bare.listen({ port: 0, host: '127.0.0.1' });
  try {
    const ids = await drafts(origin, authorization, seconds);
    return {
      service: await rate(origin, ids, authorization, text, seconds),
      bare: await rate(plain, ids, authorization, text, seconds),
    };
  } finally {
    await bare.close();
  }
}

/** Requests to be looked at in turns: a record that grows by every call would measure its own length. */
async function drafts(origin: string, authorization: string, seconds: number): Promise<readonly string[]> {
  const draft = { side: 'payer', kind: 'initial', policy: 'prime-ic-0789', drug: 'tarlatamab' };
  const ids: string[] = [];
  for (let index = 0; index < Math.max(50, seconds * 50); index++) {
    const told = await fetch(`${origin}/v1/requests`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(draft),
    });
    if (told.status !== 201) throw new Error(await told.text());
    ids.push(((await told.json()) as { readonly id: string }).id);
  }
  return ids;
}

async function rate(
  origin: string,
  ids: readonly string[],
  authorization: string,
  body: string,
  seconds: number,
): Promise<Rate> {
  let turn = 0;
  const run = (duration: number): Promise<Result> =>
    autocannon({
      url: origin,
      connections: CONNECTIONS,
      duration,
      requests: [
        {
          method: 'POST',
          body,
          setupRequest: (request) => ({
            ...request,
            // Each connection has requests of its own: two looks at one request at once are a conflict, rightly.
            path: `/v1/requests/${ids[(turn += 1) % ids.length] ?? ''}/determinations`,
            headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
          }),
        },
      ],
    });
  await run(1);
  const told = await run(seconds);
  if (told.non2xx > told['2xx'] / 100 || told.errors > 0)
    throw new Error(`${String(told.non2xx)} of ${String(told.requests.total)} calls were not answered as wanted`);
  return { perSecond: told['2xx'] / told.duration, p99: told.latency.p99 };
}

/** One event at a time, each to a stream of its own, through the store of the service. */
async function appendTime({ database }: Running, turns: number): Promise<number> {
  const store = new Store(database, () => ({ title: 'bench', body: {}, work: [] }));
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const event = { type: 'opened', at: '2026-06-15T08:00:00-04:00', body: { turn } };
    const start = performance.now();
    await store.append({
      ...{ actor: ACTOR, stream: randomUUID(), kind: 'course', expected: 0, events: [event] },
      now: '2026-06-15T12:00:00Z',
    });
    times.push(performance.now() - start);
  }
  const sorted = times.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

const BATCH = 5_000;

/** Courses as the store writes them, many at a time: the rows are the same, the calls are fewer. */
async function load({ database: { owner } }: Running, courses: number): Promise<void> {
  const body = canonical({ drug: 'bench', patient: { birthDate: '1961-06-01', sex: 'female' } });
  for (let done = 0; done < courses; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, courses - done) }, (_, index) => rowsOf(done + index, body));
    const insert = (table: string, values: readonly object[]): Promise<unknown> =>
      sql`insert into ${sql.table(table)}
        select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(values)}::jsonb)`.execute(
        owner,
      );
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

async function slowest(origin: string, authorization: string, what: string, turns: number): Promise<number> {
  let most = 0;
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    const told = await fetch(`${origin}${what}`, { headers: { authorization } });
    await told.text();
    if (told.status !== 200) throw new Error(`${what}: ${String(told.status)}`);
    // The first turn warms up.
    if (turn > 0) most = Math.max(most, performance.now() - start);
  }
  return most;
}
