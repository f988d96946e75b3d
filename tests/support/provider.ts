import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, exportJWK } from 'jose';
import Provider from 'oidc-provider';

/** A real OpenID provider on this machine, at which anybody signs in by giving a name. */
export interface OpenProvider {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
  /** Where the service is: only a redirect to it is allowed. Set before the first sign-in. */
  readonly allow: (origin: string) => void;
  readonly close: () => Promise<void>;
}

/** What the provider says of a person, by the name they sign in with. */
export type Accounts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const CLIENT = 'stepwise-test';
const SECRET = 'a-client-secret-of-the-test';

/** @param whole every claim stands in the id token; else it says who somebody is, and the rest is to be asked for */
export async function openProvider(accounts: Accounts, whole = true): Promise<OpenProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  let redirect = '';
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [`${issuer}/set-later`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    cookies: { keys: ['cookie-key-of-the-test'] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'groups', 'site', 'npi'], profile: ['name'] },
    conformIdTokenClaims: !whole,
    features: { devInteractions: { enabled: true } },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts[id] }),
    }),
  });
  // The port of the service is known once it listens: whatever of its addresses is asked for then is right.
  provider.Client.prototype.redirectUriAllowed = (uri) => uri === redirect;
  server.on('request', provider.callback());
  return {
    ...{ issuer, client: CLIENT, secret: SECRET },
    allow: (origin) => {
      redirect = `${origin}/sign-in/back`;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A browser: it keeps cookies by host and follows where it is sent, one step at a time. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Every `set-cookie` that came, as it was written. */
  readonly set: string[] = [];

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(new URL(origin).host)?.get(name);
  }

  put(origin: string, name: string, value: string): void {
    const { host } = new URL(origin);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar.set(name, value));
  }

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.#cookies.get(new URL(url).host) ?? new Map<string, string>();
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    const answered = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answered.headers.getSetCookie()) {
      this.set.push(line);
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/iu.test(line)) jar.delete(pair.slice(0, at));
      else this.put(url, pair.slice(0, at), pair.slice(at + 1));
    }
    return answered;
  }
}

/** Signs in at the provider as its form would, and says the address that the browser is sent back to. */
export async function atProvider(browser: Browser, start: string, name: string): Promise<string> {
  let url = start;
  const { origin } = new URL(start);
  for (let step = 0; step < 12; step++) {
    const answered = await browser.go(url);
    const to = answered.headers.get('location');
    if (to !== null) {
      const next = new URL(to, url);
      if (next.origin !== origin) return next.href;
      url = next.href;
      continue;
    }
    const page = await answered.text();
    const action = /<form[^>]*action="([^"]+)"/u.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/u.exec(page)?.[1];
    if (action === undefined || prompt === undefined)
      throw new Error(`the provider shows no form: ${page.slice(0, 500)}`);
    const form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login: name, password: 'any' } : {}) });
    const done = await browser.go(new URL(action, url).href, { method: 'POST', body: form });
    url = new URL(done.headers.get('location') ?? '', url).href;
    if (new URL(url).origin !== origin) return url;
  }
  throw new Error('the provider does not come to an end');
}
