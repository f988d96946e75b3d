import type { FactRecord } from '../../core/values/fact.ts';
import { isTree } from '../chart/elm.ts';
import { assertionBy, type KeptAssertion } from '../crd/assertions.ts';
import { chartOf } from '../crd/chart.ts';
import { memberIdsOf } from '../crd/member.ts';
import { heldIn } from '../crd/pool.ts';
import type { Insurer } from '../insurers/insurer.ts';
import { listAt, textAt } from '../pas/element.ts';
import type { Caller } from '../server/caller.ts';
import type { Service } from '../server/service.ts';
import type { Actor } from '../store/events.ts';
import { fhirBase } from './held-form.ts';
import { factsIn } from './known-facts.ts';
import type { SentResource } from './package-input.ts';
import { requestContext, type KnownContext } from './request-context.ts';

/** What a context is looked up with. */
export interface ContextAsked {
  readonly service: Service;
  readonly insurer: Insurer;
  readonly caller: Caller;
  readonly coverage: SentResource;
  /** YYYY-MM-DD */
  readonly on: string;
}

/**
 * What an id that CRD or PAS gave stands for; undefined where this payer gave no such id, or gave it for another member
 * than that of the coverage.
 */
export async function contextOf(id: string, asked: ContextAsked): Promise<KnownContext | undefined> {
  const { service, insurer, caller, coverage, on } = asked;
  const reader: Actor = { organisation: insurer.organisation, id: caller.id, role: caller.role };
  const kept = await assertionBy(service, reader, id);
  if (kept === undefined) {
    const held = { knowledge: service.knowledge.current(), base: fhirBase(service.origin()), on };
    return requestContext(service, reader, id, memberIdsOf(coverage), held);
  }
  if (!isOfMember(kept, coverage)) return undefined;
  return {
    questionnaires: [...new Set(kept.orders.flatMap(questionnairesOf))],
    drugs: [...new Set(kept.orders.flatMap(({ drug }) => drug ?? []))],
    orders: kept.orders.map(({ order }) => order),
    facts: await factsOf(kept, on),
  };
}

function isOfMember({ member }: KeptAssertion, coverage: SentResource): boolean {
  const ids = memberIdsOf(coverage);
  return ids.length === 0 ? member.ids.length === 0 : ids.some((id) => member.ids.includes(id));
}

function questionnairesOf({ information }: KeptAssertion['orders'][number]): readonly string[] {
  return listAt(information, 'extension')
    .filter(({ url }) => url === 'questionnaire')
    .flatMap((one) => textAt(one, 'valueCanonical') ?? []);
}

/** What came along with the hook, read as it was then. */
async function factsOf({ request, fetched, coverage }: KeptAssertion, on: string): Promise<FactRecord> {
  const { prefetch } = request;
  const sent = isTree(prefetch) ? Object.values(prefetch) : [];
  const pool = heldIn([...sent, ...fetched]);
  const patients = pool.filter(({ resource }) => resource['resourceType'] === 'Patient');
  const covering = pool.find(({ ref }) => ref === coverage)?.resource;
  const [patient] = patients;
  if (patient === undefined || covering === undefined || patients.length > 1) return new Map();
  return (await factsIn(chartOf(pool, [], patient.resource, covering), on)) ?? new Map();
}
