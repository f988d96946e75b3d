import type { Subscription } from 'fhir/r4.js';
import { below } from '../chart/elm.ts';
import { InputError } from '../input/input-error.ts';
import { NPI_SYSTEM } from '../pas/systems.ts';
import { submissionOf } from '../pas/submission.ts';
import { listAt, textAt } from '../pas/element.ts';
import { REQUEST_PROFILE } from './systems.ts';

const TOPIC = 'http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic';
const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';

/**
 * Asks the payer to tell the practice by itself what becomes of its requests: the whole answer, posted to `endpoint`.
 * @param npi of the practice
 */
export function answersSubscription(npi: string, endpoint: string): Subscription {
  return {
    resourceType: 'Subscription',
    meta: { profile: [REQUEST_PROFILE.subscription] },
    status: 'requested',
    reason: 'To hear what becomes of requests for prior authorization',
    criteria: TOPIC,
    _criteria: {
      extension: [{ url: `${BACKPORT}/backport-filter-criteria`, valueString: `org-identifier=${npi}` }],
    },
    channel: {
      type: 'rest-hook',
      endpoint,
      payload: 'application/fhir+json',
      _payload: {
        extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'full-resource' }],
      },
    },
  };
}

/** The NPI of the practice that a request is from. @throws InputError where the request has none */
export function practiceNpi(bundle: unknown): string {
  const provider = submissionOf(bundle)?.parties.provider;
  const found = listAt(provider?.resource, 'identifier').find(({ system }) => system === NPI_SYSTEM);
  const npi = textAt(found, 'value');
  if (npi !== undefined) return npi;
  throw new InputError([
    { where: '--bundle', what: 'the practice has no NPI in it', mend: 'Prepare the request anew with --parties' },
  ]);
}

/** How the payer took the wish; undefined where it said nothing of it. */
export function standingOf(reply: unknown): string | undefined {
  const status = below(reply, 'status');
  return below(reply, 'resourceType') === 'Subscription' && typeof status === 'string' ? status : undefined;
}
