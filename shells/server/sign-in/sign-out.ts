import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionCookie, sessionOf } from './sign-in.ts';
import type { Tokens } from './tokens.ts';

/** Ends the session that asks for it: its token is none from then on, whoever has kept it. */
export function signOut(app: FastifyInstance, tokens: Tokens, origin: () => string, nowSeconds: () => number): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .post(
      '/sign-out',
      { config: { route: 'me' }, schema: { summary: 'Sign out', response: { 204: z.void() } } },
      async (request, reply) => {
        const session = sessionOf(request);
        if (session !== undefined) await tokens.end(session, nowSeconds());
        await reply
          .status(204)
          .header('set-cookie', sessionCookie('', origin(), 0))
          .send();
      },
    );
}
