import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from './problem.ts';

/** Where set-up puts the page. */
const BUILT = path.resolve(import.meta.dirname, '..', '..', 'build', 'page');
const NONCE = /NONCE-OF-THE-ANSWER/gu;
/** What the build names its files. */
const NAME = /^[\w-]+(?:\.[\w-]+)+$/u;
const YEAR_SECONDS = 31_536_000;

/** What a browser may do with the page: scripts of our own only, and styles that carry the word of this answer. */
function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // React sets single styles by script, which no policy hinders; what stands in the text of a page is not let through.
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Serves the page: its files under `/assets/`, and the page itself at every address that a browser asks for and no route
 * has. Nothing of a patient is in it; what it shows it asks of the routes that are guarded.
 * @returns the page as an answer where a call is one for it; false where it is not
 */
export async function servePage(
  app: FastifyInstance,
  folder = BUILT,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  const file = path.join(folder, 'index.html');
  await app.register(fastifyStatic, {
    root: path.join(folder, 'assets'),
    serve: false,
    cacheControl: false,
    preCompressed: true,
  });
  app.get<{ readonly Params: { readonly file: string } }>(
    '/assets/:file',
    { config: { route: 'open' }, schema: { hide: true } },
    async ({ params: { file: name } }, reply) => {
      if (!NAME.test(name) || !existsSync(path.join(folder, 'assets', name)))
        throw new ProblemError(404, 'There is nothing here');
      // A file of another content has another name.
      return reply.header('cache-control', `public, max-age=${String(YEAR_SECONDS)}, immutable`).sendFile(name);
    },
  );
  return (request, reply) => {
    if (!isForPage(request)) return false;
    // Read for each answer: a page that was built anew is served without a restart.
    if (!existsSync(file)) throw new ProblemError(404, 'The page is not built', { detail: 'npm start builds it' });
    const nonce = randomBytes(16).toString('base64url');
    void reply
      .header('content-security-policy', policyWith(nonce))
      .type('text/html; charset=utf-8')
      .send(readFileSync(file, 'utf8').replace(NONCE, nonce));
    return true;
  };
}

/** Prefixes of what programs call: there nothing but a route answers. */
const OF_PROGRAMS = /^\/(?:v1|fhir|auth|assets|health|metrics|sign-in|sign-out|\.well-known|openapi\.json)(?:[/?]|$)/u;

function isForPage({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return !OF_PROGRAMS.test(url) && (headers.accept ?? '').includes('text/html');
}
