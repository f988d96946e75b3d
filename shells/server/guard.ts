import type { FastifyInstance, FastifyRequest } from 'fastify';
import { insurerOf } from '../insurers/insurer.ts';
import type { Caller } from './caller.ts';
import type { GuardedRoute } from './guarded-route.ts';
import { ProblemError } from './problem.ts';
import { may, MAY, OF_OTHERS, type RouteId } from './roles.ts';
import type { Service } from './service.ts';
import type { MachineClient } from './sign-in/clients.ts';
import { hookSignIn } from './sign-in/hooks.ts';
import { mayCall } from './sign-in/scopes.ts';

/** Routes that need no sign-in, by what they are: nothing of a patient is behind them. */
const OPEN = 'open';
/** Whoever is signed in may ask who they are and sign out, whatever their token is good for. */
const ALWAYS = 'me';
const LINE = 'live';
const READS = ['GET', 'HEAD'];

/**
 * Guards every route of an app: whoever is not signed in is told so, whoever may not is told so, and a route that says
 * neither its row in the table of roles nor that it is open does not start.
 */
export function guard(app: FastifyInstance, service: Service): void {
  app.decorateRequest('caller', null);
  const routes: GuardedRoute[] = [];
  app.decorate('guarded', routes);
  app.addHook('onRoute', ({ config, url, method }) => {
    const route = config?.route;
    if (route !== OPEN && (route === undefined || !(route in MAY)))
      throw new Error(`The route ${url} has no row in the table of roles`);
    routes.push(...[method].flat().map((one) => ({ method: one, url, route })));
  });
  const ofOthers = new Set(service.clients.filter((client) => isOfAnother(client, service)).map(({ id }) => id));
  const hooks = hookSignIn(service);
  const byHook = async ({ headers, routeOptions, url }: FastifyRequest): Promise<Caller | undefined> =>
    routeOptions.config.hook === true ? hooks(headers.authorization, `${service.origin()}${url}`) : undefined;
  app.addHook('onRequest', async (request, reply) => {
    const { route } = request.routeOptions.config;
    // A path that no route has is told as such, signed in or not.
    if (route === undefined || route === OPEN || request.routeOptions.config.letsIn?.(request) === true) return;
    const caller = (await service.callerOf(request)) ?? (await byHook(request));
    if (caller === undefined) throw new ProblemError(401, 'Sign in first');
    if (!may(caller.role, route as RouteId))
      throw new ProblemError(403, 'This is not for your role', { detail: `You are signed in as ${caller.role}` });
    if (caller.kind === 'machine' && ofOthers.has(caller.id) && !OF_OTHERS.includes(route as RouteId))
      throw new ProblemError(403, 'This is for programs of the payer itself');
    if (route !== ALWAYS && !mayCall(caller, request.routeOptions.config.scope, READS.includes(request.method)))
      throw new ProblemError(403, 'The token is not good for this', { detail: 'Ask for a token with a wider scope' });
    request.setDecorator<Caller>('caller', caller);
    // A line that stays open is no sign that somebody is there.
    const cookie = route === LINE ? undefined : await service.renewed?.(request);
    if (cookie !== undefined) void reply.header('set-cookie', cookie);
  });
}

/** A program that is registered with a payer, and sends or asks for somebody else. */
function isOfAnother({ organisation, submitter, hooks }: MachineClient, { insurers }: Service): boolean {
  return (submitter !== undefined || hooks !== undefined) && insurerOf(insurers, organisation) !== undefined;
}

/** Who calls, inside a guarded route. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('a guarded route has a caller');
  return request.caller;
}
