import { importJWK, SignJWT, type JWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { below } from '../chart/elm.ts';
import { machineClock } from '../cli/today.ts';
import { InputError, type InputFault } from '../input/input-error.ts';
import { textAt } from '../pas/element.ts';

/** A payer's FHIR service, and who we are there. */
export interface Connection {
  /** Its address, without a slash at its end. */
  readonly base: string;
  /** As the payer registered it. */
  readonly client: string;
  /** The private key, as its file says it. */
  readonly key: JWK;
}

/** What came back: the status of HTTP, and the JSON of the answer where it is some. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A payer answers within 15 s; a slow line gets as long again. */
const PATIENCE_MS = 30_000;
const LARGEST_BYTES = 25_000_000;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Seconds for which an assertion is good. */
const LIFE = 240;

/**
 * The address of a payer's FHIR service. What is sent there is of patients: it is TLS, or this machine.
 * @throws InputError where it is none
 */
export function serviceAddress(text: string, option: string): string {
  const fault = (what: string): InputError =>
    new InputError([{ where: option, what, mend: 'Write it as https://payer.example/fhir' }]);
  if (!URL.canParse(text)) throw fault(`"${text}" is no absolute address`);
  const { protocol, hostname, search, hash, username } = new URL(text);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) throw fault(`"${text}" is not TLS`);
  if (search !== '' || hash !== '' || username !== '') throw fault(`"${text}" is more than the address of a service`);
  return text.replace(/\/+$/u, '');
}

/** A private key in a file of its own, JSON (JWK). @throws InputError where it is none */
export function readKey(text: string, file: string): JWK {
  try {
    const key: unknown = JSON.parse(text);
    if (below(key, 'kty') !== undefined && below(key, 'd') !== undefined) return key as JWK;
  } catch {
    // Told below: nothing of a key is shown.
  }
  throw new InputError([{ where: file, what: 'this is no private key', mend: 'Give the key as JSON (JWK)' }]);
}

/**
 * Signs in by SMART Backend Services and posts one document to an operation of the service.
 * @throws InputError where the service cannot be reached or does not let us in; nothing was decided then
 */
export async function post(connection: Connection, operation: string, document: unknown): Promise<Reply> {
  const token = await signIn(connection);
  const reply = await call(`${connection.base}/${operation}`, connection.base, {
    method: 'POST',
    headers: {
      'content-type': 'application/fhir+json',
      accept: 'application/fhir+json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(document),
  });
  if (reply.status >= 500) throw away(connection.base, `it answered ${String(reply.status)}`);
  if (reply.status === 401 || reply.status === 403)
    throw refused(connection.base, `it does not let ${connection.client} do this`);
  return reply;
}

async function signIn({ base, client, key }: Connection): Promise<string> {
  const endpoint = await tokenEndpoint(base);
  const alg = key.alg ?? (key.kty === 'RSA' ? 'RS384' : 'ES384');
  // The payer holds it against its own clock: what the call takes for today is nothing to it.
  const now = Math.floor(Temporal.Instant.from(machineClock()).epochMilliseconds / 1000);
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg, typ: 'JWT', ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(endpoint)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + LIFE)
    .sign(await importJWK(key, alg));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: 'system/Claim.cruds system/Subscription.cruds',
    client_assertion_type: ASSERTION,
    client_assertion: assertion,
  });
  const reply = await call(endpoint, base, { method: 'POST', body: form });
  const token = below(reply.body, 'access_token');
  if (typeof token === 'string') return token;
  if (reply.status >= 500) throw away(base, `it answered ${String(reply.status)}`);
  throw refused(base, `it gives ${client} no token (${textAt(reply.body, 'error') ?? String(reply.status)})`);
}

/** As the service tells it below its FHIR address, or else at its root. */
async function tokenEndpoint(base: string): Promise<string> {
  const told = '.well-known/smart-configuration';
  for (const address of [`${base}/${told}`, `${new URL(base).origin}/${told}`]) {
    const { body } = await call(address, base, { headers: { accept: 'application/json' } });
    const endpoint = below(body, 'token_endpoint');
    if (typeof endpoint === 'string') return serviceAddress(endpoint, address);
  }
  throw refused(base, 'it does not say where to sign in');
}

async function call(address: string, base: string, request: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(address, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    if (text.length > LARGEST_BYTES) throw new TypeError('the answer is too large');
    return { status: response.status, body: jsonOf(text) };
  } catch (error) {
    const why = error instanceof Error && error.name === 'TimeoutError' ? 'it does not answer' : 'it cannot be reached';
    throw away(base, why);
  }
}

/** The JSON of a text; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function away(where: string, what: string): InputError {
  const mend = 'Send the same file again later: it is taken as the same request';
  return new InputError([{ where, what, mend } satisfies InputFault]);
}

function refused(where: string, what: string): InputError {
  return new InputError([{ where, what, mend: 'Check --client and --key, and what the payer has registered' }]);
}
