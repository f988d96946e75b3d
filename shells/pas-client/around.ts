import type { Coverage, FhirResource, Patient } from 'fhir/r4.js';
import { NPI_SYSTEM } from '../pas/systems.ts';
import type { Addressed, NewId } from './addresses.ts';
import * as people from './people.ts';
import type { FromChart, RequestContent } from './request-content.ts';
import * as systems from './systems.ts';

const LINE = 'member.line-of-business';
const BORN = 'patient.birth-date';

/** Who stands around a request, in the order of the bundle. */
export interface People {
  readonly patient: Addressed;
  readonly coverage: Addressed;
  readonly insurer: Addressed;
  readonly requester: Addressed;
  readonly role: Addressed;
  readonly prescriber: Addressed;
  readonly subscriber: Addressed | undefined;
}

/** Those whom the chart has stay who they are there. */
export function peopleOf(content: RequestContent, insurer: Addressed, fromChart: FromChart, next: NewId): People {
  const { parties } = content;
  const requester = people.requesterOf(parties, next);
  const held = fromChart.find((entry) => isWith(entry, parties.prescriber.npi));
  const prescriber = held ?? people.prescriberOf(parties, next);
  const subscriber = people.subscriberOf(parties, next);
  const patient = patientEntry(content, fromChart, next);
  const addresses = { patient: patient.fullUrl, insurer: insurer.fullUrl, subscriber: subscriber?.fullUrl };
  return {
    patient,
    coverage: coverageEntry(content, addresses, fromChart, next),
    insurer,
    requester,
    role: people.roleOf(prescriber.fullUrl, requester.fullUrl, parties, next),
    prescriber,
    subscriber,
  };
}

/** The practitioner with an NPI. */
function isWith({ resource }: Addressed, npi: string): boolean {
  if (resource.resourceType !== 'Practitioner') return false;
  return (resource.identifier ?? []).some(({ system, value }) => system === NPI_SYSTEM && value === npi);
}

function patientEntry(
  { parties, facts, course }: RequestContent,
  fromChart: readonly Addressed[],
  next: NewId,
): Addressed {
  const own = fromChart.find((entry): entry is Addressed<Patient> => entry.resource.resourceType === 'Patient');
  const born = facts.get(BORN)?.value;
  if (own === undefined)
    return people.patientOf(
      parties,
      {
        birthDate: course?.patient.birthDate ?? (typeof born === 'string' ? born : undefined),
        sex: course?.patient.sex,
      },
      next,
    );
  const { resource } = own;
  const profile = [...(resource.meta?.profile ?? []), systems.REQUEST_PROFILE.beneficiary];
  return { ...own, resource: { ...resource, meta: { ...resource.meta, profile } } };
}

function coverageEntry(
  { parties, facts }: RequestContent,
  addresses: Parameters<typeof people.coverageOf>[1],
  fromChart: readonly Addressed[],
  next: NewId,
): Addressed {
  const held = fromChart.filter((entry): entry is Addressed<Coverage> => entry.resource.resourceType === 'Coverage');
  const own =
    held.find(({ resource }) => resource.subscriberId === parties.memberId) ?? (held[1] ? undefined : held[0]);
  const line = facts.get(LINE)?.value;
  const made = people.coverageOf(parties, addresses, own?.resource, typeof line === 'string' ? line : undefined);
  if (own !== undefined) return { fullUrl: own.fullUrl, resource: made };
  const id = next();
  return { fullUrl: `urn:uuid:${id}`, resource: { ...made, id } satisfies FhirResource };
}
