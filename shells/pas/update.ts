import { randomUUID } from 'node:crypto';
import { requestState } from '../../core/requests/state.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import { actorOf } from '../server/record.ts';
import { evidenceOf, RECEIVED, titleOf, type Begun, type ClaimLine, type ClaimRecord } from './claim-record.ts';
import { responseBundle } from './claim-response.ts';
import { listAt, type Element } from './element.ts';
import type { Entry } from './entries.ts';
import type { OwnNumbers } from './before.ts';
import { claimsOf } from './find-claim.ts';
import type { ClaimItem } from './item.ts';
import { lookedAgain, senderOf, type Desk } from './plan.ts';
import { givenUp, reopened, takenBack } from './request-entries.ts';
import { entriesOfRequest, written } from './request-streams.ts';
import { numberOf, type Standing } from './standing.ts';
import { answeredBefore, claimBy, keyOf, newLine, standingFor } from './submit.ts';
import { identifiersOf, type Submission } from './submission.ts';

/**
 * Takes a change of a claim: lines that are as they were keep their request, and are looked at again while they are open;
 * lines that ask for something else get a request of their own; what is cancelled is taken back.
 * @throws ProblemError 422 where the claim before is not known here, was denied, or where lines are missing
 */
export async function updated(bundle: Element, submission: Submission, caller: Caller, desk: Desk): Promise<Element> {
  const { service, at } = desk;
  const key = keyOf(submission);
  const claim = await claimBefore(submission, caller, desk);
  if (claim.answers.some((answer) => answer.key === key)) return answeredBefore(claim, key, bundle);
  refuseMissing(claim, submission);
  await refuseDenied(claim, submission, caller, desk);
  const title = titleOf(claim.submission);
  const evidence = evidenceOf(submission, claim.attached);
  const lines: ClaimLine[] = [];
  const standings: Standing[] = [];
  const replaced: string[] = [];
  for (const item of submission.items) {
    const before = claim.lines.find(({ sequence }) => sequence === item.sequence);
    const own = ownNumbers(claim, lines, item);
    const isNew = before === undefined || (before.substance !== item.substance && !item.isCancelled);
    if (isNew) {
      if (before !== undefined) {
        await replace(before.request, caller, desk);
        replaced.push(before.request);
      }
      const named = { claim: claim.stream, title, key, own, ...(before === undefined ? {} : { of: before.request }) };
      const made = await newLine(item, submission, named, caller, desk);
      lines.push(made.line);
      standings.push(made.standing);
      if (before !== undefined && made.standing.action === 'A1') await giveUp(before.request, SUPERSEDED, caller, desk);
    } else {
      const kept = { ...before, isCancelled: before.isCancelled || item.isCancelled };
      lines.push(kept);
      standings.push(await keptLine({ item, line: kept, own }, submission, evidence, caller, desk));
    }
  }
  const response = responseBundle(submission, standings, { id: randomUUID(), at });
  const body: Begun = { key, bundle, lines, replaced, standings, response, submitter: claim.submitter };
  await service.store.append({
    ...{ actor: actorOf(caller), stream: claim.stream, kind: 'claim', expected: claim.length, now: at },
    events: [{ type: RECEIVED, at, body }],
  });
  return response;
}

/** Of the lines that came before in the bundle the new requests count, of those that are still to come the old ones. */
function ownNumbers(claim: ClaimRecord, done: readonly ClaimLine[], { sequence }: ClaimItem): OwnNumbers {
  const open = claim.lines.filter((line) => !done.some((one) => one.sequence === line.sequence));
  const others = [...done, ...open].filter((line) => line.sequence !== sequence);
  const numbered = (requests: readonly string[]): readonly string[] => requests.map((one) => numberOf('A', one));
  return {
    all: numbered([...claim.requests, ...done.map(({ request }) => request)]),
    others: numbered(others.map(({ request }) => request)),
  };
}

interface KeptLine {
  readonly item: ClaimItem;
  readonly line: ClaimLine;
  readonly own: OwnNumbers;
}

async function keptLine(
  { item, line, own }: KeptLine,
  submission: Submission,
  evidence: readonly Entry[],
  caller: Caller,
  desk: Desk,
): Promise<Standing> {
  const { request, isCancelled } = line;
  if (isCancelled) return standingFor(line, request, await giveUp(request, 'Cancelled by the sender', caller, desk));
  const before = await entriesOfRequest(desk.service, caller, request, 'update', desk.at);
  const draft = await lookedAgain({ request, before, item, own }, submission, evidence, caller, desk);
  return standingFor(line, request, await written(request, draft, caller, desk));
}

