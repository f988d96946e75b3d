import { randomUUID } from 'node:crypto';
import type { RequestEntry } from '../../core/requests/entry.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import { actorOf } from '../server/record.ts';
import { canonical } from '../store/chain.ts';
import { ConflictError } from '../store/store.ts';
import { CLAIM, claimOf, RECEIVED, titleOf, type Begun, type ClaimLine, type ClaimRecord } from './claim-record.ts';
import { responseBundle } from './claim-response.ts';
import type { Element } from './element.ts';
import { uuidOf } from './ids.ts';
import type { ClaimItem } from './item.ts';
import { planned, senderOf, type Desk, type NamedLine } from './plan.ts';
import { givenUp } from './request-entries.ts';
import { written } from './request-streams.ts';
import { cancelled, numberOf, standingOf, type Standing } from './standing.ts';
import { identifiersOf, wordOf, type Submission } from './submission.ts';

/** What makes a bundle the one that it is: its own identifier and that of its claim. */
export function keyOf({ identifier, claim }: Submission): string {
  return [wordOf(identifier) ?? '', ...identifiersOf(claim)].join(' ');
}

/**
 * Takes a new claim: a request for each line, what the program finds, and the answer. What is sent again is answered as
 * it was; what broke off is gone on with.
 * @throws ProblemError 422 where the identifiers were used for something else
 */
export async function submitted(bundle: Element, submission: Submission, caller: Caller, desk: Desk): Promise<Element> {
  const { service, at } = desk;
  const key = keyOf(submission);
  const stream = claimId(caller, desk, key);
  const known = await claimBy(stream, caller, desk, 'submit');
  if (known !== undefined) return answeredBefore(known, key, bundle);
  const title = titleOf(submission);
  const lines: ClaimLine[] = [];
  const standings: Standing[] = [];
  for (const item of submission.items) {
    const numbers = lines.map(({ request }) => numberOf('A', request));
    const own = { all: numbers, others: numbers };
    const { line, standing } = await newLine(item, submission, { claim: stream, title, key, own }, caller, desk);
    lines.push(line);
    standings.push(standing);
  }
  const response = responseBundle(submission, standings, { id: randomUUID(), at });
  const begun: Begun = { key, bundle, lines, replaced: [], standings, response, submitter: desk.submitter.key };
  try {
    await service.store.append({
      ...{ actor: actorOf(caller), stream, kind: CLAIM, expected: 0, now: at },
      events: [{ type: RECEIVED, at, body: begun }],
    });
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    // The same call came at the same time, and stands.
    const other = await claimBy(stream, caller, desk, 'submit');
    if (other === undefined) throw error;
    return answeredBefore(other, key, bundle);
  }
  return response;
}

/** The stream of the claim that a sender begins with a key. */
function claimId({ organisation }: Caller, { submitter }: Desk, key: string): string {
  return uuidOf('claim', organisation, submitter.key, key);
}

/** The claim of a stream, the reading logged; undefined where there is none. */
export async function claimBy(
  stream: string,
  caller: Caller,
  { service, at }: Pick<Desk, 'service' | 'at'>,
  what: string,
): Promise<ClaimRecord | undefined> {
  return claimOf(stream, await service.store.read(actorOf(caller), stream, what, at));
}

/** @throws ProblemError 422 where the same identifiers came with something else */
export function answeredBefore({ answers }: ClaimRecord, key: string, bundle: Element): Element {
  const before = answers.find((answer) => answer.key === key);
  if (before !== undefined && canonical(before.bundle) === canonical(bundle)) return before.response;
  throw new ProblemError(422, 'The identifiers of the bundle were used for another one', {
    faults: [
      {
        where: 'Bundle.identifier',
        what: 'with this identifier and that of its claim another content was sent before',
        mend: 'Give each submission an identifier of its own; change a claim that stands by an update of it',
      },
    ],
  });
}

interface Named extends NamedLine {
  readonly key: string;
}

/** A line that came with this call: a request of its own, or what was begun of it before. */
export async function newLine(
  item: ClaimItem,
  submission: Submission,
  { key, ...named }: Named,
  caller: Caller,
  desk: Desk,
): Promise<{ readonly line: ClaimLine; readonly standing: Standing }> {
  const { sequence, substance, isCancelled } = item;
  const request = uuidOf('request', named.claim, key, String(sequence));
  const draft = await planned(request, item, submission, named, caller, desk);
  const whole = isCancelled ? givenUp(draft, senderOf(desk), desk.at, 'Sent as cancelled') : draft;
  const entries = await written(request, whole, caller, desk);
  return { line: { sequence, request, substance, isCancelled }, standing: standingFor(item, request, entries) };
}

/** Where a line stands; one that was taken back is that, whatever was answered before. */
export function standingFor(
  { sequence, isCancelled }: Pick<ClaimLine, 'sequence' | 'isCancelled'>,
  request: string,
  entries: readonly RequestEntry[],
): Standing {
  const standing = standingOf(sequence, request, entries);
  return isCancelled ? cancelled(standing) : standing;
}
