import { sql } from 'kysely';
import type { Outcome } from '../../core/coverage/determination.ts';
import { inForce } from '../../core/coverage/in-force.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { InputError } from '../input/input-error.ts';
import { canonical } from '../store/chain.ts';
import type { Caller } from './caller.ts';
import { foundBy, type KeptDetermination } from './determination.ts';
import { readStream } from './record.ts';
import type { Service } from './service.ts';

/** Where an answer is still to come, or may still be changed. */
const OPEN = ['draft', 'in-review', 'pended', 'with-clinician', 'under-appeal'];
/** More than these are counted, and not looked at one by one. */
const LOOKED_AT = 200;

/** An open request under a policy that has changed. */
export interface AffectedRequest {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** The versions in force on the day of the call, before and after; null where none was. */
  readonly versions: { readonly before: string | null; readonly after: string | null };
  /** What the program finds today from what was last kept; null where nothing was, or where it cannot be used now. */
  readonly outcomes: { readonly before: Outcome | null; readonly after: Outcome | null };
}

export interface Affected {
  /** Policies of which a version came, went or changed. */
  readonly policies: readonly string[];
  /** All open requests under them, of the caller's organisation. */
  readonly count: number;
  readonly requests: readonly AffectedRequest[];
}

/** The open requests of the caller's organisation that a change of the policies concerns. Nothing of them is changed. */
export async function affectedBy(
  before: Knowledge,
  after: Knowledge,
  service: Service,
  caller: Caller,
): Promise<Affected> {
  const policies = changed(before, after);
  if (policies.length === 0) return { policies, count: 0, requests: [] };
  const rows = await service.database.as(caller.organisation, (transaction) =>
    transaction
      .selectFrom('summary')
      .select(['stream', 'title', 'body'])
      .where('kind', '=', 'request')
      .where(sql<string>`body::jsonb ->> 'status'`, 'in', OPEN)
      .where(sql<string>`body::jsonb ->> 'policy'`, 'in', policies)
      .orderBy('stream')
      .execute(),
  );
  const requests: AffectedRequest[] = [];
  for (const { stream, title, body } of rows.slice(0, LOOKED_AT)) {
    const { status, policy } = JSON.parse(body) as { readonly status: string; readonly policy: string };
    const on = service.now().slice(0, 10);
    const versions = { before: versionOn(before, policy, on), after: versionOn(after, policy, on) };
    const kept = await lastKept(stream, service, caller);
    const outcome = async (knowledge: Knowledge): Promise<Outcome | null> =>
      kept === undefined ? null : outcomeBy({ ...kept.asked, on }, knowledge, service.now);
    const outcomes = { before: await outcome(before), after: await outcome(after) };
    requests.push({ id: stream, title, status, versions, outcomes });
  }
  return { policies, count: rows.length, requests };
}

/** Policies whose versions differ in anything that they say. */
function changed(before: Knowledge, after: Knowledge): readonly string[] {
  const ids = new Set([...before.policies, ...after.policies].map(({ id }) => id));
  const said = ({ policies }: Knowledge, id: string): string => canonical(policies.filter((one) => one.id === id));
  return [...ids].filter((id) => said(before, id) !== said(after, id)).sort();
}

function versionOn({ policies }: Knowledge, id: string, on: string): string | null {
  const versions = policies.filter((one) => one.id === id);
  return versions.length === 0 ? null : (inForce(versions, on).policy?.version ?? null);
}

async function lastKept(id: string, service: Service, caller: Caller): Promise<KeptDetermination | undefined> {
  const events = await readStream(service, caller, 'request', id, 'affected by a change of policies');
  return events.findLast(({ type }) => type === 'determined')?.body as KeptDetermination | undefined;
}

/** Null where what was kept cannot be read by this knowledge: a fact that it had may be gone. */
export async function outcomeBy(
  asked: Readonly<Record<string, unknown>>,
  knowledge: Knowledge,
  now: () => string,
): Promise<Outcome | null> {
  try {
    return (await foundBy(asked, knowledge, now)).outcome;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
