import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Service } from './service.ts';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Counts what is called, and writes one line of each call to the log: the route, never what was in it. */
export function observe(
  app: FastifyInstance,
  { database, figuresTo = () => false }: Pick<Service, 'database' | 'figuresTo'>,
): void {
  const registry = new Registry();
  const labels = ['method', 'route', 'status'] as const;
  const calls = new Counter({
    name: 'stepwise_http_requests_total',
    help: 'Calls',
    labelNames: labels,
    registers: [registry],
  });
  const time = new Histogram({
    ...{ name: 'stepwise_http_request_duration_seconds', help: 'Time to answer', labelNames: ['method', 'route'] },
    ...{ buckets: SECONDS, registers: [registry] },
  });
  const memory = new Gauge({ name: 'stepwise_memory_bytes', help: 'Resident memory', registers: [registry] });
  const connections = new Gauge({
    name: 'stepwise_database_connections',
    help: 'Open connections',
    registers: [registry],
  });

  app.addHook('onResponse', (request, reply, done) => {
    // The pattern of the path: its values may be of a patient.
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    calls.inc({ method, route, status: String(reply.statusCode) });
    time.observe({ method, route }, reply.elapsedTime / 1000);
    request.log.info(
      { call: { id: request.id, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) } },
      'call',
    );
    done();
  });
  app.get(
    '/metrics',
    { config: { route: 'metrics.read', scope: '*.r', letsIn: figuresTo }, schema: { hide: true } },
    async (_request, reply) => {
      memory.set(process.memoryUsage.rss());
      connections.set(database.connections());
      await reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}
