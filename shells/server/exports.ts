import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { instantOf } from '../../core/course/instant.ts';
import { requestState } from '../../core/requests/state.ts';
import { courseJson, type CourseRecord, type CourseRequest } from '../export/course-record.ts';
import { requestJson, requestRecord } from '../export/request-record.ts';
import type { Caller } from './caller.ts';
import { courseOf } from './course-record.ts';
import { callerOf } from './guard.ts';
import { ProblemError } from './problem.ts';
import { readStream, utc } from './record.ts';
import type { Service } from './service.ts';
import { fileOf } from './shapes.ts';
import { entriesOf } from './summarise.ts';
import { zoneFor } from './zones.ts';

const params = z.object({ id: z.uuid() });

/** The routes that hand out a whole record. The libraries that draw are loaded by the first call that wants them. */
export function exportRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { knowledge, now } = service;
  const head = (caller: Caller, id: string): Head => ({
    organisation: caller.organisation,
    id,
    timeZone: zoneFor(service, caller.organisation).timeZone,
    exported: { by: `${caller.name} (${caller.role})`, at: utc(now()) },
  });

  routes.get(
    '/v1/courses/:id/export',
    {
      config: { route: 'courses.export' },
      schema: {
        summary:
          'The whole record of a course and of its requests: JSON with the chain of hashes, a FHIR R4 Bundle, or PDF',
        params,
        querystring: z.object({ format: z.enum(['json', 'fhir', 'pdf']).default('json') }),
        response: { 200: fileOf('application/json', 'application/fhir+json', 'application/pdf') },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const { format } = request.query;
      const events = await readStream(service, caller, 'course', id, `export ${format}`);
      const course = courseOf(events, now());
      const own = head(caller, id);
      const record: CourseRecord = {
        ...{ ...own, events, timeZone: course.timeZone ?? own.timeZone },
        requests: await requestsOf(service, caller, id, `export ${format} of its course`),
      };
      const named = `course-${id}`;
      if (format === 'json') return attached(reply, `${named}.json`, 'application/json').send(courseJson(record));
      if (format === 'fhir') {
        const { courseBundle } = await import('../export/course-bundle.ts');
        return attached(reply, `${named}.fhir.json`, 'application/fhir+json').send(
          JSON.stringify(courseBundle(record, course)),
        );
      }
      const { drawCourse } = await import('../export/draw-course.ts');
      return attached(reply, `${named}.pdf`, 'application/pdf').send(await drawCourse(record, course));
    },
  );

  routes.get(
    '/v1/requests/:id/export',
    {
      config: { route: 'requests.export' },
      schema: {
        summary: 'A request with all that was found, or the packet of an appeal against its denial (PDF)',
        params,
        querystring: z.object({ format: z.enum(['json', 'pdf']).default('json') }),
        response: { 200: fileOf('application/json', 'application/pdf') },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const { format } = request.query;
      const events = await readStream(service, caller, 'request', id, `export ${format}`);
      const record = requestRecord(events, entriesOf(events), knowledge.current(), head(caller, id));
      if (format === 'json') return attached(reply, `request-${id}.json`, 'application/json').send(requestJson(record));
      if (record.decision === null)
        throw new ProblemError(409, 'No decision stands against this request', {
          detail: `It is ${record.state.status}: the packet of an appeal is made where it was denied`,
        });
      const { drawAppeal } = await import('../export/draw-appeal.ts');
      const bytes = await drawAppeal(record, record.decision);
      return attached(reply, `appeal-${id}.pdf`, 'application/pdf').send(bytes);
    },
  );
}

interface Head {
  readonly organisation: string;
  readonly id: string;
  readonly timeZone: string;
  readonly exported: { readonly by: string; readonly at: string };
}

/** The requests of the caller's organisation that name a course, the oldest first, each reading logged. */
async function requestsOf(
  service: Service,
  caller: Caller,
  course: string,
  what: string,
): Promise<readonly CourseRequest[]> {
  const found = await service.database.as(caller.organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select('stream')
      .where('kind', '=', 'request')
      .where('its_course', '=', course)
      .execute(),
  );
  const requests: CourseRequest[] = [];
  for (const { stream: id } of found) {
    const events = await readStream(service, caller, 'request', id, what);
    const entries = entriesOf(events);
    requests.push({ id, events, entries, state: requestState(entries) });
  }
  return requests.sort((a, b) => draftedAt(a) - draftedAt(b) || (a.id < b.id ? -1 : 1));
}

const draftedAt = ({ state }: CourseRequest): number => instantOf(state.drafted.at).seconds;

/** A record is not kept by whatever stands between the service and its reader. */
function attached(reply: FastifyReply, name: string, type: string): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store');
}
