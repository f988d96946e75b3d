import { OPEN, requestState } from '../../core/requests/state.ts';
import { below } from '../chart/elm.ts';
import { insurerOf } from '../insurers/insurer.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import { actorOf } from '../server/record.ts';
import type { Service } from '../server/service.ts';
import { canonical } from '../store/chain.ts';
import { ATTACHED, CLAIM, evidenceOf, type Attached, type ClaimRecord } from './claim-record.ts';
import { listAt, textAt, type Element } from './element.ts';
import { entriesOfBundle } from './entries.ts';
import { claimsOf } from './find-claim.ts';
import { uuidOf } from './ids.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { isDue } from './outbox.ts';
import { deskOf, lookedAgain, type Desk } from './plan.ts';
import { entriesOfRequest, written } from './request-streams.ts';
import { numberOf } from './standing.ts';
import { claimBy } from './submit.ts';
import { submitterOf } from './submitter.ts';

/**
 * Takes what was asked for about a claim, after CDex: the lines that are open are looked at again with it.
 * @returns an OperationOutcome that says what became of it; how the lines stand is told to subscribers, or inquired
 * @throws ProblemError 4xx where it is not said, or not known, what it belongs to
 */
export async function attached(parameters: Element, caller: Caller, service: Service): Promise<Element> {
  const content = contentOf(parameters);
  const insurer = insurerOf(service.insurers, caller.organisation);
  if (insurer === undefined) throw new ProblemError(422, 'This payer does not answer here');
  const desk = deskOf(service, insurer, submitterOf(service, caller));
  const claim = await claimMeant(parameters, caller, desk);
  const key = uuidOf('attachment', claim.stream, canonical(content));
  if (!claim.attached.some((one) => one.key === key)) {
    const body: Attached = { key, content };
    await service.store.append({
      ...{ actor: actorOf(caller), stream: claim.stream, kind: CLAIM, expected: claim.length, now: desk.at },
      events: [{ type: ATTACHED, at: desk.at, body }],
    });
  }
  // Also where it came before: what broke off is gone on with.
  const { memberIds } = claim.submission.parties;
  const looked = await oneAtATime(service, caller, memberIds, () =>
    lookAgain(claim, [...claim.attached, { key, content }], caller, desk),
  );
  for (const { request, sequence } of looked) await isDue(service, caller.organisation, request, sequence);
  const text =
    looked.length === 0
      ? 'Kept. No line waits for it'
      : `Kept. Lines that were looked at again with it: ${String(looked.length)}`;
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'information', code: 'informational', diagnostics: text }],
  };
}

/** A request that was looked at again, and the number of its newest entry. */
interface LookedAt {
  readonly request: string;
  readonly sequence: number;
}

async function lookAgain(
  claim: ClaimRecord,
  attachments: readonly Attached[],
  caller: Caller,
  desk: Desk,
): Promise<readonly LookedAt[]> {
  const { submission, lines } = claim;
  const evidence = evidenceOf(submission, attachments);
  const all = claim.requests.map((request) => numberOf('A', request));
  const looked: LookedAt[] = [];
  for (const { request, sequence } of lines) {
    const before = await entriesOfRequest(desk.service, caller, request, 'attachment', desk.at);
    const item = submission.items.find((one) => one.sequence === sequence);
    if (item === undefined || before.length === 0 || !OPEN.includes(requestState(before).status)) continue;
    const others = lines.filter((one) => one.sequence !== sequence).map((one) => numberOf('A', one.request));
    const line = { request, before, item, own: { all, others } };
    const draft = await lookedAgain(line, submission, evidence, caller, desk);
    await written(request, draft, caller, desk);
    looked.push({ request, sequence: before.length + draft.added.length });
  }
  return looked;
}

const where = (name: string): string => `Parameters.parameter.where(name = '${name}')`;

function parameter(parameters: Element, name: string): Element | undefined {
  return listAt(parameters, 'parameter').find((one) => one['name'] === name);
}

/** The resources that came, those of a bundle each for itself. */
function contentOf(parameters: Element): readonly Element[] {
  const content = listAt(parameters, 'parameter')
    .filter(({ name }) => name === 'Attachment')
    .flatMap((one) => listAt(one, 'part').filter(({ name }) => name === 'Content'))
    .flatMap((part) => listAt(part, 'resource'))
    .flatMap((resource) =>
      resource['resourceType'] === 'Bundle' ? entriesOfBundle(resource).map((entry) => entry.resource) : [resource],
    );
  if (parameters['resourceType'] === 'Parameters' && content.length > 0) return content;
  throw new ProblemError(400, 'Nothing is attached', {
    faults: [
      {
        where: where('Attachment'),
        what: 'no attachment has a resource as its Content',
        mend: 'Send Parameters with an Attachment part whose Content is a resource',
      },
    ],
  });
}

/** By the context or the number under which it was asked for, or by the number that its sender gave the claim. */
async function claimMeant(parameters: Element, caller: Caller, desk: Desk): Promise<ClaimRecord> {
  const [tracking] = listAt(parameter(parameters, 'TrackingId'), 'valueIdentifier');
  const value = textAt(tracking, 'value') ?? textAt(parameter(parameters, 'TrackingId'), 'valueString') ?? '';
  const member = memberIn(parameters);
  const streams = [
    ...(await claimOfRequest(value, caller, desk)),
    ...(await claimsOf(desk.service, caller, member === undefined ? [] : [member])),
  ];
  for (const stream of new Set(streams)) {
    const claim = await claimBy(stream, caller, desk, 'attachment');
    if (claim?.submitter === desk.submitter.key && isMeant(claim, value)) return claim;
  }
  throw new ProblemError(422, 'It is not known what this belongs to', {
    faults: [
      {
        where: where('TrackingId'),
        what: 'no claim of yours is known by it',
        mend: 'Give the number under which it was asked for, or that of the claim, with the member id',
      },
    ],
  });
}

function isMeant({ requests, traces }: ClaimRecord, value: string): boolean {
  return (
    requests.includes(value) ||
    requests.some((request) => numberOf('P', request) === value) ||
    traces.some((trace) => trace.endsWith(`|${value}`))
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

async function claimOfRequest(request: string, caller: Caller, { service, at }: Desk): Promise<readonly string[]> {
  if (!UUID.test(request)) return [];
  const [drafted] = await entriesOfRequest(service, caller, request, 'attachment', at);
  const id = below(drafted, 'claim', 'id');
  return typeof id === 'string' ? [id] : [];
}

function memberIn(parameters: Element): string | undefined {
  const member = parameter(parameters, 'MemberId');
  return textAt(member, 'valueIdentifier', 'value') ?? textAt(member, 'valueString');
}
