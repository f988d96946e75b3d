import { InputError } from '../input/input-error.ts';
import type { Chart, ChartFault, ChartResource } from './chart.ts';
import { codeFaults } from './check-codes.ts';
import { dateFaults } from './check-dates.ts';
import { jsonFaults } from './check-json.ts';
import { shapeFaults } from './check-shapes.ts';
import { below, isTree } from './elm.ts';
import type { FhirElements } from './fhir-elements.ts';
import { jsonFaultPlace } from './json-place.ts';
import { canonicalBy, fromEntry } from './references.ts';

/** Bundles that hold a chart. The other types are instructions to a server, or its answers to them. */
const CHART_BUNDLES = ['collection', 'searchset', 'document'];

/** The element that names the patient, in the resources that are read: whose they are must be certain. */
const SUBJECT: ReadonlyMap<string, string> = new Map([
  ['CarePlan', 'subject'],
  ['Condition', 'subject'],
  ['Coverage', 'beneficiary'],
  ['DiagnosticReport', 'subject'],
  ['Encounter', 'subject'],
  ['MedicationAdministration', 'subject'],
  ['MedicationRequest', 'subject'],
  ['Observation', 'subject'],
  ['Procedure', 'subject'],
  ['ServiceRequest', 'subject'],
]);

function parsed(text: string, file: string): unknown {
  // Some systems write a byte order mark, which is no JSON.
  const content = text.replace(/^\uFEFF/u, '');
  try {
    const json: unknown = JSON.parse(content);
    const faults = jsonFaults(content, file);
    if (faults.length > 0) throw new InputError(faults);
    return json;
  } catch (error) {
    if (error instanceof InputError) throw error;
    const mend = 'Export the chart again as JSON, or mend the text at this place';
    throw new InputError([{ where: file, ...jsonFaultPlace(content), what: 'the chart is not JSON', mend }]);
  }
}

const inFile = (file: string, { place, what, mend }: ChartFault) => ({
  where: file,
  what: place === '' ? what : `${place}: ${what}`,
  mend,
});

function entriesOf(bundle: unknown, file: string): readonly unknown[] {
  const fault = (place: string, what: string, mend: string): InputError =>
    new InputError([inFile(file, { place, what, mend })]);
  const type = below(bundle, 'resourceType');
  if (type !== 'Bundle') {
    const what =
      typeof type === 'string' ? `a single ${type} instead of a Bundle` : 'no FHIR Bundle (resourceType is missing)';
    throw fault('resourceType', what, 'Export the whole chart as a FHIR R4 Bundle of type collection');
  }
  const kind = below(bundle, 'type');
  if (typeof kind !== 'string' || !CHART_BUNDLES.includes(kind)) {
    const what = typeof kind === 'string' ? `a Bundle of type "${kind}" is not a chart` : 'the Bundle has no type';
    throw fault('type', what, `Export the chart as a Bundle of type ${CHART_BUNDLES.join(', ')}`);
  }
  const entries = below(bundle, 'entry');
  if (!Array.isArray(entries)) throw fault('entry', 'the Bundle has no entries', 'Export the chart with its resources');
  return entries;
}

interface Entry {
  readonly resource: ChartResource;
  readonly fullUrl: string | null;
}

/** The resources with their places; an entry that cannot be one is a fault. */
function resourcesOf(entries: readonly unknown[], faults: ChartFault[]): readonly Entry[] {
  return entries.flatMap((entry, index) => {
    const at = `entry[${index}]`;
    const json = below(entry, 'resource');
    if (!isTree(json)) {
      faults.push({ place: at, what: 'the entry has no resource', mend: 'Remove the entry, or export its resource' });
      return [];
    }
    const { resourceType: type, id } = json;
    // What a server says of the search itself: no part of the chart, and often without an id.
    if (type === 'OperationOutcome') return [];
    if (typeof type !== 'string' || typeof id !== 'string' || type === '' || id === '') {
      const missing = typeof type !== 'string' || type === '' ? 'resourceType' : 'id';
      faults.push({
        place: `${at}.resource`,
        what: `the resource has no ${missing}`,
        mend: 'Export it with type and id',
      });
      return [];
    }
    if (!/^[A-Z][A-Za-z]*$/u.test(type)) {
      const what = `${JSON.stringify(type)} is not a type of resource`;
      faults.push({ place: `${at}.resource.resourceType`, what, mend: 'Give the FHIR R4 type, such as Condition' });
      return [];
    }
    const ref = `${type}/${id}`;
    const fullUrl = below(entry, 'fullUrl');
    const resource = { ref, type, place: `${at}.resource (${ref})`, json };
    return [{ resource, fullUrl: typeof fullUrl === 'string' ? fullUrl : null }];
  });
}

