import type {
  AdverseEvent as AdverseEventResource,
  Basic,
  Claim,
  FhirResource,
  MedicationAdministration,
  Observation,
  Period,
  Reference,
} from 'fhir/r4.js';
import type {
  AdverseEvent,
  Claimed,
  Course,
  CourseEvent,
  DoseGiven,
  LabResulted,
  MedicationGiven,
} from '../../core/course/event.ts';
import { toTheSecond } from './course-record.ts';
import type { ReadOut } from './read-times.ts';

/** What stands around an entry. */
export interface Context {
  /** The id of the first resource of the entry; others carry it before theirs. */
  readonly id: string;
  /** When it happened, to the second. */
  readonly at: string;
  readonly subject: Reference;
  readonly course: Course;
  readonly timeZone?: string;
  /** The entry was taken back. */
  readonly error: boolean;
  /** Why the infusion of the dose was stopped. */
  readonly stopped: string | undefined;
}

const NDC = 'http://hl7.org/fhir/sid/ndc';
const UCUM = 'http://unitsofmeasure.org';

/** The resources that come nearest to an entry, at least one; what R4 has no place for is a Basic with its words. */
export function resourcesOf(entry: CourseEvent, context: Context): readonly FhirResource[] {
  switch (entry.type) {
    case 'dose-given':
      return [doseOf(entry, context)];
    case 'medication-given':
      return [medicationOf(entry, context)];
    case 'lab-resulted':
      return labsOf(entry, context);
    case 'adverse-event':
      return adverseOf(entry, context);
    case 'assessed':
      return [observed('response to treatment', { valueString: entry.response }, context)];
    case 'pre-dose-assessment':
      return [assessmentOf(entry, context)];
    case 'claimed':
      return [claimOf(entry, context)];
    default:
      return [basicOf(entry, context)];
  }
}

function doseOf(entry: DoseGiven, { id, at, subject, course, timeZone, error, stopped }: Context): FhirResource {
  const { dose, mg, start, end, ndc, lot, site } = entry;
  const note = [...(lot === undefined ? [] : [`Lot ${lot}`]), ...(site === undefined ? [] : [site])];
  const resource: MedicationAdministration = {
    resourceType: 'MedicationAdministration',
    id,
    status: error ? 'entered-in-error' : stopped === undefined ? 'completed' : 'stopped',
    ...(stopped === undefined ? {} : { statusReason: [{ text: stopped }] }),
    medicationCodeableConcept: {
      text: course.drug,
      ...(ndc === undefined ? {} : { coding: [{ system: NDC, code: ndc }] }),
    },
    subject,
    ...effective(start ?? at, end, timeZone),
    dosage: { text: `${dose}, ${String(mg)} mg`, dose: { value: mg, unit: 'mg', system: UCUM, code: 'mg' } },
    ...(note.length === 0 ? {} : { note: note.map((text) => ({ text })) }),
  };
  return resource;
}

function effective(
  start: string,
  end: string | undefined,
  timeZone?: string,
): { readonly effectivePeriod: Period } | { readonly effectiveDateTime: string } {
  const first = toTheSecond(start, timeZone);
  return end === undefined
    ? { effectiveDateTime: first }
    : { effectivePeriod: { start: first, end: toTheSecond(end, timeZone) } };
}

function medicationOf(entry: MedicationGiven, { id, at, subject, timeZone, error }: Context): FhirResource {
  const resource: MedicationAdministration = {
    resourceType: 'MedicationAdministration',
    id,
    status: error ? 'entered-in-error' : 'completed',
    medicationCodeableConcept: { text: entry.code },
    subject,
    ...effective(entry.start ?? at, entry.end, timeZone),
    reasonCode: [{ text: entry.for }],
    ...(entry.dose === undefined && entry.route === undefined
      ? {}
      : {
          dosage: {
            ...(entry.dose === undefined ? {} : { text: entry.dose }),
            ...(entry.route === undefined ? {} : { route: { text: entry.route } }),
          },
        }),
  };
  return resource;
}

function labsOf({ panel, values }: LabResulted, context: Context): readonly FhirResource[] {
  return Object.entries(values).map(([name, { value, unit, lln, uln }], index): Observation => {
    const bound = (limit: number): { value: number; unit: string } => ({ value: limit, unit });
    return {
      ...observed(name, { valueQuantity: { value, unit } }, context),
      id: index === 0 ? context.id : `${context.id}-${name}`,
      category: [{ coding: [{ system: CATEGORY, code: 'laboratory' }], text: panel }],
      ...(lln === undefined && uln === undefined
        ? {}
        : {
            referenceRange: [
              { ...(lln === undefined ? {} : { low: bound(lln) }), ...(uln === undefined ? {} : { high: bound(uln) }) },
            ],
          }),
    };
  });
}

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

