import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { machineClock } from '../../cli/today.ts';
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
  scopes: z.array(z.string()).readonly().optional(),
});

/** How long a session lasts, seconds: without a call, and in any case. */
export interface SessionTimes {
  readonly idle: number;
  readonly longest: number;
}

const SESSION_TIMES: SessionTimes = { idle: 1_800, longest: 43_200 };

/** A token that was found sound. */
interface Known {
  readonly caller: Caller;
  /** Seconds since 1970, as `exp` and `iat` of the token. */
  readonly until: number;
  readonly made: number;
  /** Of a session: its id, the same in every token of it, and when it ends in any case, seconds since 1970. */
  readonly session: string;
  readonly end: number;
}

/** Makes and reads the tokens of the service. They hold who somebody is, so that any instance can read them. */
export class Tokens {
  /** Shared by every instance on one database. */
  readonly key: Uint8Array;
  readonly #owner: Database['owner'];
  readonly #times: SessionTimes;
  readonly #known = new Map<string, Known>();

  constructor(key: Uint8Array, owner: Database['owner'], times: SessionTimes) {
    this.key = key;
    this.#owner = owner;
    this.#times = times;
  }

  /** The tokens of a database: every instance on it shares one key, made by the first. */
  static async of({ owner }: Pick<Database, 'owner'>, times = SESSION_TIMES): Promise<Tokens> {
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
    return new Tokens(Buffer.from(value, 'base64'), owner, times);
  }

  /** @param seconds how long it lasts; a session ends sooner where nobody uses it, or its longest time has passed */
  async make(caller: Caller, use: Use, seconds: number): Promise<string> {
    // Two sessions of one person that begin in one second are two: ending one leaves the other.
    const id = randomBytes(12).toString('base64url');
    const made = Math.floor(Temporal.Instant.from(machineClock()).epochMilliseconds / 1000);
    if (use === 'access') return this.#signed(caller, use, { id, made, until: made + seconds });
    const longest = Math.min(seconds, this.#times.longest);
    const until = made + Math.min(longest, this.#times.idle);
    return this.#signed(caller, use, { id, made, until, end: made + longest });
  }

  /**
   * A token by which a session goes on from now, and for how many seconds; undefined where it was none, or was made a
   * moment ago.
   * @param now seconds since 1970
   */
  async renewed(token: string, now: number): Promise<{ readonly token: string; readonly seconds: number } | undefined> {
    const known = await this.#verified(token, 'session', now);
    if (known === undefined || now - known.made < RENEWED_AFTER) return undefined;
    const { caller, session, end } = known;
    const made = Math.floor(now);
    const until = Math.min(made + this.#times.idle, end);
    if (until <= made) return undefined;
    const renewed = await this.#signed(caller, 'session', { id: session, made, until, end });
    return { token: renewed, seconds: until - made };
  }

  async #signed(
    caller: Caller,
    use: Use,
    {
      id,
      made,
      until,
      end,
    }: Omit<Known, 'caller' | 'session' | 'end'> & { readonly id: string; readonly end?: number },
  ): Promise<string> {
    return new SignJWT({ caller, ...(end === undefined ? {} : { end }) })
      .setProtectedHeader({ alg: ALGORITHM })
      .setJti(id)
      .setIssuer(ISSUER)
      .setAudience(use)
      .setIssuedAt(made)
      .setExpirationTime(until)
      .sign(this.key);
  }

  /**
   * Whose token it is; undefined where it is none, has run out, was ended, or is for another use. A token that was found
   * sound is not verified again until it runs out; whether a session was ended is asked of the database each time, since
   * another instance may have ended it.
   * @param now seconds since 1970
   */
  async read(token: string, use: Use, now: number): Promise<Caller | undefined> {
    const known = await this.#verified(token, use, now);
    if (known === undefined || use === 'access') return known?.caller;
    const ended = await this.#owner
      .selectFrom('ended_session')
      .select('token_hash')
      .where('token_hash', '=', hashOf(known.session))
      .executeTakeFirst();
    return ended === undefined ? known.caller : undefined;
  }

  /**
   * Ends a session before it runs out, for every instance.
   * @param now seconds since 1970
   */
  async end(token: string, now: number): Promise<void> {
    const { jti = '', end, exp = 0 } = decodeJwt(token);
    // Every token of the session, also those that were made of it later.
    const expires = String(typeof end === 'number' ? end : exp);
    await this.#owner
      .insertInto('ended_session')
      .values({ token_hash: hashOf(jti), expires })
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .execute();
    await this.#owner
      .deleteFrom('ended_session')
      .where('expires', '<', String(now - LEEWAY))
      .execute();
  }

  async #verified(token: string, use: Use, now: number): Promise<Known | undefined> {
    const name = createHash('sha256').update(`${use} ${token}`).digest('base64');
    const known = this.#known.get(name);
    if (known !== undefined && known.until > now) return known;
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
      const { npi, scopes, ...rest } = read;
      const caller: Caller = {
        ...rest,
        ...(npi === undefined ? {} : { npi }),
        ...(scopes === undefined ? {} : { scopes }),
      };
      const { exp: until = 0, iat: made = 0, jti: session = '' } = payload;
      const sound = { caller, until, made, session, end: Number(payload['end'] ?? until) };
      this.#remember(name, sound);
      return sound;
    } catch {
      return undefined;
    }
  }

  /** The oldest are forgotten first: a flood of tokens costs verifications, not memory. */
  #remember(name: string, sound: Known): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(name, sound);
  }
}

const REMEMBERED = 10_000;
/** A session in use gets a new token no more often than this, seconds. */
const RENEWED_AFTER = 60;
/** Seconds by which the clocks of two instances may differ. */
const LEEWAY = 300;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
