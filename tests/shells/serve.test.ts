import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stepwise } from '../support/cli.ts';
import { ROOT } from '../support/knowledge.ts';

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stepwise-serve-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Serving {
  readonly process: ChildProcess;
  /** Waits for a text on standard output, and gives what stands there so far. */
  readonly out: (text: RegExp) => Promise<string>;
  readonly err: () => string;
}

function serving(environment: Readonly<Record<string, string>>, ...more: readonly string[]): Serving {
  const main = path.join(ROOT, 'shells/cli/main.ts');
  const started = spawn(process.execPath, [main, 'serve', ...more], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', STEPWISE_DATA: folder, STEPWISE_PORT: '0', ...environment },
  });
  child = started;
  let [printed, logged] = ['', ''];
  started.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => (logged += chunk.toString()));
  const ended = once(started, 'exit');
  const out = async (text: RegExp): Promise<string> => {
    while (!text.test(printed))
      if ((await Promise.race([once(started.stdout, 'data'), ended]))[0] === null || started.exitCode !== null)
        throw new Error(`It ended before it said ${String(text)}: ${printed}${logged}`);
    return printed;
  };
  return { process: started, out, err: () => logged };
}

const exitOf = async ({ process: started }: Serving): Promise<unknown> =>
  started.exitCode ?? (await once(started, 'exit'))[0];

describe('stepwise serve, as a process', () => {
  it('prints where it listens and a link that signs in once, logs JSON without secrets, and ends with Ctrl-C', async () => {
    const service = serving({}, '--no-demo');
    const said = await service.out(/Ctrl-C ends\.\n/u);
    expect(said).not.toContain('invented');
    const origin = /listens at (http:\/\/127\.0\.0\.1:\d+)\n/u.exec(said)?.[1] ?? '';
    const link = /Sign in once, on this machine: (\S+)\n/u.exec(said)?.[1] ?? '';
    expect((await fetch(`${origin}/v1/me`)).status).toBe(401);
    const signed = await fetch(link, { redirect: 'manual' });
    expect(signed.status).toBe(302);
    const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(403);
    const me = await fetch(`${origin}/v1/me`, { headers: { cookie } });
    expect(await me.json()).toMatchObject({ organisation: 'local', role: 'administrator' });
    service.process.kill('SIGINT');
    expect(await exitOf(service)).toBe(0);
    expect(await service.out(/Ended\.\n/u)).toContain('Ending: calls that run are finished.');
    const lines = service.err().trim().split('\n');
    for (const line of lines) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
    expect(service.err()).toContain('"route":"/v1/me"');
    for (const secret of [cookie, new URL(link).searchParams.get('key') ?? '-'])
      expect(service.err()).not.toContain(secret);
  }, 60_000);

  it('shows the demo on a first start, to a practice and to a payer, and again on the next start', async () => {
    const first = serving({});
    expect(await first.out(/Ctrl-C ends\.\n/u)).toContain('invented courses and requests');
    first.process.kill('SIGTERM');
    expect(await exitOf(first)).toBe(0);

    const service = serving({});
    const said = await service.out(/Ctrl-C ends\.\n/u);
    const origin = /listens at (\S+)\n/u.exec(said)?.[1] ?? '';
    const link = /this machine: (\S+)\n/u.exec(said)?.[1] ?? '';
    const cookieOf = (told: Response): string => (told.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const cookie = cookieOf(await fetch(link, { redirect: 'manual' }));
    const headers = { cookie, origin, 'content-type': 'application/json' };
    const counted = async (session: string, kind: string): Promise<number> => {
      const told = await fetch(`${origin}/v1/${kind}?limit=200`, { headers: { cookie: session } });
      return ((await told.json()) as { rows: unknown[] }).rows.length;
    };
    expect([await counted(cookie, 'courses'), await counted(cookie, 'requests')]).toEqual([13, 6]);
    const as = (body: unknown): Promise<Response> =>
      fetch(`${origin}/sign-in/as`, { method: 'POST', headers, body: JSON.stringify(body) });
    const payer = cookieOf(await as({ role: 'reviewer', organisation: 'demo-payer' }));
    expect([await counted(payer, 'courses'), await counted(payer, 'requests')]).toEqual([0, 11]);
    expect((await as({ role: 'reviewer', organisation: 'clinic' })).status).toBe(403);
    expect((await as({ role: 'nobody', organisation: 'demo-payer' })).status).toBe(400);
    service.process.kill('SIGINT');
    expect(await exitOf(service)).toBe(0);
  }, 90_000);

  it('ends at once where it is asked a second time', async () => {
    const service = serving({}, '--no-demo');
    const said = await service.out(/Ctrl-C ends\.\n/u);
    const origin = /listens at (\S+)\n/u.exec(said)?.[1] ?? '';
    const signed = await fetch(/this machine: (\S+)\n/u.exec(said)?.[1] ?? '', { redirect: 'manual' });
    const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    // A body that never comes keeps a call, and with it the service, open.
    const unfinished = fetch(`${origin}/v1/answers/mac`, {
      ...{ method: 'POST', headers: { cookie, origin, 'content-type': 'application/json' }, duplex: 'half' },
      body: new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode('{'));
        },
      }),
    }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    service.process.kill('SIGINT');
    await service.out(/Ending/u);
    service.process.kill('SIGINT');
    expect(await exitOf(service)).toBe(130);
    await unfinished;
  }, 60_000);

  it('says that the port is in use, and ends with status 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const service = serving({ STEPWISE_PORT: port }, '--no-demo');
    expect(await exitOf(service)).toBe(2);
    expect(service.err()).toContain(`STEPWISE_PORT: 127.0.0.1:${port} is in use`);
    other.close();
  }, 60_000);

  it.each([
    ['another host without sign-in', { STEPWISE_HOST: '0.0.0.0' }, 'STEPWISE_HOST: 0.0.0.0 can be reached by others'],
    ['a port that is none', { STEPWISE_PORT: '99999' }, 'STEPWISE_PORT: '],
    [
      'a database that is away',
      { DATABASE_URL: 'postgres://somebody:hidden-word@127.0.0.1:1/none' },
      'DATABASE_URL: the database cannot be reached (ECONNREFUSED)',
    ],
  ])(
    'refuses %s with status 2, and tells no password',
    async (_name, environment, words) => {
      const service = serving(environment);
      expect(await exitOf(service)).toBe(2);
      expect(service.err()).toContain(words);
      expect(service.err()).not.toContain('hidden-word');
    },
    60_000,
  );

  it('takes no --json: its answers come over HTTP', async () => {
    const { status, err } = await stepwise('serve', '--json');
    expect({ status, err }).toEqual({ status: 2, err: '--json: the service answers over HTTP. Leave it out\n' });
  });
});
