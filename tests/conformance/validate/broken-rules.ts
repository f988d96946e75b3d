import { isJson, putAt, type Json } from './places.ts';

/** A change that breaks one rule that profiles write in FHIRPath, or one of R4 as a whole. */
export interface Broken {
  readonly rule: string;
  readonly example: string;
  readonly change: (json: Json) => unknown;
  readonly where: string;
  readonly what: string;
}

const put =
  (steps: readonly (string | number)[], value: unknown) =>
  (json: Json): unknown =>
    putAt(json, steps, value);

const entries = (json: Json): readonly unknown[] => json['entry'] as readonly unknown[];

const without = (json: Json, ...names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

const NPI = 'http://hl7.org/fhir/sid/us-npi';
const TIMING = { repeat: { frequency: 1, period: 1, periodUnit: 'd' } };

const timing = (rule: string, what: string, repeat: Json): Broken => ({
  rule,
  what,
  example: 'DeviceRequest-DeviceRequestExample',
  change: (json: Json): unknown => ({ ...json, occurrenceTiming: { repeat: { ...TIMING.repeat, ...repeat } } }),
  where: 'DeviceRequest.occurrence.repeat',
});

export const broken: readonly Broken[] = [
  {
    rule: 'a request begins with its Claim',
    what: 'The first entry is no Claim',
    example: 'Bundle-MedicalServicesAuthorizationBundleExample',
    change: (json: Json): unknown => ({ ...json, entry: [...entries(json).slice(1), entries(json)[0]] }),
    where: 'Bundle',
  },
  {
    rule: 'an answer begins with its ClaimResponse',
    what: 'The first entry is no ClaimResponse',
    example: 'Bundle-ReferralAuthorizationResponseBundleExample',
    change: (json: Json): unknown => ({ ...json, entry: [...entries(json).slice(1), entries(json)[0]] }),
    where: 'Bundle',
  },
  {
    rule: 'a total belongs to a search',
    what: 'A total belongs to a search result or a history',
    example: 'Bundle-MedicalServicesAuthorizationBundleExample',
    change: put(['total'], 5),
    where: 'Bundle',
  },
  {
    rule: 'the address of an entry names no version',
    what: 'The address of the entry names a version',
    example: 'Bundle-MedicalServicesAuthorizationBundleExample',
    change: (json: Json): unknown => {
      const last = entries(json).length - 1;
      const entry = entries(json)[last];
      return putAt(json, ['entry', last], {
        ...(isJson(entry) ? entry : {}),
        fullUrl: 'http://example.org/fhir/Patient/SubscriberExample/_history/1',
      });
    },
    where: 'Bundle.entry[4].fullUrl',
  },
  {
    rule: 'a date of an event is a whole day',
    what: 'The date is not a whole day',
    example: 'Claim-SurgicalAuthorizationRequestExample',
    change: put(['accident'], {
      date: '2020-07',
      type: { coding: [{ system: 'https://codesystem.x12.org/005010/1362', code: 'AA' }] },
    }),
    where: 'Claim.accident.date',
  },
  {
    rule: 'a serviced date is a whole day',
    what: 'The date is not a whole day',
    example: 'Claim-MedicalServicesAuthorizationExample',
    change: (json: Json): unknown => {
      const [item] = json['item'] as readonly Json[];
      return { ...json, item: [{ ...without(item ?? {}, 'servicedPeriod', 'servicedDate'), servicedDate: '2020-07' }] };
    },
    where: 'Claim.item[0].serviced',
  },
  {
    rule: 'an NPI has ten digits',
    what: 'The NPI is not ten digits',
    example: 'Organization-UMOExample',
    change: put(['identifier'], [{ system: NPI, value: '123' }]),
    where: 'Organization.identifier[0]',
  },
  {
    rule: 'a Patient has a name in parts',
    what: 'The name has neither family nor given name',
    example: 'Patient-SubscriberExample',
    change: put(['name'], [{ text: 'Joe' }]),
    where: 'Patient.name[0]',
  },
  {
    rule: 'a document has an address or content',
    what: 'The document has neither address nor content',
    example: 'DocumentReference-DocumentReferenceExample',
    change: put(['content', 0, 'attachment'], { contentType: 'application/pdf' }),
    where: 'DocumentReference.content[0].attachment',
  },
  {
    rule: 'a coverage names the member',
    what: 'The subscriber is missing',
    example: 'Coverage-InsuranceExample',
    change: put(['relationship'], { coding: [{ system: 'https://codesystem.x12.org/005010/1069', code: '01' }] }),
    where: 'Coverage',
  },
  {
    rule: 'a role says whose it is',
    what: 'The role has neither practitioner, organization, service nor location',
    example: 'PractitionerRole-ReferralPractitionerRoleExample',
    change: (json: Json): unknown => without(json, 'practitioner', 'organization', 'location', 'healthcareService'),
    where: 'PractitionerRole',
  },
  {
    rule: 'an order has a requester',
    what: 'An order has no requester',
    example: 'MedicationRequest-MedicationRequestExample',
    change: put(['requester'], undefined),
    where: 'MedicationRequest',
  },
  {
    rule: 'a task that asks for attachments names them',
    what: 'The task asks for attachments and names none',
    example: 'Task-AdditionalInformationTaskExample',
    change: (json: Json): unknown => ({
      ...json,
      input: (json['input'] as readonly Json[]).filter(
        (input) => !JSON.stringify(input).includes('attachments-needed'),
      ),
    }),
    where: 'Task',
  },
  {
    rule: 'a contained resource is referred to',
    what: 'Nothing refers to the contained resource',
    example: 'Coverage-InsuranceExample',
    change: put(['contained'], [{ resourceType: 'Patient', id: 'nobody', name: [{ family: 'Nobody' }] }]),
    where: 'Coverage.contained[0]',
  },
  {
    rule: 'a reference to a contained resource finds it',
    what: 'Nothing is contained as #nobody',
    example: 'Coverage-InsuranceExample',
    change: put(['beneficiary'], { reference: '#nobody' }),
    where: 'Coverage.beneficiary',
  },
  {
    rule: 'a period does not end before it begins',
    what: 'The period ends before it begins',
    example: 'Coverage-InsuranceExample',
    change: put(['period'], { start: '2026-02-01', end: '2026-01-01' }),
    where: 'Coverage.period',
  },
  {
    rule: 'an extension has a value or extensions, not both',
    what: 'The extension has a value and extensions of its own',
    example: 'Patient-SubscriberExample',
    change: put(
      ['extension'],
      [{ url: 'http://example.org/a', valueString: 'x', extension: [{ url: 'b', valueString: 'y' }] }],
    ),
    where: "Patient.extension('http://example.org/a')",
  },
  {
    rule: 'an extension that changes the meaning is known',
    what: 'http://example.org/not changes the meaning and is not known here',
    example: 'Patient-SubscriberExample',
    change: put(['modifierExtension'], [{ url: 'http://example.org/not', valueBoolean: true }]),
    where: 'Patient.modifierExtension[0]',
  },
  {
    rule: 'a choice has one type',
    what: 'deceasedBoolean and deceasedDateTime stand there together',
    example: 'Patient-SubscriberExample',
    change: (json: Json): unknown => ({ ...json, deceasedBoolean: false, deceasedDateTime: '2026-01-01' }),
    where: 'Patient.deceased',
  },
  timing('a period of time has a unit', 'A period has no unit', { periodUnit: undefined }),
  timing('a duration has a unit', 'A duration has no unit', { duration: 2 }),
];
