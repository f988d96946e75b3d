import { insurerBy, insurerOf, type Insurer } from '../insurers/insurer.ts';
import { validatePasRequest, type Judged } from '../fhir/validate/validate.ts';
import type { Caller } from '../server/caller.ts';
import { ProblemError } from '../server/problem.ts';
import type { Service } from '../server/service.ts';
import { errorBundle } from './error-response.ts';
import { listAt, textAt, type Element } from './element.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { deskOf } from './plan.ts';
import { submissionOf, type Submission } from './submission.ts';
import { submitted } from './submit.ts';
import { submitterOf } from './submitter.ts';
import { updated } from './update.ts';

/**
 * The answer to a bundle that asks for prior authorization, or changes what was asked for.
 * @throws ProblemError 4xx where it cannot be processed
 */
export async function answered(bundle: Element, caller: Caller, service: Service): Promise<Element> {
  refuseFaults(validatePasRequest(bundle));
  const submission = submissionIn(bundle);
  const insurer = insurerIn(submission, caller, service);
  if (insurer === undefined) return errorBundle(submission, service.now());
  const changes = listAt(submission.claim.resource, 'related').length > 0;
  return oneAtATime(service, caller, submission.parties.memberIds, () => {
    const desk = deskOf(service, insurer, submitterOf(service, caller));
    return changes ? updated(bundle, submission, caller, desk) : submitted(bundle, submission, caller, desk);
  });
}

/** @throws ProblemError 400 with each place at which a bundle does not fit its profile */
export function refuseFaults({ faults }: Judged): void {
  if (faults.length > 0) throw new ProblemError(400, 'The bundle does not fit its profile', { faults });
}

const ADDRESS = /^(?:https?:\/\/|urn:(?:uuid|oid):)\S+$/u;

/** @throws ProblemError 400 where the first entry is no claim, or an entry has no address */
export function submissionIn(bundle: Element): Submission {
  const submission = submissionOf(bundle);
  const nameless = (submission?.entries ?? []).filter(({ fullUrl }) => !ADDRESS.test(fullUrl));
  if (nameless.length > 0)
    throw new ProblemError(400, 'An entry has no address', {
      faults: nameless.map(({ place }) => ({
        where: place.replace(/resource$/u, 'fullUrl'),
        what: 'this is no address under which a resource could be referred to',
        mend: 'Give the URL of the resource on your server, or a urn:uuid',
      })),
    });
  if (submission !== undefined) return submission;
  throw new ProblemError(400, 'This is no bundle that begins with a Claim', {
    faults: [
      {
        where: 'Bundle.entry',
        what: 'the first entry is no Claim',
        mend: 'Put the Claim first, and what it refers to after it',
      },
    ],
  });
}

/** The insurer that a claim names, where it is the one that the caller's program is of. */
export function insurerIn(
  { parties }: Submission,
  { organisation }: Caller,
  { insurers }: Pick<Service, 'insurers'>,
): Insurer | undefined {
  const named = listAt(parties.insurer?.resource, 'identifier').map((identifier) => {
    const [system, value] = [textAt(identifier, 'system'), textAt(identifier, 'value')];
    return { ...(system === undefined ? {} : { system }), ...(value === undefined ? {} : { value }) };
  });
  const found = insurerBy(insurers, named);
  return found !== undefined && found === insurerOf(insurers, organisation) ? found : undefined;
}
