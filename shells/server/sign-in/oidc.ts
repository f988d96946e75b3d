import type { FastifyInstance } from 'fastify';
import * as oidc from 'openid-client';
import { SignJWT, jwtVerify } from 'jose';
import type { Settings } from '../settings.ts';
import { ProblemError } from '../problem.ts';
import { personOf, type People } from './people.ts';
import { sessionCookie, SESSION_SECONDS } from './sign-in.ts';
import type { Tokens } from './tokens.ts';

/** The cookie that carries a sign-in from its start to its end; it holds no more than what the end is checked against. */
const FLOW = 'stepwise-sign-in';
const FLOW_SECONDS = 600;

/**
 * Sign-in by an OpenID provider: authorization code with PKCE, state and nonce.
 * @throws Error where the provider cannot be reached
 */
export async function oidcSignIn(
  app: FastifyInstance,
  settings: Settings,
  people: People,
  tokens: Tokens,
  origin: () => string,
): Promise<void> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client, OIDC_CLIENT_SECRET: secret } = settings;
  if (issuer === undefined || client === undefined) throw new Error('the settings name no provider');
  const url = new URL(issuer);
  // Without TLS only where both are on this machine.
  const plain = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it is noticed: it is for loopback alone
  const insecure = oidc.allowInsecureRequests;
  const provider = await oidc.discovery(url, client, secret, undefined, {
    ...(plain ? { execute: [insecure] } : {}),
  });
  const redirect = (): string => `${origin()}/sign-in/back`;

  app.get('/sign-in', { config: { route: 'open', signsIn: true }, schema: { hide: true } }, async (_request, reply) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const flow = await new SignJWT({ verifier, state, nonce })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(FLOW)
      .setExpirationTime(`${String(FLOW_SECONDS)}s`)
      .sign(tokens.key);
    const target = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirect(),
      scope: 'openid profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    await reply.header('set-cookie', flowCookie(flow, FLOW_SECONDS, origin())).redirect(target.href);
  });

  app.get(
    '/sign-in/back',
    { config: { route: 'open', signsIn: true }, schema: { hide: true } },
    async (request, reply) => {
      const again = { detail: `Start again at ${origin()}/sign-in` };
      const flow = await flowOf(request.headers.cookie ?? '', tokens.key);
      if (flow === undefined) throw new ProblemError(403, 'The sign-in was not begun here, or took too long', again);
      let claims: Readonly<Record<string, unknown>> | undefined;
      try {
        const answered = await oidc.authorizationCodeGrant(provider, new URL(request.url, origin()), {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
        });
        claims = answered.claims();
      } catch {
        throw new ProblemError(403, 'The provider did not confirm the sign-in', again);
      }
      const caller = claims === undefined ? undefined : personOf(people, claims);
      if (caller === undefined)
        throw new ProblemError(403, 'No rule lets you in', { detail: 'Ask whoever keeps the list of people' });
      const token = await tokens.make(caller, 'session', SESSION_SECONDS);
      await reply.header('set-cookie', [sessionCookie(token, origin()), flowCookie('', 0, origin())]).redirect('/');
    },
  );
}

function flowCookie(flow: string, seconds: number, origin: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${FLOW}=${flow}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=${String(seconds)}${secure}`;
}

interface Flow {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

async function flowOf(cookies: string, key: Uint8Array): Promise<Flow | undefined> {
  const token = new RegExp(`(?:^|;\\s*)${FLOW}=([^;]+)`, 'u').exec(cookies)?.[1];
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(token, key, { audience: FLOW, algorithms: ['HS256'], requiredClaims: ['exp'] });
    const { verifier, state, nonce } = payload;
    if (typeof verifier !== 'string' || typeof state !== 'string' || typeof nonce !== 'string') return undefined;
    return { verifier, state, nonce };
  } catch {
    return undefined;
  }
}
