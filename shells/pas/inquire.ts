import { randomUUID } from 'node:crypto';
import { validatePasInquiry } from '../fhir/validate/validate.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import type { Service } from '../server/service.ts';
import { insurerIn, refuseFaults, submissionIn } from './answer.ts';
import type { ClaimRecord } from './claim-record.ts';
import { responseBundle } from './claim-response.ts';
import type { Element } from './element.ts';
import { claimsOf } from './find-claim.ts';
import { isSought, type Candidate } from './inquiry-match.ts';
import { deskOf, type Desk } from './plan.ts';
import { entriesOfRequest } from './request-streams.ts';
import { numberOf, type Standing } from './standing.ts';
import { claimBy, standingFor } from './submit.ts';
import { identifiersOf, type Submission } from './submission.ts';
import { submitterOf } from './submitter.ts';

/**
 * The claims that an inquiry is about, each as it stands now, whatever it was when it was asked for. Whoever sent a claim
 * sees it; others have to name the member and the provider who ordered or gives what was asked for (by NPI).
 * @throws ProblemError 4xx where the inquiry does not say who asks of whom
 */
export async function inquired(bundle: Element, caller: Caller, service: Service): Promise<Element> {
  refuseFaults(validatePasInquiry(bundle));
  const inquiry = submissionIn(bundle);
  const insurer = insurerIn(inquiry, caller, service);
  if (insurer === undefined)
    throw new ProblemError(422, 'This payer does not answer here', {
      faults: [
        {
          where: `${inquiry.parties.insurer?.place ?? inquiry.claim.place}.identifier`,
          what: 'the identifier of the insurer is not known',
          mend: 'Ask the payer for the address of its own service',
        },
      ],
    });
  const { memberIds } = inquiry.parties;
  if (memberIds.length === 0)
    throw new ProblemError(422, 'The inquiry names no member', {
      faults: [
        {
          where: `${inquiry.claim.place}.patient`,
          what: 'neither the patient nor the coverage has a member id',
          mend: 'Give the member id in the coverage, or as an identifier of the patient',
        },
      ],
    });
  const desk = deskOf(service, insurer, submitterOf(service, caller));
  const found: { readonly claim: ClaimRecord; readonly standings: readonly Standing[] }[] = [];
  for (const stream of await claimsOf(service, caller, memberIds)) {
    const claim = await claimBy(stream, caller, desk, 'inquire');
    if (claim === undefined || !isSamePatient(claim, inquiry) || !maySee(claim, inquiry, desk)) continue;
    const standings = await standingsOf(claim, caller, desk);
    if (isSought(inquiry.claim.resource, candidatesOf(claim, standings))) found.push({ claim, standings });
  }
  const traced = found.filter(({ claim }) => isTraced(claim, inquiry));
  const { identifier } = inquiry;
  return parametersOf(
    // A trace number that a claim has means this claim; one that none has is the inquiry's own.
    (traced.length > 0 ? traced : found).map(({ claim, standings }) =>
      responseBundle(claim.submission, standings, { id: randomUUID(), at: desk.at, inquiry: { identifier } }),
    ),
  );
}

/** Where each line of a claim stands now. */
export async function standingsOf(
  { lines }: Pick<ClaimRecord, 'lines'>,
  caller: Caller,
  { service, at }: Pick<Desk, 'service' | 'at'>,
): Promise<readonly Standing[]> {
  const standings: Standing[] = [];
  for (const line of lines) {
    const entries = await entriesOfRequest(service, caller, line.request, 'inquire', at);
    if (entries.length === 0) throw new Error('a line of a claim has a request');
    standings.push(standingFor(line, line.request, entries));
  }
  return standings;
}

/** What was replaced is found by its number, too: the answer is what stands in its place. */
function candidatesOf(claim: ClaimRecord, standings: readonly Standing[]): readonly Candidate[] {
  const numbers = [
    ...claim.requests.flatMap((request) => [numberOf('A', request), numberOf('P', request)]),
    ...[...claim.told, ...standings].flatMap(({ authorization }) => authorization?.number ?? []),
  ];
  return standings.map((standing) => ({
    standing,
    item: claim.submission.items.find(({ sequence }) => sequence === standing.sequence),
    numbers,
  }));
}

/** Members of a family may share an id: their days of birth tell them apart. */
function isSamePatient({ submission }: ClaimRecord, { parties }: Submission): boolean {
  const { birthDate: held } = submission.parties;
  return held === undefined || parties.birthDate === undefined || held === parties.birthDate;
}

function maySee({ submitter, submission }: ClaimRecord, inquiry: Submission, desk: Desk): boolean {
  if (submitter === desk.submitter.key) return true;
  return inquiry.parties.npis.some((npi) => submission.parties.npis.includes(npi));
}

function isTraced({ traces }: ClaimRecord, { claim }: Submission): boolean {
  return identifiersOf(claim).some((identifier) => traces.includes(identifier));
}

function parametersOf(bundles: readonly Element[]): Element {
  return {
    resourceType: 'Parameters',
    ...(bundles.length === 0 ? {} : { parameter: bundles.map((resource) => ({ name: 'return', resource })) }),
  };
}
