import type { FastifyInstance } from 'fastify';

const BELOW = '/cds-services';
const SECONDS = '600';

/**
 * Lets pages of other origins call the hooks: those that the setting names; what is published to everybody may be read
 * from anywhere. No cookie goes with such a call, so that nobody's session answers a page of others.
 */
export function allowOrigins(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    const path = request.url.replace(/\?.*$/u, '');
    if (path === BELOW) void reply.header('access-control-allow-origin', '*');
    else if (path.startsWith(`${BELOW}/`)) {
      void reply.header('vary', 'origin');
      if (origin !== undefined && origins.includes(origin)) void reply.header('access-control-allow-origin', origin);
    }
    done();
  });
  for (const url of [BELOW, `${BELOW}/*`])
    app.options(url, { config: { route: 'open' }, schema: { hide: true } }, async (_request, reply) => {
      await reply
        .status(204)
        .header('access-control-allow-methods', url === BELOW ? 'GET' : 'POST')
        .header('access-control-allow-headers', 'authorization, content-type')
        .header('access-control-max-age', SECONDS)
        .send();
    });
}
