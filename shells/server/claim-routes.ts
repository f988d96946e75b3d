import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { claimVerb } from '../cli/verbs/claim.ts';
import type { Options } from '../cli/verb.ts';
import { deskOf } from './answers.ts';
import type { Caller } from './caller.ts';
import { courseDocument, STORED } from './course-record.ts';
import { callerOf } from './guard.ts';
import { KEPT, keptBilling, merged, PARTIES, partiesBody, partiesStream, type KeptBilling } from './parties-record.ts';
import { actorOf, readStream, utc } from './record.ts';
import type { Service } from './service.ts';
import { answered, document, expectedBy, idempotencyKey, ifMatch, recorded } from './shapes.ts';

const FORMATS = ['837p', '837i', 'cms1500', 'fhir'] as const;
const asked = z.object({
  format: z.enum(FORMATS),
  dose: z.string().max(20).optional(),
  on: z.iso.date().optional(),
});
const ofCourse = z.object({ course: z.uuid().optional() });
const parties = z.object({
  billing: document,
  sequence: z.int().min(0).describe('How often it was kept: goes back as if-match'),
});
const [COURSE, BILLING] = ['course.json', 'billing.json'];

/** The forms of a claim, and who bills whom on them: kept once for a practice, and once for each patient. */
export function claimRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { store, now, knowledge } = service;

  routes.get(
    '/v1/parties',
    {
      config: { route: 'parties.read' },
      schema: {
        summary: 'What stands on every claim of the practice; with a course, what stands on the claims of this patient',
        querystring: ofCourse,
        response: { 200: parties },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const course = request.query.course ?? null;
      if (course !== null) await readStream(service, caller, 'course', course, PARTIES);
      return kept(caller, course);
    },
  );

  routes.post(
    '/v1/parties',
    {
      config: { route: 'parties.keep' },
      schema: {
        summary: 'Keep what stands on every claim; with a course, on the claims of this patient',
        querystring: ofCourse,
        headers: idempotencyKey.extend(ifMatch.shape),
        body: z.object({ billing: document }),
        response: { 201: recorded },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const course = request.query.course ?? null;
      if (course !== null) await readStream(service, caller, 'course', course, PARTIES);
      const body = partiesBody(request.body.billing, course);
      const at = utc(now());
      const stream = partiesStream(caller.organisation, course);
      const once = { key: request.headers['idempotency-key'], request: [PARTIES, body] };
      const { appended } = await store.change(
        { actor: actorOf(caller), stream, kind: PARTIES, what: 'keep', once, now: at },
        (before) => ({
          events: [{ type: KEPT, at, body }],
          expected: expectedBy(request.headers['if-match']) ?? before.length,
        }),
      );
      return reply.status(201).send({ id: stream, sequence: appended.sequence });
    },
  );

  routes.post(
    '/v1/courses/:id/claim-form',
    {
      // Nothing is kept: it reads, by a POST.
      config: { route: 'courses.answer', scope: '*.r', headers: ['stepwise-exit'] },
      schema: {
        summary: 'A claim as a form, with what is kept of who bills whom: as far as it goes, and what is still missing',
        params: z.object({ id: z.uuid() }),
        body: asked,
        response: { 200: answered },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { id } = request.params;
      const { format, dose, on } = request.body;
      const events = await readStream(service, caller, 'course', id, `claim ${format}`);
      const [ofAll, ofOne] = [await kept(caller, null), await kept(caller, id)];
      const texts = new Map([
        [COURSE, JSON.stringify(courseDocument(events))],
        [BILLING, JSON.stringify(merged(ofAll.billing, ofOne.billing))],
      ]);
      const options: Options = {
        ...{ course: COURSE, billing: BILLING, format, draft: true },
        ...(dose === undefined ? {} : { dose }),
        ...(on === undefined ? {} : { on }),
      };
      const { json, exit } = await claimVerb.run(options, deskOf(knowledge.current(), texts, now, STORED));
      await reply.header('stepwise-exit', String(exit)).send(json);
    },
  );

  async function kept(
    caller: Caller,
    course: string | null,
  ): Promise<{ readonly billing: KeptBilling; readonly sequence: number }> {
    const stream = partiesStream(caller.organisation, course);
    const events = await store.read(actorOf(caller), stream, 'read', utc(now()));
    return { billing: { ...keptBilling(events) }, sequence: events.length };
  }
}
