import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from './caller.ts';
import { ProblemError } from './problem.ts';
import { may, MAY, type RouteId } from './roles.ts';
import type { Service } from './service.ts';

/** Routes that need no sign-in, by what they are: nothing of a patient is behind them. */
const OPEN = 'open';

/**
 * Guards every route of an app: whoever is not signed in is told so, whoever may not is told so, and a route that says
 * neither its row in the table of roles nor that it is open does not start.
 */
export function guard(app: FastifyInstance, service: Service): void {
  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ config, url }) => {
    const route = config?.route;
    if (route !== OPEN && (route === undefined || !(route in MAY)))
      throw new Error(`The route ${url} has no row in the table of roles`);
  });
  app.addHook('onRequest', async (request) => {
    const { route } = request.routeOptions.config;
    // A path that no route has is told as such, signed in or not.
    if (route === undefined || route === OPEN) return;
    const caller = await service.callerOf(request);
    if (caller === undefined) throw new ProblemError(401, 'Sign in first');
    if (!may(caller.role, route as RouteId))
      throw new ProblemError(403, 'This is not for your role', { detail: `You are signed in as ${caller.role}` });
    request.setDecorator<Caller>('caller', caller);
  });
}

/** Who calls, inside a guarded route. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('a guarded route has a caller');
  return request.caller;
}
