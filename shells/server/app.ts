import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerRoutes } from './answer-routes.ts';
import { calendarFileRoute } from './calendar-file-route.ts';
import { auditRoutes } from './audits/routes.ts';
import { careRoutes } from './care-routes.ts';
import { chainRoutes } from './chain-routes.ts';
import { claimRoutes } from './claim-routes.ts';
import { courseRoutes } from './courses.ts';
import { coverageRoutes } from './coverage-routes.ts';
import { passageRoutes } from './passage-routes.ts';
import { exportRoutes } from './exports.ts';
import { guard } from './guard.ts';
import { isDeeperThan, LIMITS, type Limits } from './limits.ts';
import { liveRoute } from './live.ts';
import { observe } from './observe.ts';
import { documented, OPENAPI } from './openapi.ts';
import { otherRoutes } from './other-routes.ts';
import { policyDocumentRoutes } from './policy-document-routes.ts';
import { policyDraftRoutes } from './policy-draft-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { servePage } from './page.ts';
import { crdRoutes } from '../crd/routes.ts';
import { dtrRoutes } from '../dtr/routes.ts';
import { metadataRoute } from '../fhir/metadata.ts';
import { pasRoutes } from '../pas/routes.ts';
import { answerProblem, answerUnread, ProblemError } from './problem.ts';
import { queueRoute } from './request-queue.ts';
import { requestRoutes } from './requests.ts';
import type { Service } from './service.ts';
import { workRoutes } from './work-routes.ts';

const SWEEP_MS = 50;
const LIVE = z.object({ status: z.literal('live') });

/** The service as an app that can be listened with, or be asked directly in a test. */
export async function appOf(
  service: Service,
  logger: FastifyBaseLogger,
  limits: Limits = LIMITS,
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleMs,
    http: { headersTimeout: limits.requestMs, connectionsCheckingInterval: Math.min(limits.requestMs, 10_000) },
    // Calls on a connection that was kept open are answered while the service closes, as those that run are.
    return503OnClosing: false,
    clientErrorHandler: answerUnread,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    // The ids of streams are enough to find a call in the log; paths of others may hold names.
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    trustProxy: false,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  app.addContentTypeParser('application/fhir+json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
  await app.register(helmet);
  await app.register(rateLimit, {
    max: (request) => (request.routeOptions.config.signsIn === true ? limits.signInsPerMinute : limits.callsPerMinute),
    keyGenerator: (request) => `${String(request.routeOptions.config.signsIn === true)} ${request.ip}`,
    timeWindow: '1 minute',
  });
  await app.register(swagger, {
    openapi: OPENAPI,
    transform: documented,
  });
  app.addHook('preValidation', (request, _reply, done) => {
    if (isDeeperThan(limits.depth, request.body))
      throw new ProblemError(400, 'The input is nested too deeply', { detail: `At most ${limits.depth} levels` });
    done();
  });
  app.addHook('onRequest', (_request, reply, done) => {
    // Whatever it is, it is of this moment and perhaps of a patient: nothing on the way keeps it.
    void reply.header('cache-control', 'no-store');
    done();
  });
  app.addHook('preClose', (done) => {
    // A connection whose last call ends after this would be kept open for the next one, and hold up the end.
    const sweep = setInterval(() => {
      app.server.closeIdleConnections();
    }, SWEEP_MS);
    sweep.unref();
    app.server.once('close', () => {
      clearInterval(sweep);
    });
    done();
  });
  guard(app, service);
  observe(app, service);
  const page = await servePage(app);
  app.setNotFoundHandler(async (request, reply) => {
    if (!page(request, reply)) await answerProblem(new ProblemError(404, 'There is nothing here'), request, reply);
    return reply;
  });
  liveRoute(app, service.database, limits);
  answerRoutes(app, service);
  calendarFileRoute(app, service);
  courseRoutes(app, service);
  coverageRoutes(app, service);
  auditRoutes(app, service);
  careRoutes(app, service);
  chainRoutes(app, service);
  claimRoutes(app, service);
  passageRoutes(app, service);
  requestRoutes(app, service);
  queueRoute(app, service);
  exportRoutes(app, service);
  crdRoutes(app, service);
  dtrRoutes(app, service);
  metadataRoute(app, service);
  pasRoutes(app, service);
  workRoutes(app, service);
  policyRoutes(app, service);
  policyDocumentRoutes(app, service);
  policyDraftRoutes(app, service);
  otherRoutes(app, service);
  app.get(
    '/health/live',
    { config: { route: 'open' }, schema: { summary: 'It runs', response: { 200: LIVE } } },
    () => ({
      status: 'live',
    }),
  );
  app.get('/openapi.json', { config: { route: 'open' }, schema: { summary: 'This document' } }, () => app.swagger());
  return app;
}
