import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerOf } from '../guard.ts';
import { ProblemError } from '../problem.ts';
import type { Service } from '../service.ts';
import { fileOf } from '../shapes.ts';
import { Audits, TAKEN, type Audit, type Owner } from './audits.ts';
import { JOB_FILES } from './told.ts';

const params = z.object({ id: z.uuid() });
const BYTES = 'application/octet-stream';
const fault = z.looseObject({ where: z.string(), what: z.string(), mend: z.string() });
const view = z.object({
  ...{ id: z.string(), policy: z.string(), made: z.string(), until: z.string() },
  state: z.enum(['receiving', 'waiting', 'running', 'done', 'refused', 'broken']),
  files: z.partialRecord(z.enum(TAKEN), z.object({ name: z.string(), bytes: z.int() })),
  progress: z.object({ part: z.string(), percent: z.number() }).nullable(),
  faults: z.array(fault).readonly(),
  answer: z.unknown(),
});
/** A name alone, so that it stays in the folder of its audit, and none of what the audit itself writes. */
const fileName = z
  .string()
  .regex(/^[\p{L}\p{N}_][\p{L}\p{N} ()+_.-]{0,99}\.(?:csv|tsv|txt|parquet|837[ip]?|x12|edi|dat)$/iu)
  .refine((name) => ![...Object.values<string>(JOB_FILES), 'findings.csv'].includes(name.toLowerCase()));
const FORMS = {
  csv: ['findings.csv', 'text/csv'],
  parquet: [JOB_FILES.out, 'application/vnd.apache.parquet'],
  'set-aside': [JOB_FILES.setAside, 'text/csv'],
  report: [JOB_FILES.report, 'text/html'],
} as const;

/** Audits of claim files that are sent here: piece by piece, looked at beside the service, kept for a day. */
export function auditRoutes(app: FastifyInstance, service: Service): void {
  let audits: Audits | undefined;
  const all = (): Audits => (audits ??= new Audits(service.audits, service.knowledge.folder, service.now));
  const found = (request: FastifyRequest, id: string): Audit => all().find(id, ownerOf(request));
  app.addHook('preClose', (done) => {
    audits?.close();
    done();
  });

  app.register((scope, _options, done) => {
    // Not read here: the route takes it as it comes.
    scope.addContentTypeParser(BYTES, (_request, _payload, next) => {
      next(null);
    });
    const routes = scope.withTypeProvider<ZodTypeProvider>();
    const config = { route: 'audits.run' } as const;

    routes.get(
      '/v1/audits',
      { config, schema: { summary: 'Your audits', response: { 200: z.object({ rows: z.array(view).readonly() }) } } },
      (request) => ({ rows: all().of(ownerOf(request)).map(viewOf) }),
    );

    routes.put(
      '/v1/audits/:id',
      {
        config,
        schema: {
          summary: 'Begin an audit under an id of your own',
          params,
          body: z.object({
            policy: z.string().max(100),
            columns: z.record(z.string(), z.string()).optional(),
            encoding: z.string().max(40).optional(),
          }),
          response: { 201: view },
        },
      },
      async (request, reply) => {
        const { policy, columns, encoding } = request.body;
        if (!service.knowledge.current().policies.some(({ id }) => id === policy))
          throw new ProblemError(404, 'No such policy is held');
        const audit = all().begin(request.params.id, ownerOf(request), { policy, columns, encoding });
        return reply.status(201).send(viewOf(audit));
      },
    );

    routes.put(
      '/v1/audits/:id/files/:what',
      {
        config,
        schema: {
          summary: 'A piece of a file: it goes behind the bytes that are there',
          description: 'application/octet-stream; 409 says in `sequence` how many bytes are there',
          params: params.extend({ what: z.enum(TAKEN) }),
          querystring: z.object({ name: fileName, from: z.coerce.number().int().min(0) }),
          response: { 200: view },
        },
      },
      async (request) => {
        const audit = found(request, request.params.id);
        if (request.headers['content-type'] !== BYTES) throw new ProblemError(415, `Send it as ${BYTES}`);
        const { name, from } = request.query;
        return viewOf(await all().receive(audit, request.params.what, name, from, request.raw));
      },
    );

    routes.post(
      '/v1/audits/:id/start',
      { config, schema: { summary: 'Have it looked at', params, response: { 202: view } } },
      async (request, reply) => reply.status(202).send(viewOf(all().start(found(request, request.params.id)))),
    );

    routes.get(
      '/v1/audits/:id',
      { config, schema: { summary: 'How far it is, and what was found', params, response: { 200: view } } },
      (request) => viewOf(found(request, request.params.id)),
    );

    routes.delete(
      '/v1/audits/:id',
      { config, schema: { summary: 'Take it away with all that it holds', params, response: { 204: z.null() } } },
      async (request, reply) => {
        all().remove(found(request, request.params.id));
        await reply.status(204).send(null);
      },
    );

    routes.get(
      '/v1/audits/:id/findings',
      {
        config,
        schema: {
          summary: 'Findings with the lines that prove them',
          params,
          querystring: z.object({
            ...{ rule: z.string().optional(), provider: z.string().optional(), month: z.string().optional() },
            cursor: z.coerce.number().int().min(0).default(0),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: {
            200: z.object({
              count: z.int(),
              rows: z.array(z.record(z.string(), z.unknown())).readonly(),
              next: z.string().nullable(),
            }),
          },
        },
      },
      async (request) => {
        const audit = found(request, request.params.id);
        const { cursor, limit, ...wanted } = request.query;
        const [findings, lines] = [all().fileOf(audit, JOB_FILES.out), all().fileOf(audit, JOB_FILES.lines)];
        const { findingsPage } = await import('./findings.ts');
        const { count, rows } = await findingsPage(findings, lines, wanted, cursor, limit);
        const end = cursor + rows.length;
        return { count, rows: rows.map((row) => ({ ...row })), next: end < count ? String(end) : null };
      },
    );

    routes.get(
      '/v1/audits/:id/file',
      {
        config,
        schema: {
          summary: 'All findings, what was set aside, or the report with charts',
          params,
          querystring: z.object({ form: z.enum(['csv', 'parquet', 'set-aside', 'report']) }),
          response: { 200: fileOf('text/csv', 'application/vnd.apache.parquet', 'text/html') },
        },
      },
      async (request, reply) => {
        const audit = found(request, request.params.id);
        const [name, type] = FORMS[request.query.form];
        const file = all().fileOf(audit, name);
        if (!existsSync(file)) {
          const { findingsCsv } = await import('./findings.ts');
          await findingsCsv(all().fileOf(audit, JOB_FILES.out), file);
        }
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="audit-${path.basename(name)}"`)
          .send(createReadStream(file));
      },
    );
    done();
  });
}

function ownerOf(request: FastifyRequest): Owner {
  const { organisation, id } = callerOf(request);
  return { organisation, id };
}

function viewOf({ id, policy, made, until, state, files, progress, faults, answer }: Audit): z.input<typeof view> {
  return {
    ...{ id, policy, made, until, state, files, progress, answer },
    faults: faults.map((one) => ({ ...one })),
  };
}
