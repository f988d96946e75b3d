import { randomUUID } from 'node:crypto';
import type { Element } from './element.ts';
import { reachedFrom, type Entry } from './entries.ts';
import type { Submission } from './submission.ts';
import { ERROR_SYSTEM, EXTENSION, FOLLOW_UP_SYSTEM, PAYER_UNKNOWN, PROFILE } from './systems.ts';

/**
 * The answer to a claim for a payer that is not here: sound as FHIR, and a business error at the insurer's name.
 * @param now ISO 8601 with an offset
 */
export function errorBundle({ claim, parties, entries, identifier }: Submission, now: string): Element {
  const id = randomUUID();
  const { patient, insurer, provider } = parties;
  const to = (entry: Entry | undefined): Element => ({ reference: entry?.fullUrl ?? '' });
  const named = [patient, insurer, provider].filter((entry) => entry !== undefined);
  const { resource } = claim;
  const response = {
    resourceType: 'ClaimResponse',
    id,
    meta: { profile: [PROFILE.claimResponse] },
    identifier: resource['identifier'],
    status: 'active',
    type: resource['type'],
    use: 'preauthorization',
    patient: to(patient),
    created: now,
    insurer: to(insurer),
    ...(provider === undefined ? {} : { requestor: to(provider) }),
    request: to(claim),
    outcome: 'error',
    disposition: 'This payer does not answer here: the identifier of the insurer is not known',
    error: [
      {
        extension: [
          { url: EXTENSION.errorPath, valueString: `${insurer?.place ?? claim.place}.identifier` },
          {
            url: EXTENSION.errorFollowup,
            valueCodeableConcept: { coding: [{ system: FOLLOW_UP_SYSTEM, code: PAYER_UNKNOWN.followUp }] },
          },
        ],
        code: { coding: [{ system: ERROR_SYSTEM, code: PAYER_UNKNOWN.code }] },
      },
    ],
  };
  return {
    resourceType: 'Bundle',
    id,
    meta: { profile: [PROFILE.response] },
    identifier,
    type: 'collection',
    timestamp: now,
    entry: [
      { fullUrl: `urn:uuid:${id}`, resource: response },
      ...reachedFrom(entries, named).map(({ fullUrl, resource: echoed }) => ({ fullUrl, resource: echoed })),
    ],
  };
}
