import { OPEN, requestState } from '../../core/requests/state.ts';
import type { FactRecord } from '../../core/values/fact.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { entriesOf } from '../server/summarise.ts';
import type { Actor } from '../store/events.ts';
import { formById } from './held-form.ts';

/** What was said before, by CRD or PAS, under the id that it gave. */
export interface KnownContext {
  /** Canonical addresses of the forms that were asked for then; empty where nothing was. */
  readonly questionnaires: readonly string[];
  /** The drugs of the orders that it was about, by their ids. */
  readonly drugs: readonly string[];
  /** References to those orders on the client. */
  readonly orders: readonly string[];
  /** What was known then of the patient. */
  readonly facts: FactRecord;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * What the id of a request stands for, under which PAS sent its sender here for more information: the form of its policy
 * while something is asked for, none once nothing is. Undefined where it is no such id, or the request is of a member
 * who has none of these numbers.
 * @param on YYYY-MM-DD
 */
export async function requestContext(
  { store, now }: Pick<Service, 'store' | 'now'>,
  reader: Actor,
  id: string,
  member: readonly string[],
  { knowledge, base, on }: { readonly knowledge: Knowledge; readonly base: string; readonly on: string },
): Promise<KnownContext | undefined> {
  if (!UUID.test(id)) return undefined;
  const events = await store.read(reader, id, 'questionnaire-package', utc(now()));
  if (events[0]?.type !== 'drafted') return undefined;
  const { drafted, status, open } = requestState(entriesOf(events));
  if (!(drafted.member?.ids ?? []).some((one) => member.includes(one))) return undefined;
  const form = formById(`${drafted.policy}-${drafted.kind}`, undefined, knowledge, base, on);
  const asks = OPEN.includes(status) && open.length > 0 && form !== undefined;
  return { questionnaires: asks ? [form.canonical] : [], drugs: [drafted.drug], orders: [], facts: new Map() };
}
