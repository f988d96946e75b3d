import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { canonical } from '../store/chain.ts';
import type { Actor } from '../store/events.ts';
import { rebuildSummaries } from '../store/rebuild.ts';
import { affectedBy, type Affected } from './affected.ts';
import { callerOf } from './guard.ts';
import { ProblemError } from './problem.ts';
import { actorOf, utc } from './record.ts';
import { RELOAD } from './reload-record.ts';
import type { Service } from './service.ts';
import { idempotencyKey, policiesInUse, policiesReloaded } from './shapes.ts';
import { summariser } from './summarise.ts';
import { zonesBy } from './zones.ts';

/** What a reading of the folder again came to, as it is answered and kept. */
interface Reload {
  /** How many versions are held now. */
  readonly policies: number;
  /** How many records had their lists made again: none, where nothing changed that lists hang on. */
  readonly remade: number;
  readonly affected: Affected;
}

/**
 * The policies in use, and their change without a restart. One instance of the service is asked; the others hear of it
 * and read their folder too. Each keeps its last sound version where lint finds an error.
 */
export function policyRoutes(app: FastifyInstance, service: Service): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { knowledge, database, store, now } = service;
  /** Readings that this instance has kept itself: of these it need not hear. */
  const own = new Set<string>();
  const readAgain = (): void => {
    const { fault } = knowledge.reload();
    if (fault === undefined) app.log.info({ policies: knowledge.current().policies.length }, 'policies read again');
    else app.log.warn({ faults: fault.faults.length }, 'the folder of policies is not used: the last sound one stays');
  };
  const stop = database.onWritten(({ kind, stream }) => {
    if (kind === RELOAD && !own.delete(stream)) readAgain();
    // Something may have been missed: whether it was a reading is seen by reading.
  }, readAgain);
  app.addHook('preClose', () => stop());

  routes.get(
    '/v1/policies',
    {
      config: { route: 'policies.list' },
      schema: {
        summary: 'The policies in use, and what keeps a newer folder from use',
        response: { 200: policiesInUse },
      },
    },
    () => ({
      policies: knowledge.current().policies.map(({ id, version, title, payer, drug, inForce, source }) => ({
        ...{ id, version, title, payer, drug },
        basis: knowledge.current().sources.get(source)?.basis ?? 'document',
        inForce: { from: inForce.from, to: inForce.to ?? null },
      })),
      faults: knowledge.fault()?.faults.map((fault) => ({ ...fault })) ?? [],
    }),
  );

  routes.post(
    '/v1/policies/reload',
    {
      config: { route: 'policies.reload' },
      schema: {
        summary: 'Read the knowledge folder again; what lint finds an error in is not used',
        headers: idempotencyKey,
        response: { 200: policiesReloaded },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const actor = actorOf(caller);
      const once = { key: request.headers['idempotency-key'], request: ['reload'] };
      const earlier = await store.answered(actor, once);
      if (earlier !== undefined) return kept(actor, earlier.stream);
      const before = knowledge.current();
      const { fault } = knowledge.reload();
      if (fault !== undefined)
        throw new ProblemError(422, 'The folder is not used: the last sound version stays', { faults: fault.faults });
      const after = knowledge.current();
      const reload: Reload = {
        policies: after.policies.length,
        remade: hasOtherLists(before, after) ? await rebuildSummaries(database.owner, summarise, () => undefined) : 0,
        affected: await affectedBy(before, after, service, caller),
      };
      const stream = randomUUID();
      own.add(stream);
      const at = utc(now());
      const appended = await store.append({
        ...{ actor, stream, kind: RELOAD, expected: 0, once, now: at },
        events: [{ type: 'reloaded', at, body: reload }],
      });
      return appended.stream === stream ? { ...reload } : kept(actor, appended.stream);
    },
  );

  const summarise = summariser(knowledge, zonesBy(service.insurers, service.timeZone));

  /** What the same call was answered before. */
  async function kept(actor: Actor, stream: string): Promise<Reload> {
    const [reload] = await store.read(actor, stream, 'reload', utc(now()));
    return reload?.body as Reload;
  }
}

/** Lists are made by drugs and time limits; criteria are asked when somebody asks. */
export function hasOtherLists(before: Knowledge, after: Knowledge): boolean {
  const said = ({ drugs, timeLimits }: Knowledge): string => canonical([[...drugs], timeLimits]);
  return said(before) !== said(after);
}
