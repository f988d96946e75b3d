import type { FastifyInstance } from 'fastify';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { Database } from '../../store/database.ts';
import type { Caller } from '../caller.ts';
import { ProblemError } from '../problem.ts';
import type { MachineClient } from './clients.ts';
import { EVERYTHING, granted, SCOPES_TOLD } from './scopes.ts';
import type { Tokens } from './tokens.ts';

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const FORM = 'application/x-www-form-urlencoded';
/** Larger than any assertion with its scopes. */
const FORM_BYTES = 20_000;
const ALGORITHMS = ['RS384', 'ES384'];
const tokenShape = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.literal(300),
  scope: z.string(),
});
/** An assertion lives five minutes at most, and the token that it buys as long. */
const SECONDS = 300;

/**
 * SMART Backend Services: a program signs an assertion with its private key and gets an access token that lives five
 * minutes. An assertion is taken once, by whichever instance of the service it reaches.
 */
export function machineSignIn(
  app: FastifyInstance,
  clients: readonly MachineClient[],
  { owner }: Pick<Database, 'owner'>,
  tokens: Tokens,
  origin: () => string,
  nowSeconds: () => number,
): void {
  const keys = new Map<string, JWTVerifyGetKey>(
    clients.map(({ id, jwks, jwksUri }) => [
      id,
      jwksUri === undefined ? createLocalJWKSet(jwks ?? { keys: [] }) : createRemoteJWKSet(new URL(jwksUri)),
    ]),
  );
  const address = (): string => `${origin()}/auth/token`;
  app.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });

  // Told at the root, and under the base of the FHIR routes, where SMART looks for it.
  for (const where of ['/.well-known/smart-configuration', '/fhir/.well-known/smart-configuration'])
    app.get(where, { config: { route: 'open' }, schema: { hide: true } }, () => ({
      token_endpoint: address(),
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
      grant_types_supported: ['client_credentials'],
      scopes_supported: SCOPES_TOLD,
      capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
      // SMART wants it named, also where nobody comes with a code.
      code_challenge_methods_supported: ['S256'],
    }));

  app.post(
    '/auth/token',
    {
      config: { route: 'open', signsIn: true },
      bodyLimit: FORM_BYTES,
      schema: {
        summary: 'A token for a program',
        description:
          'SMART Backend Services: a form with `grant_type`, `client_assertion_type`, `client_assertion` and `scope`.',
        consumes: [FORM],
        response: { 200: tokenShape, 400: z.object({ error: z.string() }) },
      },
    },
    async (request, reply) => {
      const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
      // Not awaited: a reply comes true when it has been sent.
      void reply.header('cache-control', 'no-store');
      const refuse = (error: string): unknown => reply.status(400).send({ error });
      if (form['grant_type'] !== 'client_credentials') return refuse('unsupported_grant_type');
      const assertion = form['client_assertion'];
      if (form['client_assertion_type'] !== ASSERTION || typeof assertion !== 'string') return refuse('invalid_client');
      const client = await clientBy(assertion);
      if (client === undefined) return refuse('invalid_client');
      const asked = form['scope'];
      const scopes = granted(typeof asked === 'string' ? asked : '', client.scopes ?? [EVERYTHING]);
      if (scopes.length === 0) return refuse('invalid_scope');
      const token = await tokens.make({ ...callerOf(client), scopes }, 'access', SECONDS);
      return reply.send({
        ...{ access_token: token, token_type: 'bearer', expires_in: SECONDS, scope: scopes.join(' ') },
      });
    },
  );

  async function clientBy(assertion: string): Promise<MachineClient | undefined> {
    const signed = await signedBy(assertion);
    if (signed === undefined) return undefined;
    const { client, exp, jti } = signed;
    const taken = await owner
      .insertInto('used_assertion')
      .values({ client: client.id, jti, expires: String(exp) })
      .onConflict((conflict) => conflict.columns(['client', 'jti']).doNothing())
      .executeTakeFirst();
    if (taken.numInsertedOrUpdatedRows !== 1n) return undefined;
    // Those that have run out need not be remembered: their time refuses them.
    await owner
      .deleteFrom('used_assertion')
      .where('expires', '<', String(nowSeconds() - SECONDS))
      .execute();
    return client;
  }

  async function signedBy(assertion: string): Promise<Signed | undefined> {
    try {
      const { iss } = decodeJwt(assertion);
      const client = clients.find(({ id }) => id === iss);
      const key = keys.get(iss ?? '');
      if (client === undefined || key === undefined) return undefined;
      const { payload } = await jwtVerify(assertion, key, {
        issuer: client.id,
        subject: client.id,
        audience: address(),
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'jti'],
      });
      const { exp = Infinity, jti } = payload;
      // One that lives longer could be used longer than it is remembered.
      if (exp > nowSeconds() + SECONDS) return undefined;
      return typeof jti === 'string' && JTI.test(jti) ? { client, exp, jti } : undefined;
    } catch (error) {
      // What is wrong with an assertion is not told; that its keys cannot be fetched is not the assertion's fault.
      if (error instanceof TypeError && error.message === 'fetch failed')
        throw new ProblemError(503, 'The keys of the client cannot be fetched', { detail: 'Try again in a moment' });
      return undefined;
    }
  }
}

const callerOf = ({ organisation, id, name }: MachineClient): Caller => ({
  ...{ organisation, id, name, role: 'machine', kind: 'machine' },
});

interface Signed {
  readonly client: MachineClient;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly jti: string;
}

const JTI = /^[\u0020-\u007e]{1,200}$/u;
