import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ROLES, type Caller } from '../caller.ts';
import { callerOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';
import { sessionCookie, SESSION_SECONDS } from './sign-in.ts';
import type { Tokens } from './tokens.ts';

/** Sign-in on one machine, without a provider: a link that is printed where the service was started, and works once. */
export interface LocalSignIn {
  /** To be opened in a browser on this machine. */
  readonly link: () => string;
}

/**
 * Adds the route of the link to an app that listens on this machine only.
 * @param caller whom the link signs in
 * @param organisations between which they may change
 */
export function localSignIn(
  app: FastifyInstance,
  tokens: Tokens,
  caller: Caller,
  organisations: readonly string[],
  origin: () => string,
): LocalSignIn {
  const secret = randomBytes(24).toString('base64url');
  let used = false;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/sign-in/local',
    {
      config: { route: 'open', signsIn: true },
      schema: { summary: 'The link that was printed', hide: true, querystring: z.object({ key: z.string().max(200) }) },
    },
    async (request, reply) => {
      const given = Buffer.from(request.query.key);
      const wanted = Buffer.from(secret);
      const right = given.length === wanted.length && timingSafeEqual(given, wanted);
      if (used || !right)
        throw new ProblemError(403, 'This link does not sign in', { detail: 'It works once: start the service again' });
      used = true;
      const token = await tokens.make(caller, 'session', SESSION_SECONDS);
      await reply.header('set-cookie', sessionCookie(token, origin())).redirect('/');
    },
  );
  // One person on one machine does everybody's work: they say whose they do now.
  app.withTypeProvider<ZodTypeProvider>().post(
    '/sign-in/as',
    {
      config: { route: 'me' },
      schema: {
        summary: 'Work in another role, or for another organisation of this machine',
        body: z.object({ role: z.enum(ROLES), organisation: z.string().optional() }),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const { role, organisation = callerOf(request).organisation } = request.body;
      if (!organisations.includes(organisation))
        throw new ProblemError(403, 'This is no organisation of this machine', { detail: organisations.join(', ') });
      const token = await tokens.make({ ...caller, organisation, role }, 'session', SESSION_SECONDS);
      await reply.status(204).header('set-cookie', sessionCookie(token, origin())).send();
    },
  );
  return { link: () => `${origin()}/sign-in/local?key=${secret}` };
}
