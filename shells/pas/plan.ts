import type { By, Drafted, RequestEntry } from '../../core/requests/entry.ts';
import type { Insurer } from '../insurers/insurer.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { fhirBase } from '../dtr/held-form.ts';
import type { Caller } from '../server/caller.ts';
import { actorOf, utc } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { todayFor } from '../server/zones.ts';
import { clinicalOf, type Clinical } from './clinical.ts';
import { besideLine, coveredReason, saidBefore, type OwnNumbers, type Said } from './before.ts';
import type { Entry } from './entries.ts';
import type { ClaimItem } from './item.ts';
import { look } from './look.ts';
import { matterOf, memberOn, type Matter } from './matter.ts';
import { begun, informed, lookedAt, reopened, type Draft } from './request-entries.ts';
import type { Submitter } from './submitter.ts';
import type { Submission } from './submission.ts';

/** What one call is worked with. */
export interface Desk {
  readonly service: Service;
  readonly insurer: Insurer;
  readonly submitter: Submitter;
  readonly knowledge: Knowledge;
  /** This moment as the record keeps it. */
  readonly at: string;
}

export function deskOf(service: Service, insurer: Insurer, submitter: Submitter): Desk {
  return { service, insurer, submitter, knowledge: service.knowledge.current(), at: utc(service.now()) };
}

/** Whoever sends a claim, as its entries name them. */
export function senderOf({ submitter }: Desk): By {
  return { name: submitter.name, role: 'prior-authorization-specialist' };
}

/** What a line is called, and what is known of it before. */
export interface NamedLine {
  readonly claim: string;
  readonly title: string;
  /** The request that this one takes the place of. */
  readonly of?: string;
  readonly own: OwnNumbers;
}

/** A request for one line, from its draft to what the program does about it. */
export async function planned(
  request: string,
  item: ClaimItem,
  submission: Submission,
  named: NamedLine,
  caller: Caller,
  desk: Desk,
): Promise<Draft> {
  const { parties } = submission;
  const { service, knowledge } = desk;
  const on = dayFor(item, desk);
  const clinical = clinicalFor(submission.entries, submission, on, desk);
  const { memberIds: ids, birthDate } = parties;
  const member = { ids, ...(birthDate === undefined ? {} : { birthDate }) };
  const actor = actorOf(caller);
  const said = await saidBefore(item, member, actor, service);
  const found = matterOf(item, parties, { ...clinical, ...askedBefore(clinical, said) }, desk.insurer, knowledge, on);
  const wanted = { item, kind: found.kind, drug: found.drug, on };
  const { covered, used } = await besideLine(wanted, member, named.own, actor, desk);
  const matter = covered === undefined ? { ...found, used } : { ...found, person: coveredReason(covered) };
  const { policy, drug, kind, lineOfBusiness } = matter;
  const draft = begun(
    {
      ...{ policy, drug, kind },
      ...(lineOfBusiness === undefined ? {} : { lineOfBusiness }),
      ...(named.of === undefined ? {} : { of: named.of }),
      member,
      claim: {
        ...{ id: named.claim, item: item.sequence, title: `${drug}, ${named.title}` },
        ...(said === undefined ? {} : { assertion: said.id }),
        ...(covered === undefined ? {} : { covered: covered.number }),
      },
    },
    senderOf(desk),
    desk.at,
    submission.isUrgent ? 'The claim says that it cannot wait' : undefined,
  );
  const alone = approvesAlone(knowledge, policy);
  const looked = await look(item, matter, clinical, knowledge, on, alone, service.now);
  return lookedAt(draft, request, looked, { approvesAlone: alone }, desk.at);
}

/** Where no form was answered, the policy and the kind that coverage discovery named decide which are looked at. */
function askedBefore({ asks }: Clinical, said: Said | undefined): Pick<Clinical, 'asks'> {
  const before = asks ?? said?.asks;
  return before === undefined ? {} : { asks: before };
}

/** A line that has a request already. */
export interface KnownLine {
  readonly request: string;
  readonly before: readonly RequestEntry[];
  readonly item: ClaimItem;
  readonly own: OwnNumbers;
}

/** A request that is open, with what came for it; as it stands where it is answered already. */
export async function lookedAgain(
  { request, before, item, own }: KnownLine,
  submission: Submission,
  entries: readonly Entry[],
  caller: Caller,
  desk: Desk,
): Promise<Draft> {
  const [drafted] = before;
  if (drafted?.type !== 'drafted') throw new Error('a request begins with its draft');
  const on = dayFor(item, desk);
  const clinical = clinicalFor(entries, submission, on, desk);
  const matter = await matterAgain(drafted, item, submission, own, caller, desk);
  const alone = approvesAlone(desk.knowledge, drafted.policy);
  const looked = await look(item, matter, clinical, desk.knowledge, on, alone, desk.service.now);
  const draft = informed(reopened(before), looked, senderOf(desk), desk.at);
  return lookedAt(draft, request, looked, { approvesAlone: alone }, desk.at);
}

/** What may have changed since the request was begun: the policies, the membership, what else is authorized. */
async function matterAgain(
  drafted: Drafted,
  item: ClaimItem,
  { parties }: Submission,
  own: OwnNumbers,
  caller: Caller,
  desk: Desk,
): Promise<Matter> {
  const { policy, drug, kind, member = { ids: parties.memberIds } } = drafted;
  const on = dayFor(item, desk);
  const toPerson = (person: string): Matter => ({ ...drafted, person });
  // The request keeps the policy under which it was begun: another one is another request.
  if (!desk.knowledge.policies.some(({ id }) => id === policy))
    return toPerson(`No policy that is held here is about ${drug}`);
  if (member.birthDate !== parties.birthDate)
    return toPerson('It is not certain that what came is of the member for whom it was asked');
  const found = memberOn(desk.insurer, parties, item, on);
  if ('person' in found) return toPerson(found.person);
  const { covered, used } = await besideLine({ item, kind, drug, on }, member, own, actorOf(caller), desk);
  return covered === undefined ? { ...drafted, used } : toPerson(coveredReason(covered));
}

/** The day of the answer where the payer is; of a service given before it, that of the service. */
function dayFor({ from }: ClaimItem, { service, insurer }: Desk): string {
  const today = todayFor(service, insurer.organisation);
  return from !== undefined && from < today ? from : today;
}

function clinicalFor(
  entries: readonly Entry[],
  { parties }: Submission,
  on: string,
  { knowledge, service }: Desk,
): Clinical {
  return clinicalOf(entries, parties, knowledge, fhirBase(service.origin()), on);
}

/** R10: only where the payer's file says so. */
function approvesAlone(knowledge: Knowledge, policy: string): boolean {
  return knowledge.policies.findLast(({ id }) => id === policy)?.approvesAlone?.allowed ?? false;
}
