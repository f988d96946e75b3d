import type { Determination } from '../../core/coverage/determination.ts';
import type { Drafted } from '../../core/requests/entry.ts';
import { notEnough } from '../../core/requests/not-enough.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { answer } from './answers.ts';

/** A version of a policy that was held, and the days for which it stood then. */
export interface HeldVersion {
  readonly version: string;
  readonly from: string;
  readonly to: string | null;
}

/** What the program found, with all that it was found from: the options and documents of a check, as they came. */
export interface KeptDetermination {
  readonly asked: Readonly<Record<string, unknown>>;
  /** The versions between which the day decided. What is added, ended or moved later is not among them. */
  readonly held: readonly HeldVersion[];
  readonly found: Determination;
}

/**
 * Has the program look at a request, by the policy and the kind that its draft names.
 * @param asked the options of a check with their documents; `on` is the day, YYYY-MM-DD
 * @throws InputError where a document or an option cannot be used
 */
export async function determination(
  { policy, kind }: Pick<Drafted, 'policy' | 'kind'>,
  asked: Readonly<Record<string, unknown>>,
  knowledge: Knowledge,
  now: () => string,
): Promise<KeptDetermination> {
  const whole = { on: now().slice(0, 10), ...asked, policy, request: kind };
  const held = knowledge.policies
    .filter(({ id }) => id === policy)
    .map(({ version, inForce: { from, to } }) => ({ version, from, to: to ?? null }));
  return { asked: whole, held, found: await foundBy(whole, knowledge, now) };
}

/** The body of the entry that keeps a determination. */
export function determinedBody(kept: KeptDetermination, at: string): Readonly<Record<string, unknown>> {
  const { asked, held, found } = kept;
  return {
    ...{ type: 'determined', at, by: 'program', on: found.request.on, policy: found.policy, outcome: found.outcome },
    ...{ notEnough: notEnough(found), asked, held, found },
  };
}

/**
 * Finds again what was found then: between the versions that were held then, each for the days for which it stood then.
 * @returns null where one of them is not held any more
 * @throws InputError where what was asked cannot be used any more
 */
export async function again(
  { asked, held }: KeptDetermination,
  knowledge: Knowledge,
  now: () => string,
): Promise<Determination | null> {
  const id = String(asked['policy']);
  const then = held.map(({ version, from, to }) => {
    const policy = knowledge.policies.find((one) => one.id === id && one.version === version);
    const { cite } = policy?.inForce ?? {};
    return policy && { ...policy, inForce: { from, ...(to === null ? {} : { to }), cite: cite ?? [] } };
  });
  const policies = then.filter((policy) => policy !== undefined);
  if (policies.length < held.length) return null;
  const others = knowledge.policies.filter((policy) => policy.id !== id);
  return foundBy(asked, { ...knowledge, policies: [...others, ...policies] }, now);
}

/** What the knowledge of this moment finds from the same. */
export async function foundBy(
  asked: Readonly<Record<string, unknown>>,
  knowledge: Knowledge,
  now: () => string,
): Promise<Determination> {
  const { json } = await answer('check', asked, knowledge, now);
  const [found] = (json as { readonly determinations: readonly Determination[] }).determinations;
  if (found === undefined) throw new Error('a check of one policy has one determination');
  return found;
}