function repeatedIds(resources: readonly ChartResource[]): readonly ChartFault[] {
  const groups = Map.groupBy(resources, (resource) => resource.ref);
  return [...groups.values()].flatMap(([first, ...again]) =>
    again.map((resource) => ({
      place: resource.place,
      what: `the id stands twice in the chart, first at ${first?.place.replace(/ .*/u, '') ?? ''}`,
      mend: 'Keep one of the two resources',
    })),
  );
}

function patientFaults(patients: readonly ChartResource[]): readonly ChartFault[] {
  if (patients.length === 0) {
    return [{ place: '', what: 'the chart holds no Patient', mend: 'Export the chart with its Patient resource' }];
  }
  if (patients.length === 1) return [];
  const what = `the chart holds ${patients.length} patients: ${patients.map((patient) => patient.ref).join(', ')}`;
  return [{ place: '', what, mend: 'Export one chart a patient' }];
}

function subjectFaults(
  { resource, fullUrl }: Entry,
  patient: ChartResource,
  canonical: Chart['canonical'],
): readonly ChartFault[] {
  const required = SUBJECT.get(resource.type);
  const element = required ?? (resource.json['patient'] === undefined ? 'subject' : 'patient');
  const reference = below(resource.json, element, 'reference');
  const mend = `Remove the resource, or correct ${element}.reference to ${patient.ref}`;
  if (typeof reference !== 'string') {
    if (required === undefined) return [];
    return [{ place: `${resource.place}.${element}`, what: 'the resource does not say whose it is', mend }];
  }
  const whose = canonical(fromEntry(reference, { ref: resource.ref, fullUrl }));
  const isPatient = /(?:^|\/)Patient\/[^/]*$/u.test(whose);
  if (whose === patient.ref || (required === undefined && !isPatient)) return [];
  return [
    { place: `${resource.place}.${element}`, what: `belongs to ${whose}, not to the chart's ${patient.ref}`, mend },
  ];
}

/** The address under which a searchset was asked for. */
function selfOf(bundle: unknown): string | null {
  const links = below(bundle, 'link');
  if (!Array.isArray(links)) return null;
  const url = below(
    links.find((link) => below(link, 'relation') === 'self'),
    'url',
  );
  return typeof url === 'string' ? url : null;
}

/** A wrong shape is told once: not where another check found the same element wrong. */
function resourceFaults(resource: ChartResource, on: string, elements: FhirElements): readonly ChartFault[] {
  const found = [...dateFaults(resource, on), ...codeFaults(resource)];
  const places = new Set(found.map(({ place }) => place));
  return [...found, ...shapeFaults(resource, elements).filter(({ place }) => !places.has(place))];
}

/**
 * Reads a FHIR R4 Bundle and checks all that could mislead: whose the resources are, dates, deciding codes, and the
 * shape of what is read (`elements`). `on` is the day of the answer, YYYY-MM-DD. Throws an InputError with every fault.
 */
export function readBundle(text: string, file: string, on: string, elements: FhirElements): Chart {
  const faults: ChartFault[] = [];
  const bundle = parsed(text, file);
  const entries = resourcesOf(entriesOf(bundle, file), faults);
  const resources = entries.map((entry) => entry.resource);
  const addressed = entries.map(({ resource, fullUrl }) => ({ ref: resource.ref, fullUrl }));
  const canonical = canonicalBy(addressed, selfOf(bundle));
  const byRef = new Map(resources.map((resource): [string, ChartResource] => [resource.ref, resource]));
  const patients = [...byRef.values()].filter((resource) => resource.type === 'Patient');
  const [patient] = patients;
  faults.push(...patientFaults(patients), ...repeatedIds(resources));
  for (const entry of entries) {
    if (patient !== undefined && patients.length === 1) faults.push(...subjectFaults(entry, patient, canonical));
    faults.push(...resourceFaults(entry.resource, on, elements));
  }
  if (patient === undefined || faults.length > 0) throw new InputError(faults.map((fault) => inFile(file, fault)));
  return { patient: patient.json, resources: byRef, canonical };
}
