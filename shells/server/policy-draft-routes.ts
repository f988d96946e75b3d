import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Policy } from '../../core/coverage/policy.ts';
import { rebuildSummaries } from '../store/rebuild.ts';
import { affectedBy, type Affected } from './affected.ts';
import { callerOf } from './guard.ts';
import { placeDraft, writeDraft, type PlacedDraft } from './policy-files.ts';
import { hasOtherLists } from './policy-routes.ts';
import { draftReport, policyDraft, policyPublished, publishedRows, versionParams } from './policy-shapes.ts';
import { ProblemError } from './problem.ts';
import { actorOf, utc } from './record.ts';
import { RELOAD, type Published } from './reload-record.ts';
import type { Service } from './service.ts';
import { idempotencyKey } from './shapes.ts';
import { summariser } from './summarise.ts';
import { zonesBy } from './zones.ts';

/**
 * Drafts of new versions: looked at while they are typed, and published into the knowledge folder, with who did it in the
 * record. The other instances of the service hear of it and read their folder again.
 */
export function policyDraftRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { knowledge, store, database, now } = service;

  routes.post(
    '/v1/policies/:id/:version/drafts/lint',
    {
      config: { route: 'policies.draft' },
      schema: {
        summary: 'Look at a draft of the version after one: faults with their places, lint, and the worked examples',
        params: versionParams,
        body: policyDraft,
        response: { 200: draftReport },
      },
    },
    ({ params, body }) => told(placeDraft(knowledge, heldVersion(params), body)),
  );

  routes.post(
    '/v1/policies/:id/:version/drafts/publish',
    {
      config: { route: 'policies.publish' },
      schema: {
        summary: 'Publish a draft as a version of its own, in force from its first day',
        params: versionParams,
        headers: idempotencyKey,
        body: policyDraft,
        response: { 201: policyPublished },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const actor = actorOf(caller);
      const once = { key: request.headers['idempotency-key'], request: ['publish', request.params, request.body] };
      const earlier = await store.answered(actor, once);
      if (earlier !== undefined) {
        const [event] = await store.read(actor, earlier.stream, 'publish', utc(now()));
        return reply.status(201).send({ ...(event?.body as Published & { readonly affected: Affected }) });
      }
      const before = knowledge.current();
      const draft = placeDraft(knowledge, heldVersion(request.params), request.body);
      const { errors, version, ends, writes } = draft;
      if (errors.length > 0 || version === null)
        throw new ProblemError(422, 'The draft is not published: it is not sound yet', { faults: errors });
      const undo = writeDraft(knowledge.folder, draft);
      const { fault } = knowledge.reload();
      if (fault !== undefined) {
        undo();
        knowledge.reload();
        throw new ProblemError(422, 'The draft is not published: the folder cannot be used with it', {
          faults: fault.faults,
        });
      }
      // What else was changed in the folder is in use now as well.
      if (hasOtherLists(before, knowledge.current()))
        await rebuildSummaries(
          database.owner,
          summariser(knowledge, zonesBy(service.insurers, service.timeZone)),
          () => undefined,
        );
      const affected = await affectedBy(before, knowledge.current(), service, caller);
      const files = [...writes].map(([name, text]) => ({
        name,
        sha256: createHash('sha256').update(text).digest('hex'),
      }));
      const published: Published = { policy: request.params.id, version, ended: ends, by: caller.name, files };
      const at = utc(now());
      await store.append({
        ...{ actor, stream: randomUUID(), kind: RELOAD, expected: 0, once, now: at },
        events: [{ type: 'published', at, body: { ...published, affected } }],
      });
      return reply.status(201).send({ ...published, affected });
    },
  );

  routes.get(
    '/v1/policies/published',
    {
      config: { route: 'policies.list' },
      schema: { summary: 'Who published which version here, the newest first', response: { 200: publishedRows } },
    },
    async (request) => {
      const found = await database.as(callerOf(request).organisation, (transaction) =>
        transaction.selectFrom('summary').select('body').where('kind', '=', RELOAD).execute(),
      );
      const rows = found
        .map(({ body }) => JSON.parse(body) as Partial<Published> & { readonly at?: string })
        .flatMap(({ policy, version, ended = null, by, at }) =>
          policy === undefined || version === undefined || by === undefined || at === undefined
            ? []
            : [{ policy, version, ended, by, at }],
        );
      return { rows: rows.sort((a, b) => (a.at < b.at ? 1 : -1)) };
    },
  );

  /** @throws ProblemError 404 where it is not held */
  function heldVersion({ id, version }: z.output<typeof versionParams>): Policy {
    const policy = knowledge.current().policies.find((one) => one.id === id && one.version === version);
    if (policy === undefined) throw new ProblemError(404, 'No such version is held');
    return policy;
  }
}

function told({ faults, errors, report, version, ends }: PlacedDraft): z.input<typeof draftReport> {
  return {
    ...{ sound: errors.length === 0, version, ends, examples: report?.examples ?? 0 },
    faults: faults.map((fault) => ({ ...fault })),
    findings: report?.findings.map(({ severity, what, mend }) => ({ severity, what, mend })) ?? [],
    failed: report?.failed.map(({ name, differences }) => ({ name, differences })) ?? [],
  };
}
