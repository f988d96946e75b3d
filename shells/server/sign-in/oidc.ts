import type { FastifyInstance } from 'fastify';
import * as oidc from 'openid-client';
import { SignJWT, jwtVerify } from 'jose';
import type { Settings } from '../settings.ts';
import { ProblemError } from '../problem.ts';
import { claimsWanted, personOf, type People } from './people.ts';
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

  const start = { config: { route: 'open', signsIn: true }, schema: { hide: true } } as const;
  app.get('/sign-in', start, async (request, reply) => {
    const { to } = request.query as Readonly<Record<string, unknown>>;
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const flow = await new SignJWT({ verifier, state, nonce, to: pathOf(to, origin()) })
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
        claims = await claimsOf(provider, answered, claimsWanted(people));
      } catch {
        throw new ProblemError(403, 'The provider did not confirm the sign-in', again);
      }
      const caller = claims === undefined ? undefined : personOf(people, claims);
      if (caller === undefined)
        throw new ProblemError(403, 'No rule lets you in', { detail: 'Ask whoever keeps the list of people' });
      const token = await tokens.make(caller, 'session', SESSION_SECONDS);
      await reply.header('set-cookie', [sessionCookie(token, origin()), flowCookie('', 0, origin())]).redirect(flow.to);
    },
  );
}

/**
 * What the provider says of a person: in its id token, and at its address for more where that lacks what the rules ask.
 * @throws Error where the provider does not answer, or answers for somebody else
 */
async function claimsOf(
  provider: oidc.Configuration,
  answered: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
  wanted: readonly string[],
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const claims = answered.claims();
  if (claims === undefined || wanted.every((name) => name in claims)) return claims;
  if (provider.serverMetadata().userinfo_endpoint === undefined) return claims;
  const more = await oidc.fetchUserInfo(provider, answered.access_token, claims.sub);
  // What is signed counts before what is told.
  return { ...more, ...claims };
}

/** Longer than any address of the page. */
const LONGEST_PATH = 1_000;

/** Where a person goes after the sign-in: a place of ours that was asked for before it, and nothing of anybody else. */
function pathOf(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || asked.length > LONGEST_PATH || !asked.startsWith('/')) return '/';
  const url = URL.parse(asked, origin);
  // Two slashes at the beginning would be another host.
  if (url?.origin !== new URL(origin).origin || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

function flowCookie(flow: string, seconds: number, origin: string): string {
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `${FLOW}=${flow}; Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=${String(seconds)}${secure}`;
}

interface Flow {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** Where to go after it: a path of ours. */
  readonly to: string;
}

async function flowOf(cookies: string, key: Uint8Array): Promise<Flow | undefined> {
  const token = new RegExp(`(?:^|;\\s*)${FLOW}=([^;]+)`, 'u').exec(cookies)?.[1];
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(token, key, { audience: FLOW, algorithms: ['HS256'], requiredClaims: ['exp'] });
    const { verifier, state, nonce, to } = payload;
    if (typeof verifier !== 'string' || typeof state !== 'string' || typeof nonce !== 'string') return undefined;
    return { verifier, state, nonce, to: typeof to === 'string' ? to : '/' };
  } catch {
    return undefined;
  }
}