/** A request that another one takes the place of: what was approved stands until the other is answered. */
async function replace(request: string, caller: Caller, desk: Desk): Promise<void> {
  const before = await entriesOfRequest(desk.service, caller, request, 'update', desk.at);
  const reason = 'An update of the claim asks for something else';
  await written(request, takenBack(reopened(before), senderOf(desk), desk.at, reason), caller, desk);
}

const SUPERSEDED = 'Another authorization takes its place, as an update of the claim asked';

/** A request that whoever asked gives up. */
async function giveUp(
  request: string,
  reason: string,
  caller: Caller,
  desk: Desk,
): ReturnType<typeof entriesOfRequest> {
  const before = await entriesOfRequest(desk.service, caller, request, 'update', desk.at);
  return written(request, givenUp(reopened(before), senderOf(desk), desk.at, reason), caller, desk);
}

const WHERE = 'Bundle.entry[0].resource.related[0].claim';

async function claimBefore({ prior, parties }: Submission, caller: Caller, desk: Desk): Promise<ClaimRecord> {
  if (prior === undefined)
    throw new ProblemError(422, 'The claim that is changed does not come along', {
      faults: [
        {
          where: WHERE,
          what: 'no Claim of the bundle is meant by it',
          mend: 'Put the claim as it was into the bundle',
        },
      ],
    });
  const meant = identifiersOf(prior);
  for (const stream of await claimsOf(desk.service, caller, parties.memberIds)) {
    const claim = await claimBy(stream, caller, desk, 'update');
    // Of another sender it is as if there were none.
    if (claim?.submitter !== desk.submitter.key) continue;
    // Members of a family may share an id.
    const { birthDate } = claim.submission.parties;
    const isOther = birthDate !== undefined && parties.birthDate !== undefined && birthDate !== parties.birthDate;
    if (!isOther && meant.some((identifier) => claim.traces.includes(identifier))) return claim;
  }
  throw new ProblemError(422, 'The claim that is changed was not sent here', {
    faults: [
      {
        where: WHERE,
        what: 'no claim of yours has its identifier here',
        mend: 'Send what is asked for as a new claim',
      },
    ],
  });
}

function refuseMissing({ lines, submission: before }: ClaimRecord, { claim, items }: Submission): void {
  const [infos, known] = [claim, before.claim].map(({ resource }) =>
    listAt(resource, 'supportingInfo').map(({ sequence }) => sequence),
  );
  const missing = [
    ...lines
      .filter(({ sequence }) => !items.some((item) => item.sequence === sequence))
      .map(({ sequence }) => `item ${String(sequence)}`),
    ...(known ?? [])
      .filter((sequence) => infos?.includes(sequence) !== true)
      .map((sequence) => `supportingInfo ${String(sequence)}`),
  ];
  if (missing.length === 0) return;
  throw new ProblemError(422, 'The update leaves out what was sent before', {
    faults: missing.map((what) => ({
      where: `Bundle.entry[0].resource.${what.replace(/ .*/u, '')}`,
      what: `${what} of the claim before is not there`,
      mend: 'Keep every entry with its sequence, and mark as cancelled what is not asked for any more',
    })),
  });
}

/**
 * What a clinician denied is asked for anew, or appealed against: an update would pass over the decision. Beside other
 * lines that are open, a denied one may stay as it is.
 */
async function refuseDenied(
  { lines, stream }: ClaimRecord,
  { items }: Submission,
  caller: Caller,
  { service, at }: Desk,
): Promise<void> {
  const denied: ClaimLine[] = [];
  for (const line of lines) {
    const entries = await entriesOfRequest(service, caller, line.request, 'update', at);
    if (entries.length === 0) throw new Error(`a line of the claim ${stream} has no request`);
    if (requestState(entries).status === 'denied') denied.push(line);
  }
  const asksAgain = denied.filter(({ sequence, substance }) =>
    items.some((item) => item.sequence === sequence && !item.isCancelled && item.substance !== substance),
  );
  const refused = denied.length > 0 && denied.length === lines.length ? denied : asksAgain;
  if (refused.length === 0) return;
  throw new ProblemError(422, 'What is changed was denied', {
    faults: refused.map(({ sequence }) => ({
      where: WHERE,
      what: `item ${String(sequence)} of it was denied, and what is denied is not updated`,
      mend: 'Send a new claim, or appeal against the decision',
    })),
  });
}
