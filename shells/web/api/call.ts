import { CallError, type Problem } from './problem.ts';
import { reached, unreached } from './reach.ts';

/** What the service answered. */
export interface Answered<T> {
  readonly value: T;
  /** How many entries the record had, to be sent back with what is added to it; undefined where it is no record. */
  readonly sequence: number | undefined;
}

/**
 * Reads from the service.
 * @throws CallError where it does not answer, with what it said
 */
export async function read<T>(path: string, signal?: AbortSignal): Promise<Answered<T>> {
  return call<T>(path, signal === undefined ? {} : { signal });
}

/**
 * Sends something that changes nothing: a question with its documents.
 * @throws CallError
 */
export async function ask<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const { value } = await call<T>(path, {
    ...{ method: 'POST', headers: JSON_BODY, body: JSON.stringify(body) },
    ...(signal === undefined ? {} : { signal }),
  });
  return value;
}

/**
 * Sends something that changes the record.
 * @param key of this one change: sent again with the same key it is done once
 * @param sequence how many entries the record had when it was read: where it has others now, nothing is written
 * @throws CallError; `isConflict` where somebody else wrote meanwhile
 */
export async function send<T>(path: string, body: unknown, key: string, sequence?: number): Promise<T> {
  const match = sequence === undefined ? {} : { 'if-match': `"${String(sequence)}"` };
  const headers = { ...JSON_BODY, 'idempotency-key': key, ...match };
  const { value } = await call<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return value;
}

const JSON_BODY = { 'content-type': 'application/json' };

async function call<T>(path: string, how: RequestInit): Promise<Answered<T>> {
  const response = await reachedBy(path, how);
  const text = await response.text();
  if (!String(response.status).startsWith('2')) throw new CallError(problemOf(response.status, text));
  const etag = /^"(\d+)"$/u.exec(response.headers.get('etag') ?? '')?.[1];
  return {
    // The service checks what it sends against the schemas it publishes.
    value: (text === '' ? undefined : JSON.parse(text)) as T,
    sequence: etag === undefined ? undefined : Number(etag),
  };
}

async function reachedBy(path: string, how: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, { credentials: 'same-origin', ...how });
    reached();
    return response;
  } catch (error) {
    if (how.signal?.aborted === true) throw error;
    unreached();
    throw new CallError({ title: 'The service cannot be reached', status: 0 });
  }
}

function problemOf(status: number, text: string): Problem {
  try {
    const problem = JSON.parse(text) as Partial<Problem>;
    return { ...problem, title: problem.title ?? `Status ${String(status)}`, status };
  } catch {
    return { title: `The service answered with status ${String(status)}`, status };
  }
}
