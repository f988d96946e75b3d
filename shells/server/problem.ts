import type { Socket } from 'node:net';
import type { OperationOutcome } from 'fhir/r4.js';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../core/course/fault.ts';
import { outcome } from '../fhir/outcome.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { ConflictError, KeyReusedError } from '../store/store.ts';

/** RFC 9457: what every answer looks like that is none. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Everything that is wrong with the input, each with its place and how to mend it. */
  readonly faults?: readonly (InputFault | Fault)[];
  /** How many entries the record has now, where somebody else wrote meanwhile. */
  readonly sequence?: number;
}

/** Thrown by a route that answers with a problem. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(status: number, title: string, more: Omit<Problem, 'type' | 'title' | 'status'> = {}) {
    super(title);
    this.name = 'ProblemError';
    this.problem = { type: 'about:blank', title, status, ...more };
  }
}

/** What is no HTTP, or did not come in time, is answered on the bare connection. */
export function answerUnread(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, title] = UNREAD[error.code ?? ''] ?? ([400, 'This is no request that can be read'] as const);
  const body = JSON.stringify({ type: 'about:blank', title, status });
  socket.end(
    [
      ...[`HTTP/1.1 ${String(status)} ${title}`, 'content-type: application/problem+json', 'connection: close'],
      ...[`content-length: ${String(Buffer.byteLength(body))}`, '', body],
    ].join('\r\n'),
  );
}

/** What the server itself refuses, in words that repeat nothing of what was sent. */
const TITLES: Readonly<Record<number, string>> = {
  413: 'The body is too large',
  414: 'The path is too long',
  415: 'The body is of a kind that is not read here',
  429: 'Too many calls',
};

const UNREAD: Readonly<Record<string, readonly [status: number, title: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come in time'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large'],
};

/** Codes of PostgreSQL and of sockets that say the database is away, not that the question is wrong. */
const AWAY = /^(?:08|53|57P|57014|58|25006|25P03|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/u;
/** A connection that broke under a call says so in words only. */
const BROKEN = /Connection terminated|not queryable|timeout exceeded when trying to connect/u;
const NO_ROOM = '53100';
/** A text with the character 0, which no text of the record can hold. */
const NO_TEXT = ['22021', '22P05'];

/** What an error is to whoever called; undefined where it is a fault of the program. */
function problemOf(error: unknown): Problem | undefined {
  if (error instanceof ProblemError) return error.problem;
  const made = (status: number, title: string, more: Omit<Problem, 'type' | 'title' | 'status'> = {}): Problem =>
    new ProblemError(status, title, more).problem;
  if (error instanceof InputError) return made(400, 'The input cannot be used', { faults: error.faults });
  if (error instanceof ConflictError)
    return made(409, 'The record was changed meanwhile', {
      detail: 'Read it again and decide anew',
      ...(error.found >= 0 ? { sequence: error.found } : {}),
    });
  if (error instanceof KeyReusedError)
    return made(422, 'The idempotency key was used for another request', { detail: 'Use a new key' });
  const code = codeOf(error);
  if (NO_TEXT.includes(code))
    return made(400, 'The input has a character that no text can hold', { detail: 'Take out U+0000' });
  if (code === NO_ROOM)
    return made(507, 'The record has no room', { detail: 'Nothing was written: make room on its disk and try again' });
  if (isAway(error)) return made(503, 'The record cannot be reached', { detail: 'Try again in a moment' });
  const { statusCode, validation } = error as Partial<FastifyError>;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  if (validation === undefined) return made(statusCode, TITLES[statusCode] ?? 'This is no request that can be read');
  const faults = validation.map(({ instancePath, message = 'this is not right' }) => ({
    where: instancePath,
    what: message,
    mend: 'See /openapi.json for what is wanted here',
  }));
  return made(400, 'The input cannot be used', { faults });
}

function isAway(error: unknown): boolean {
  return error instanceof Error && (AWAY.test(codeOf(error)) || BROKEN.test(error.message));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A fault as the log has it: where it happened. Its message may repeat what was sent, and is left out. */
export function loggedFault(error: unknown): object {
  const { name, message, stack } = error instanceof Error ? error : new Error('not an error');
  return { fault: { name, stack: stack?.replace(message, '…') } };
}

/** The one place where an error becomes an answer. What is the program's fault is logged and said without its inside. */
export async function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const problem = problemOf(error);
  if (problem === undefined) {
    request.log.error(loggedFault(error), 'a fault of the program');
  }
  const told = problem ?? { type: 'about:blank', title: 'A fault of the program', status: 500 };
  if (told.status === 503) void reply.header('retry-after', '1');
  if (request.routeOptions.config.fhir === true)
    return reply
      .status(told.status)
      .type('application/fhir+json')
      .send(JSON.stringify(asOutcome(told)));
  await reply.status(told.status).type('application/problem+json').send(JSON.stringify(told));
}

/** The same for a caller who speaks FHIR. */
function asOutcome({ status, title, detail, faults = [] }: Problem): OperationOutcome {
  const places = faults.map((fault) => ({ where: 'where' in fault ? fault.where : fault.field, ...fault }));
  return outcome(status, detail === undefined ? title : `${title}: ${detail}`, places);
}
