import type { Policy, RequestKind } from '../../core/coverage/policy.ts';
import type { Drafted } from '../../core/requests/entry.ts';
import { isActive } from '../crd/member.ts';
import { drugOf } from '../fhir/drug-of.ts';
import { membershipsOf, holds, policiesOn, type Insurer } from '../insurers/insurer.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Clinical } from './clinical.ts';
import type { ClaimItem } from './item.ts';
import type { Parties } from './submission.ts';

/** What a line is about, and by which policy it is looked at; `person` says why the program does not look at it. */
export type Matter = Pick<Drafted, 'policy' | 'drug' | 'kind' | 'lineOfBusiness'> & {
  readonly person?: string;
  /** Billing units that other lines of the claim were given for the same; null where one has no limit. */
  readonly used?: number | null;
};

/** The policy of what no policy is about. */
const NO_POLICY = 'no-policy';

/**
 * Finds which drug a line asks for and which policy decides on it. What is not certain is a person's: a line is never
 * looked at by a policy that may be the wrong one.
 * @param on YYYY-MM-DD: the day whose version decides
 */
export function matterOf(
  item: ClaimItem,
  parties: Parties,
  clinical: Clinical,
  insurer: Insurer,
  knowledge: Knowledge,
  on: string,
): Matter {
  const kind: RequestKind = clinical.asks?.kind ?? (item.carriesOn ? 'renewal' : 'initial');
  const asked = item.codings[0]?.code ?? item.words[0] ?? `item ${String(item.sequence)}`;
  const found = drugOf([{ coding: [...item.codings], ...textOf(item) }], knowledge.drugs);
  const unknown = (drug: string, person: string): Matter => ({ policy: NO_POLICY, drug, kind, person });
  if (found.kind === 'other') return unknown(asked, `No policy that is held here is about ${asked}`);
  if (found.kind === 'named')
    return unknown(found.drug, `${asked} is named in words only: a coded drug or billing code is needed`);
  if (found.kind === 'contradictory')
    return unknown(found.drug, `The codes name ${found.drug} and something else: ${found.codes.join(', ')}`);
  const { drug } = found;
  const member = memberOn(insurer, parties, item, on);
  if ('person' in member) return unknown(drug, member.person);
  // Where the payer lists no members, whoever asks says which line it is.
  const line = member.line ?? lineIn(clinical);
  const lineOf = line === undefined ? {} : { lineOfBusiness: line };
  const held = policiesOn(insurer, knowledge.policies, { drug, on, line });
  const policy = chosen(held, clinical);
  if (policy === undefined) {
    const ids = held.map(({ id }) => id).join(', ');
    const why = held.length === 0 ? 'no policy that is in force governs it' : `it is not known which governs: ${ids}`;
    return { ...unknown(drug, `Of ${drug}, on ${on}, ${why}`), ...lineOf };
  }
  return { policy: policy.id, drug, kind, ...lineOf };
}

/** Of several, the one whose form was answered; a form of another policy chooses nothing. */
function chosen(held: readonly Policy[], { asks }: Clinical): Policy | undefined {
  const asked = held.find(({ id }) => id === asks?.policy);
  return asked ?? (held.length === 1 ? held[0] : undefined);
}

/**
 * The member's line of business on the day of the answer, or why a person has to say who it is: a line is approved for
 * somebody who is a member then, and on the first day of the service.
 * @param on YYYY-MM-DD
 */
export function memberOn(
  insurer: Insurer,
  { memberIds, birthDate, coverage, isOfAnother }: Parties,
  { from = '' }: Pick<ClaimItem, 'from'>,
  on: string,
): { readonly line: string | undefined } | { readonly person: string } {
  if (isOfAnother) return { person: 'The coverage does not say that it is of the patient of the claim' };
  const listed = membershipsOf(insurer, memberIds)?.filter(
    (membership) => birthDate === undefined || membership.birthDate === birthDate,
  );
  const days = from > on ? [on, from] : [on];
  if (listed === undefined) {
    // Then the coverage speaks for itself.
    const ended = coverage && days.find((day) => !isActive(coverage.resource, day));
    return ended === undefined ? { line: undefined } : { person: `The coverage does not hold on ${ended}` };
  }
  if (new Set(listed.map((membership) => membership.birthDate)).size > 1)
    return { person: 'Several people have the member id, and the claim does not say which of them by a day of birth' };
  for (const day of days)
    if (!listed.some((membership) => holds(membership, day)))
      return {
        person: listed.length === 0 ? 'The member is not on the list of members' : `No membership holds on ${day}`,
      };
  const now = listed.filter((membership) => holds(membership, on));
  const lines = [...new Set(now.map(({ lineOfBusiness }) => lineOfBusiness))];
  return lines.length > 1 ? { person: 'The member has several lines of business on that day' } : { line: lines[0] };
}

const LINE = 'member.line-of-business';

function lineIn({ answers }: Clinical): string | undefined {
  const line = answers[LINE]?.value;
  return typeof line === 'string' ? line : undefined;
}

function textOf({ words }: ClaimItem): { readonly text?: string } {
  return words.length === 0 ? {} : { text: words.join(' ') };
}
