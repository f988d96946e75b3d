import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Database } from '../../store/database.ts';
import { ROLES, type Caller } from '../caller.ts';

const ISSUER = 'stepwise';
const ALGORITHM = 'HS256';
const KEY = 'token-key';

/** What a token is for: a browser's session is no access token, and the other way round. */
export type Use = 'session' | 'access';

const callerShape = z.strictObject({
  organisation: z.string().min(1),
  id: z.string().min(1),
  name: z.string().min(1),
  role: z.enum(ROLES),
  npi: z.string().optional(),
  kind: z.enum(['person', 'machine']),
});

/** Makes and reads the tokens of the service. They hold who somebody is, so that any instance can read them. */
export class Tokens {
  /** Shared by every instance on one database. */
  readonly key: Uint8Array;
  readonly #owner: Database['owner'];
  readonly #known = new Map<string, { readonly caller: Caller; readonly until: number }>();

  constructor(key: Uint8Array, owner: Database['owner']) {
    this.key = key;
    this.#owner = owner;
  }

  /** The tokens of a database: every instance on it shares one key, made by the first. */
  static async of({ owner }: Pick<Database, 'owner'>): Promise<Tokens> {
    await owner
      .insertInto('secret')
      .values({ name: KEY, value: randomBytes(32).toString('base64') })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    const { value } = await owner
      .selectFrom('secret')
      .select('value')
      .where('name', '=', KEY)
      .executeTakeFirstOrThrow();
    return new Tokens(Buffer.from(value, 'base64'), owner);
  }

  async make(caller: Caller, use: Use, seconds: number): Promise<string> {
    return (
      new SignJWT({ caller })
        .setProtectedHeader({ alg: ALGORITHM })
        // Two sessions of one person that begin in one second are two: ending one leaves the other.
        .setJti(randomBytes(12).toString('base64url'))
        .setIssuer(ISSUER)
        .setAudience(use)
        .setIssuedAt()
        .setExpirationTime(`${String(seconds)}s`)
        .sign(this.key)
    );
  }

  /**
   * Whose token it is; undefined where it is none, has run out, was ended, or is for another use. A token that was found
   * sound is not verified again until it runs out; whether a session was ended is asked of the database each time, since
   * another instance may have ended it.
   * @param now seconds since 1970
   */
  async read(token: string, use: Use, now: number): Promise<Caller | undefined> {
    const caller = await this.#verified(token, use, now);
    if (caller === undefined || use === 'access') return caller;
    const ended = await this.#owner
      .selectFrom('ended_session')
      .select('token_hash')
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst();
    return ended === undefined ? caller : undefined;
  }

  /**
   * Ends a session before it runs out, for every instance.
   * @param now seconds since 1970
   */
  async end(token: string, now: number): Promise<void> {
    const expires = String(decodeJwt(token).exp ?? 0);
    await this.#owner
      .insertInto('ended_session')
      .values({ token_hash: hashOf(token), expires })
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .execute();
    await this.#owner
      .deleteFrom('ended_session')
      .where('expires', '<', String(now - LEEWAY))
      .execute();
  }

  async #verified(token: string, use: Use, now: number): Promise<Caller | undefined> {
    const name = createHash('sha256').update(`${use} ${token}`).digest('base64');
    const known = this.#known.get(name);
    if (known !== undefined && known.until > now) return known.caller;
    this.#known.delete(name);
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        audience: use,
        algorithms: [ALGORITHM],
        requiredClaims: ['exp'],
      });
      if ((payload.exp ?? 0) <= now) return undefined;
      const read = callerShape.parse(payload['caller']);
      const { npi, ...rest } = read;
      const caller: Caller = npi === undefined ? rest : { ...rest, npi };
      this.#remember(name, caller, payload.exp ?? 0);
      return caller;
    } catch {
      return undefined;
    }
  }

  /** The oldest are forgotten first: a flood of tokens costs verifications, not memory. */
  #remember(name: string, caller: Caller, until: number): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(name, { caller, until });
  }
}

const REMEMBERED = 10_000;
/** Seconds by which the clocks of two instances may differ. */
const LEEWAY = 300;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
