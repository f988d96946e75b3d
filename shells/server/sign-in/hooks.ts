import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { Temporal } from 'temporal-polyfill';
import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem.ts';
import type { Service } from '../service.ts';
import type { MachineClient } from './clients.ts';

const ALGORITHMS = ['ES384', 'RS384'];
/** A token lives five minutes at most: it is remembered as long, so that it is taken once. */
const SECONDS = 300;
/** After so many calls what has run out is forgotten. */
const SWEPT = 500;
const JTI = /^[\u0020-\u007e]{1,200}$/u;

/** Says whose token a call of CDS Hooks came with; undefined where it is nobody's. */
type HookSignIn = (authorization: string | undefined, address: string) => Promise<Caller | undefined>;

/**
 * The sign-in of CDS Hooks: each call brings a token that its client signed for this very service. Issuers and their keys
 * are those of the clients file; an address of keys in the token itself has to be the one that stands there.
 */
export function hookSignIn({ clients, database, now }: Pick<Service, 'clients' | 'database' | 'now'>): HookSignIn {
  const known = new Map(
    clients.flatMap((client) => {
      const keys = keysOf(client);
      return client.hooks === undefined || keys === undefined ? [] : [[client.hooks.issuer, { client, keys }] as const];
    }),
  );
  const seconds = (): number => Math.floor(Temporal.Instant.from(now()).epochMilliseconds / 1000);
  let calls = 0;
  return async (authorization, address) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/u.exec(authorization ?? '')?.[1];
    if (token === undefined || known.size === 0) return undefined;
    const signed = await signedBy(token, address, known, seconds());
    if (signed === undefined) return undefined;
    const { client, jti, exp } = signed;
    const name = `hooks ${client.id}`;
    const taken = await database.owner
      .insertInto('used_assertion')
      .values({ client: name, jti, expires: String(exp) })
      .onConflict((conflict) => conflict.columns(['client', 'jti']).doNothing())
      .executeTakeFirst();
    if (taken.numInsertedOrUpdatedRows !== 1n) return undefined;
    // Those that have run out need not be remembered: their time refuses them. Not with every call of a busy clinic.
    calls += 1;
    if (calls % SWEPT === 0)
      await database.owner
        .deleteFrom('used_assertion')
        .where('expires', '<', String(seconds() - SECONDS))
        .execute();
    const { organisation, id } = client;
    return { organisation, id, name: client.name, role: 'machine', kind: 'machine' };
  };
}

interface Known {
  readonly client: MachineClient;
  readonly keys: JWTVerifyGetKey;
}

interface Signed {
  readonly client: MachineClient;
  readonly jti: string;
  /** Seconds since 1970. */
  readonly exp: number;
}

async function signedBy(
  token: string,
  address: string,
  known: ReadonlyMap<string, Known>,
  now: number,
): Promise<Signed | undefined> {
  try {
    const { iss } = decodeJwt(token);
    const found = known.get(iss ?? '');
    if (found === undefined) return undefined;
    const { client, keys } = found;
    const { jku, typ } = decodeProtectedHeader(token);
    if (jku !== undefined && jku !== addressOf(client)) return undefined;
    if (typ !== undefined && typ.toUpperCase() !== 'JWT') return undefined;
    // eslint-disable-next-line no-restricted-globals -- the library takes the moment in no other form
    const currentDate = new Date(now * 1000);
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer: client.hooks?.issuer ?? '', audience: address, algorithms: ALGORITHMS },
      ...{ requiredClaims: ['exp', 'iat', 'jti'], currentDate, clockTolerance: LEEWAY },
    });
    const { exp = Infinity, iat = 0, jti } = payload;
    if (exp > now + SECONDS + LEEWAY || exp - iat > SECONDS || iat > now + LEEWAY) return undefined;
    return typeof jti === 'string' && JTI.test(jti) ? { client, jti, exp } : undefined;
  } catch (error) {
    // What is wrong with a token is not told; that its keys cannot be fetched is not the token's fault.
    if (error instanceof TypeError && error.message === 'fetch failed')
      throw new ProblemError(503, 'The keys of the client cannot be fetched', { detail: 'Try again in a moment' });
    return undefined;
  }
}

/** Seconds by which the clocks of two machines may differ. */
const LEEWAY = 30;

/** Where a client publishes its keys; undefined where they stand in the clients file. */
function addressOf({ hooks, jwksUri }: MachineClient): string | undefined {
  return hooks?.jku ?? (hooks?.jwks === undefined ? jwksUri : undefined);
}

function keysOf(client: MachineClient): JWTVerifyGetKey | undefined {
  const address = addressOf(client);
  if (address !== undefined) return createRemoteJWKSet(new URL(address));
  const keys = client.hooks?.jwks ?? client.jwks;
  return keys && createLocalJWKSet(keys);
}
