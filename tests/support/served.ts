import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { machineClock } from '../../shells/cli/today.ts';
import type { Caller, Role } from '../../shells/server/caller.ts';
import type { Limits } from '../../shells/server/limits.ts';
import { serve, type Running } from '../../shells/server/serve.ts';
import { settingsOf } from '../../shells/server/settings.ts';
import { Tokens } from '../../shells/server/sign-in/tokens.ts';
import { openEmbedded } from '../../shells/store/embedded.ts';
import { ROOT } from './knowledge.ts';

/** A PostgreSQL that several services share, as one of the user's own would be. */
export interface SharedDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function openShared(): Promise<SharedDatabase> {
  const folder = temporary('shared');
  const { url, close } = await openEmbedded(folder);
  return {
    url,
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What came back over HTTP. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

/** A service that listens on a port of its own, with what it wrote to its log. */
export interface Served extends Running {
  readonly log: readonly string[];
  readonly tokens: Tokens;
  /** Everything that was handed out to callers and has to stay out of the log. */
  readonly secrets: readonly string[];
  readonly bearer: (role: Role, organisation?: string) => Promise<string>;
  /** A call by somebody of a role; by nobody where it is null. */
  readonly ask: (role: Role | null, method: string, path: string, sent?: Sent) => Promise<Told>;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly organisation?: string;
}

/** Starts a service by the same function and the same settings as the command does. */
export async function served(environment: Readonly<Record<string, string>>, limits?: Limits): Promise<Served> {
  const log: string[] = [];
  const secrets: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line) => void log.push(line) });
  const running = await serve(settingsOf({ STEPWISE_PORT: '0', ...environment }), logger, machineClock, false, limits);
  await running.database.owner
    .insertInto('organisation')
    .values(['clinic', 'other', 'payer'].map((id) => ({ id, name: id, kind: 'practice' as const })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const tokens = await Tokens.of(running.database);
  secrets.push(Buffer.from(tokens.key).toString('base64'));
  const bearer = async (role: Role, organisation = 'clinic'): Promise<string> => {
    const caller: Caller = {
      organisation,
      id: `${role}-1`,
      name: `A ${role}`,
      role,
      kind: role === 'machine' ? 'machine' : 'person',
    };
    const token = await tokens.make(caller, 'access', 300);
    secrets.push(token);
    return `Bearer ${token}`;
  };
  return {
    ...{ ...running, log, tokens, secrets, bearer },
    ask: async (role, method, where, { body, headers = {}, organisation } = {}) => {
      const authorization = role === null ? {} : { authorization: await bearer(role, organisation) };
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const url = `${running.origin}${where}`;
      const answered = await fetch(url, { method, ...sent, headers: { ...type, ...authorization, ...headers } });
      const text = await answered.text();
      return { status: answered.status, headers: answered.headers, text, json: jsonOf(text) };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A new folder under the machine's temporary one. */
export function temporary(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `stepwise-${name}-`));
}

const course = JSON.parse(readFileSync(path.join(ROOT, 'examples/courses/second-line.json'), 'utf8')) as Readonly<
  Record<string, unknown>
> & { readonly events: readonly Readonly<Record<string, unknown>>[] };
const without = (key: string, one: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(one).filter(([name]) => name !== key));
/** A course of the examples as it is opened, and its entries as they are added. */
export const COURSE_HEAD = without('events', course);
export const COURSE_ENTRIES = course.events.map((entry) => without('id', entry));

/** What of patients the examples of these tests hold: none of it may stand in a log. */
export const OF_PATIENTS = ['1958-03-09', 'C34.11', 'Fairfax', '1962-11-02'];

/** Those of the words that stand in the lines of a log. */
export function toldBy(log: readonly string[], words: readonly string[]): readonly string[] {
  const text = log.join('');
  return words.filter((word) => text.includes(word));
}

let keys = 0;
/** An idempotency key that nobody used. */
export function newKey(): string {
  keys += 1;
  return `test-key-${String(process.pid)}-${String(keys)}`;
}
