import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { Policy } from '../../core/coverage/policy.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Caller } from './caller.ts';
import { outcomeBy } from './affected.ts';
import type { KeptDetermination } from './determination.ts';
import type { impactReport } from './policy-shapes.ts';
import { readStream } from './record.ts';
import type { Service } from './service.ts';

/** More requests than these are counted, and not looked at one by one. */
const LOOKED_AT = 200;

/**
 * What each of two versions makes today of the requests of the caller's organisation for the drug, from the documents
 * that were last kept with each: as if the version were in force, whatever its days. Nothing of them is changed.
 */
export async function impactOn(
  from: Policy,
  to: Policy,
  service: Service,
  caller: Caller,
): Promise<z.input<typeof impactReport>> {
  const rows = await service.database.as(caller.organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select(['stream', 'title', 'body'])
      .where('kind', '=', 'request')
      .where('its_drug', '=', to.drug)
      .orderBy('stream')
      .execute(),
  );
  const on = service.now().slice(0, 10);
  const [before, after] = [alone(service.knowledge.current(), from, on), alone(service.knowledge.current(), to, on)];
  const requests: z.input<typeof impactReport>['requests'][number][] = [];
  for (const { stream, title, body } of rows.slice(0, LOOKED_AT)) {
    const events = await readStream(service, caller, 'request', stream, 'impact of a policy');
    const kept = events.findLast(({ type }) => type === 'determined')?.body as KeptDetermination | undefined;
    if (kept === undefined) continue;
    const { status } = JSON.parse(body) as { readonly status: string };
    const found = async (knowledge: Knowledge, { id }: Policy): ReturnType<typeof outcomeBy> =>
      outcomeBy({ ...kept.asked, on, policy: id }, knowledge, service.now);
    requests.push({
      ...{ id: stream, title, status, kind: String(kept.asked['request']) },
      ...{ before: await found(before, from), after: await found(after, to) },
    });
    // Others are answered between two requests.
    await setImmediate();
  }
  return { count: rows.length, looked: Math.min(rows.length, LOOKED_AT), requests };
}

/** The knowledge with one version of a policy alone, as if it had always been in force. */
function alone(knowledge: Knowledge, policy: Policy, on: string): Knowledge {
  const from = policy.inForce.from < on ? policy.inForce.from : on;
  const standing = { ...policy, existsFrom: from, inForce: { from, cite: policy.inForce.cite } };
  return { ...knowledge, policies: [...knowledge.policies.filter(({ id }) => id !== policy.id), standing] };
}
