import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import autocannon, { type Result } from 'autocannon';
import { chartOfSize } from './chart-of-size.ts';
import type { Asked, Started, Used } from './service-host.ts';

/** A rate of calls with the time that all but one in a hundred take at most, in ms. */
export interface Rate {
  readonly perSecond: number;
  readonly p99: number;
  /** ms of a core that the process of the service spends on a call: steadier than the rate where others work beside it. */
  readonly cpu: number;
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
  /** The most memory that the process of the service had, MB; the calls come from another one. */
  readonly memory: number;
}

const ON = '2026-06-15';
const CONNECTIONS = 8;
/** Requests that are drafted for each second of load: each is then looked at a few times, as a request is. */
const DRAFTS_A_SECOND = 200;

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
 * Starts the service in a process of its own, and measures it from this one.
 * @param seconds of load for each rate
 * @param courses loaded before the work lists are asked for
 */
export async function serviceTimes(seconds: number, courses: number): Promise<ServiceTimes> {
  const host = fork(path.join(import.meta.dirname, 'service-host.ts'));
  try {
    const started = (await ask(host, { what: 'start' })) as Started;
    const answers = { on: ON, answers: ANSWERS };
    const chart = { on: ON, chart: JSON.parse(chartOfSize(60)) as unknown };
    const measured = {
      answers: await beside(host, started, answers, seconds),
      chart: await beside(host, started, chart, seconds),
      append: (await ask(host, { what: 'append', turns: 300 })) as number,
    };
    await ask(host, { what: 'load', courses });
    const list = (what: string): Promise<number> => slowest(started, what, 20);
    return {
      ...measured,
      courses,
      workList: await list('/v1/work/due-today?limit=50'),
      workCounts: await list('/v1/work'),
      memory: ((await ask(host, { what: 'used' })) as Used).memory,
    };
  } finally {
    if (host.connected) {
      const ended = once(host, 'exit');
      host.send({ what: 'close' } satisfies Asked);
      await ended;
    }
  }
}

/** One question at a time. @throws Error where the process fails, or ends */
function ask(host: ChildProcess, asked: Asked): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (): void => {
      reject(new Error('the process of the service ended'));
    };
    host.once('exit', onExit);
    host.once('message', ({ answered, failed }: { readonly answered?: unknown; readonly failed?: string }) => {
      host.off('exit', onExit);
      if (failed === undefined) resolve(answered);
      else reject(new Error(failed));
    });
    host.send(asked);
  });
}

/** In turns, so that what else the machine does falls on both. */
async function beside(
  host: ChildProcess,
  { service, bare, authorization }: Started,
  body: unknown,
  seconds: number,
): Promise<{ readonly service: Rate; readonly bare: Rate }> {
  const text = JSON.stringify(body);
  const ids = await drafts(service, authorization, seconds * DRAFTS_A_SECOND);
  // Each connection has requests of its own: two looks at one request at once are a conflict, rightly.
  let turns = 0;
  const next = (): string => `/v1/requests/${ids[(turns += 1) % ids.length] ?? ''}/determinations`;
  const call = (origin: string, duration: number): Promise<Result> =>
    calls(origin, next, authorization, text, duration);
  for (const origin of [service, bare]) await call(origin, 1);
  const [ofService, ofBare]: [Measured[], Measured[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++)
    for (const [origin, measured] of [
      [service, ofService],
      [bare, ofBare],
    ] as const) {
      const before = (await ask(host, { what: 'used' })) as Used;
      const result = await call(origin, seconds / TURNS);
      const { cpu } = (await ask(host, { what: 'used' })) as Used;
      measured.push({ result, cpu: cpu - before.cpu });
    }
  return { service: rateOf(ofService), bare: rateOf(ofBare) };
}

const TURNS = 2;

interface Measured {
  readonly result: Result;
  readonly cpu: number;
}

/** Of all turns together; the p99 is that of the worst of them. */
function rateOf(measured: readonly Measured[]): Rate {
  const sum = (of: (one: Measured) => number): number => measured.reduce((total, one) => total + of(one), 0);
  const answered = sum(({ result }) => result['2xx']);
  return {
    perSecond: answered / sum(({ result }) => result.duration),
    p99: Math.max(...measured.map(({ result }) => result.latency.p99)),
    cpu: sum(({ cpu }) => cpu) / answered,
  };
}

/** Requests to be looked at in turns: a record that grows by every call would measure its own length. */
async function drafts(origin: string, authorization: string, count: number): Promise<readonly string[]> {
  const draft = { side: 'payer', kind: 'initial', policy: 'prime-ic-0789', drug: 'tarlatamab' };
  const one = async (): Promise<string> => {
    const told = await fetch(`${origin}/v1/requests`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(draft),
    });
    if (told.status !== 201) throw new Error(await told.text());
    return ((await told.json()) as { readonly id: string }).id;
  };
  const ids: string[] = [];
  while (ids.length < count) ids.push(...(await Promise.all(Array.from({ length: CONNECTIONS }, one))));
  return ids;
}

async function calls(
  origin: string,
  next: () => string,
  authorization: string,
  body: string,
  duration: number,
): Promise<Result> {
  const told = await autocannon({
    url: origin,
    connections: CONNECTIONS,
    duration,
    requests: [
      {
        method: 'POST',
        body,
        setupRequest: (request) => ({
          ...request,
          path: next(),
          headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        }),
      },
    ],
  });
  if (told.non2xx > told['2xx'] / 100 || told.errors > 0)
    throw new Error(`${String(told.non2xx)} of ${String(told.requests.total)} calls were not answered as wanted`);
  return told;
}

async function slowest({ service, authorization }: Started, what: string, turns: number): Promise<number> {
  let most = 0;
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    const told = await fetch(`${service}${what}`, { headers: { authorization } });
    await told.text();
    if (told.status !== 200) throw new Error(`${what}: ${String(told.status)}`);
    // The first turn warms up.
    if (turn > 0) most = Math.max(most, performance.now() - start);
  }
  return most;
}
