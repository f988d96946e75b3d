import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem.ts';
import type { IncomingCall } from '../service.ts';
import type { Tokens } from './tokens.ts';

/** The cookie that holds a person's session. */
const SESSION = 'stepwise-session';
export const SESSION_SECONDS = 12 * 3600;

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Who makes a call, from its bearer token or its session cookie; undefined where nobody is signed in. A browser sends
 * its cookie along with whatever another page makes it send: a call that changes something has to come from our own.
 * @param origin how the service is reached
 * @throws ProblemError 403 where a session comes from another page
 */
export async function whoCalls(
  { method, headers }: IncomingCall,
  tokens: Tokens,
  origin: string,
  nowSeconds: number,
): Promise<Caller | undefined> {
  const authorization = one(headers['authorization']);
  if (authorization !== undefined) {
    const token = /^Bearer ([\w.~+/=-]+)$/iu.exec(authorization)?.[1];
    return token === undefined ? undefined : tokens.read(token, 'access', nowSeconds);
  }
  const session = sessionOf({ headers });
  if (session === undefined) return undefined;
  if (!READS.includes(method) && one(headers['origin']) !== origin)
    throw new ProblemError(403, 'The call comes from another page', { detail: `Open ${origin} and try again` });
  return tokens.read(session, 'session', nowSeconds);
}

/**
 * The cookie by which a session goes on that somebody uses; undefined where a call comes without one, or where it lasts
 * long enough as it is.
 */
export async function renewedSession(
  { headers }: IncomingCall,
  tokens: Tokens,
  origin: string,
  nowSeconds: number,
): Promise<string | undefined> {
  const session = one(headers['authorization']) === undefined ? sessionOf({ headers }) : undefined;
  if (session === undefined) return undefined;
  const renewed = await tokens.renewed(session, nowSeconds);
  return renewed && sessionCookie(renewed.token, origin, renewed.seconds);
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}

/** The token of the session that a call comes with; undefined where it comes with none. */
export function sessionOf({ headers }: Pick<IncomingCall, 'headers'>): string | undefined {
  return cookieOf(one(headers['cookie']) ?? '', SESSION);
}

function cookieOf(header: string, name: string): string | undefined {
  const found = header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** The cookie of a session, gone at once where `seconds` is 0: not for scripts, not for other sites, and over TLS only, except on the machine itself. */
export function sessionCookie(token: string, origin: string, seconds = SESSION_SECONDS): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${SESSION}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(seconds)}${secure}`;
}
