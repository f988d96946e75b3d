import type { Bundle, Claim, ClaimItem, FhirResource } from 'fhir/r4.js';
import { entriesOfBundle, reachedFrom, referred } from '../pas/entries.ts';
import { submissionOf } from '../pas/submission.ts';
import { made, type NewId } from './addresses.ts';
import { REQUEST_PROFILE } from './systems.ts';

/**
 * The question what has become of a request: its claim by the same identifier and the same lines, with who asks, whom and
 * for whom, and nothing of the chart. Undefined where the bundle is no request.
 * @param now a moment to the second, with its offset
 */
export function inquiryBundle(request: unknown, now: string, next: NewId): Bundle | undefined {
  const submission = submissionOf(request);
  if (submission === undefined) return undefined;
  const { claim } = submission;
  const sent = claim.resource as unknown as Claim;
  const { identifier = [], status, type, use, patient, insurer, provider, priority, careTeam, diagnosis } = sent;
  const inquiry = made<Claim>(
    {
      resourceType: 'Claim',
      meta: { profile: [REQUEST_PROFILE.inquiry] },
      identifier: identifier.slice(0, 1),
      ...{ status, type, use, patient, created: now, priority, provider },
      ...(insurer === undefined ? {} : { insurer }),
      ...(careTeam === undefined ? {} : { careTeam }),
      ...(diagnosis === undefined ? {} : { diagnosis }),
      insurance: sent.insurance,
      item: (sent.item ?? []).map(askedItem),
    },
    next,
  );
  const entries = entriesOfBundle(request);
  const named = [patient, insurer, provider, ...sent.insurance.map(({ coverage }) => coverage)];
  const team = (careTeam ?? []).map((member) => member.provider);
  const first = [...named, ...team].flatMap((reference) => referred(entries, claim, reference) ?? []);
  const around = reachedFrom(entries, first);
  return {
    resourceType: 'Bundle',
    id: next(),
    meta: { profile: [REQUEST_PROFILE.inquiryBundle] },
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${next()}` },
    type: 'collection',
    timestamp: now,
    entry: [
      inquiry,
      ...around.map(({ fullUrl, resource }) => ({ fullUrl, resource: resource as unknown as FhirResource })),
    ],
  };
}

/** A line as it was asked for, without the order and the papers behind it. */
function askedItem(item: ClaimItem): ClaimItem {
  const kept = Object.entries(item).filter(([key]) => key !== 'informationSequence');
  const extension = (item.extension ?? []).filter(({ valueReference }) => valueReference === undefined);
  return { ...(Object.fromEntries(kept) as unknown as ClaimItem), extension };
}