function observed(
  text: string,
  value: Pick<Observation, 'valueQuantity'> | Pick<Observation, 'valueString'> | Pick<Observation, 'valueInteger'>,
  { id, at, subject, error }: Context,
): Observation {
  return {
    ...{ resourceType: 'Observation', id, status: error ? 'entered-in-error' : 'final', code: { text }, subject },
    ...{ effectiveDateTime: at, ...value },
  };
}

/** What happened, and the grade that it was given: a later grade of the same is an observation of its own. */
function adverseOf({ kind, grade, gradeNow, onset, sign }: AdverseEvent, context: Context): readonly FhirResource[] {
  const { id, at, subject, error, timeZone } = context;
  const happened: AdverseEventResource = {
    resourceType: 'AdverseEvent',
    id,
    actuality: 'actual',
    event: { text: sign === undefined ? kind : `${kind}: ${sign}` },
    subject,
    date: toTheSecond(onset, timeZone),
    recordedDate: at,
  };
  const graded = observed(`grade of ${kind}`, { valueInteger: gradeNow ?? grade }, context);
  const focus: Observation = { ...graded, id: `${id}-grade`, focus: [{ reference: `AdverseEvent/${id}` }] };
  // R4 has no status for it: what was taken back is told by the status of its grade, and by its Provenance.
  return error ? [{ ...happened, event: { text: `${kind}, taken back` } }, focus] : [happened, focus];
}

function assessmentOf(entry: CourseEvent, context: Context): FhirResource {
  const { id, at, subject, error } = context;
  const parts = said(entry).map(([name, text]) => ({ code: { text: name }, valueString: text }));
  const resource: Observation = {
    ...{ resourceType: 'Observation', id, status: error ? 'entered-in-error' : 'final', subject },
    ...{ code: { text: 'assessment before a dose' }, effectiveDateTime: at },
    ...(parts.length === 0 ? {} : { component: parts }),
  };
  return resource;
}

function claimOf(entry: Claimed, { id, at, subject, course, error }: Context): FhirResource {
  const given = course.events.find((one) => one.type === 'dose-given' && one.dose === entry.dose);
  const { chargeCents } = entry;
  const money = chargeCents === undefined ? {} : { value: chargeCents / 100, currency: 'USD' };
  const resource: Claim = {
    resourceType: 'Claim',
    id,
    ...(entry.claim === undefined ? {} : { identifier: [{ value: entry.claim }] }),
    status: error ? 'entered-in-error' : 'active',
    type: { text: 'as sent by the practice' },
    use: 'claim',
    patient: subject,
    created: at,
    provider: { display: course.placeOfService?.name ?? 'not recorded' },
    priority: { text: 'normal' },
    insurance: [{ sequence: 1, focal: true, coverage: { display: course.patient.lineOfBusiness ?? 'not recorded' } }],
    item: [
      {
        sequence: 1,
        productOrService: { text: `${course.drug}, ${entry.dose}` },
        ...(given === undefined ? {} : { servicedDate: given.at.slice(0, 10) }),
        ...(chargeCents === undefined ? {} : { net: money }),
      },
    ],
    ...(chargeCents === undefined ? {} : { total: money }),
  };
  return resource;
}

/** An entry for which R4 has no place, in words. */
export function basicOf(
  entry: { readonly type: string },
  { id, at, subject, error }: Pick<Context, 'id' | 'at' | 'subject' | 'error'>,
): FhirResource {
  const rows = said(entry).map(([name, text]) => `<li>${escaped(name)}: ${escaped(text)}</li>`);
  const resource: Basic = {
    resourceType: 'Basic',
    id,
    code: { text: error ? `${entry.type}, taken back` : entry.type },
    subject,
    created: at.slice(0, 10),
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${escaped(entry.type)}, ${at}</p>${rows.length === 0 ? '' : `<ul>${rows.join('')}</ul>`}</div>`,
    },
  };
  return resource;
}

const HEAD = ['type', 'at', 'id'];

/**
 * What an entry says beside its head, field by field, in words.
 * @param readOut how a text of it is written
 */
export function said(
  entry: object,
  readOut: ReadOut = (text) => text,
): readonly (readonly [name: string, text: string])[] {
  return fields(Object.fromEntries(Object.entries(entry).filter(([key]) => !HEAD.includes(key))), readOut);
}

function fields(part: object, readOut: ReadOut): readonly (readonly [name: string, text: string])[] {
  return Object.entries(part)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key.replace(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase(), words(value, readOut)]);
}

function words(value: unknown, readOut: ReadOut): string {
  if (Array.isArray(value)) return value.map((one) => words(one, readOut)).join('; ');
  if (value === null) return 'none stated';
  if (typeof value !== 'object') return typeof value === 'string' ? readOut(value) : JSON.stringify(value);
  return fields(value, readOut)
    .map(([name, text]) => `${name} ${text}`)
    .join(', ');
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/gu, (sign) => SIGNS[sign] ?? sign);
