import type { Bundle, FhirResource, Patient, Provenance, Reference } from 'fhir/r4.js';
import type { Course, CourseEvent } from '../../core/course/event.ts';
import type { RecordedEvent } from '../store/events.ts';
import { takenBack, toTheSecond, whoOf, type CourseRecord } from './course-record.ts';
import { resourcesOf, type Context } from './event-resources.ts';
import { requestResources } from './request-resources.ts';

/** References inside the Bundle are read from here; nothing is served at it. */
const BASE = 'https://stepwise.example/courses';
const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm';

/**
 * The whole record as a FHIR R4 Bundle (collection): the patient without a name, every entry as the resource that comes
 * nearest to it, the requests for authorization, and of every event a Provenance with who, when and its hash. Entries that
 * were taken back are there, marked as entered in error.
 * @param course the same events, read as a course
 */
export function courseBundle(record: CourseRecord, course: Course): Bundle {
  const { id, events, requests, exported } = record;
  const patient = patientOf(id, course);
  const subject: Reference = { reference: `Patient/${id}` };
  const back = takenBack(events);
  const entries = events.slice(1);
  const zone = course.timeZone === undefined ? {} : { timeZone: course.timeZone };
  const made = entries.map((event, index): readonly FhirResource[] => {
    const entry = course.events[index];
    if (entry === undefined) throw new Error('a course has an entry for every event after its first');
    const context: Context = {
      ...{ subject, course, ...zone, error: back.has(event.sequence), stopped: stopped(course, entry) },
      id: `e${String(event.sequence)}`,
      at: toTheSecond(event.at, course.timeZone),
    };
    return resourcesOf(entry, context);
  });
  const conditions = diagnosesOf(course, subject);
  const [opening] = events;
  const own: Origin = { organisation: record.organisation, id, name: 'provenance', timeZone: course.timeZone };
  const provenance = [
    ...(opening === undefined ? [] : [provenanceOf(opening, [subject.reference ?? ''], own)]),
    ...entries.map((event, index) => provenanceOf(event, (made[index] ?? []).map(referenceTo), own)),
  ];
  const asked = requests.flatMap((request): readonly FhirResource[] => {
    const resources = requestResources(request, course, subject);
    const from: Origin = { ...own, id: request.id, name: `${request.id}-provenance` };
    return [
      ...resources.map(({ resource }) => resource),
      ...request.events.map((event) => {
        const of = resources.filter(({ sequence }) => sequence === event.sequence);
        return provenanceOf(
          event,
          of.map(({ resource }) => referenceTo(resource)),
          from,
        );
      }),
    ];
  });
  const rest: readonly FhirResource[] = [...conditions, ...made.flat(), ...provenance, ...asked];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: toTheSecond(exported.at),
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
    entry: [...[patient, ...rest].map((resource) => ({ fullUrl: `${BASE}/${id}/${referenceTo(resource)}`, resource }))],
  };
}

const referenceTo = ({ resourceType, id = '' }: FhirResource): string => `${resourceType}/${id}`;

function patientOf(id: string, { patient }: Course): Patient {
  const { birthDate, sex, state } = patient;
  return {
    ...{ resourceType: 'Patient', id, birthDate, gender: sex },
    ...(state === undefined ? {} : { address: [{ state, country: 'US' }] }),
  };
}

function diagnosesOf({ patient: { diagnoses = [] } }: Course, subject: Reference): readonly FhirResource[] {
  return diagnoses.map((code, index) => ({
    resourceType: 'Condition',
    id: `diagnosis-${String(index + 1)}`,
    subject,
    code: { coding: [{ system: ICD_10_CM, code }] },
  }));
}

/** Why the infusion of a dose was stopped; undefined where it was not. */
function stopped({ events }: Course, entry: CourseEvent): string | undefined {
  if (entry.type !== 'dose-given') return undefined;
  const [reason] = events.flatMap((one) =>
    one.type === 'infusion-stopped' && one.dose === entry.dose ? [one.reason] : [],
  );
  return reason;
}

/** Of which record an event is, and how its Provenance is called. */
interface Origin {
  readonly organisation: string;
  readonly id: string;
  readonly name: string;
  readonly timeZone: string | undefined;
}

function provenanceOf(
  event: RecordedEvent,
  targets: readonly string[],
  { organisation, id, name, timeZone }: Origin,
): Provenance {
  const { sequence, at, recordedAt, hash, type, actor } = event;
  return {
    resourceType: 'Provenance',
    id: `${name}-${String(sequence)}`,
    target: targets.map((reference) => ({ reference })),
    occurredDateTime: toTheSecond(at, timeZone),
    recorded: toTheSecond(recordedAt),
    activity: { text: type },
    agent: [
      {
        who: { identifier: { value: actor.id }, display: whoOf(event) },
        role: [{ text: actor.role }],
        onBehalfOf: { display: organisation },
      },
    ],
    entity: [
      {
        role: 'source',
        what: {
          identifier: { system: 'urn:stepwise:event-hash', value: hash },
          display: `event ${String(sequence)} of ${id}`,
        },
      },
    ],
  };
}
