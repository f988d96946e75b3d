import type { Bundle, Library, Questionnaire, QuestionnaireItem, Resource, ValueSet } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMS, openDtr, packaged } from '../../support/dtr.ts';
import { packageOf, type Package } from '../../support/dtr-client.ts';
import { served, temporary, type Served } from '../../support/served.ts';
import type { OpenService } from '../../support/service.ts';

let open: OpenService;
interface Sized extends Package {
  readonly bundle: Bundle;
  readonly size: number;
}

const packages = new Map<string, Sized>();
beforeAll(async () => {
  open = await openDtr();
  for (const [policy, kind] of FORMS) {
    const bundle = await packaged(open, `${policy}-${kind}`);
    packages.set(`${policy}-${kind}`, { ...packageOf(bundle), bundle, size: JSON.stringify(bundle).length });
  }
}, 60_000);
afterAll(() => open.close());

const all = (): readonly Sized[] => [...packages.values()];

function itemsOf({ item = [] }: Pick<Questionnaire, 'item'>): readonly QuestionnaireItem[] {
  return item.flatMap((one) => [one, ...itemsOf(one)]);
}

/** Types of US Core 7 and HRex that a client has to be able to be searched for. */
const US_CORE = [
  ...['AllergyIntolerance', 'CarePlan', 'CareTeam', 'Condition', 'Coverage', 'Device', 'DiagnosticReport'],
  ...['DocumentReference', 'Encounter', 'Goal', 'Immunization', 'Location', 'Medication', 'MedicationDispense'],
  ...['MedicationRequest', 'Observation', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'Procedure'],
  ...['Provenance', 'Questionnaire', 'QuestionnaireResponse', 'RelatedPerson', 'ServiceRequest', 'Specimen', 'Claim'],
];

/** Extensions of items that the profiles of the guide ask to be supported. */
const SUPPORTED = [
  'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression',
  'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression',
  'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-supportLink',
  'http://hl7.org/fhir/StructureDefinition/minValue',
  'http://hl7.org/fhir/StructureDefinition/maxValue',
  'http://hl7.org/fhir/StructureDefinition/regex',
];

/** How an item is drawn; whoever passes over them gets the same answers. */
const HINTS = [
  'http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl',
  'http://hl7.org/fhir/StructureDefinition/questionnaire-unit',
];

describe('every form that is published', () => {
  it('brings each value set that its items or its libraries name [dtr oper-14]', () => {
    for (const [id, { bundle, questionnaire }] of packages) {
      const entries = (bundle.entry ?? []).map(({ resource }) => resource);
      const held = entries.flatMap((one) => (isValueSet(one) ? [`${one.url ?? ''}|${one.version ?? ''}`] : []));
      const libraries = entries.filter((one): one is Library => one?.resourceType === 'Library');
      const named = [
        ...itemsOf(questionnaire).flatMap(({ answerValueSet }) => answerValueSet ?? []),
        ...libraries.flatMap(({ dataRequirement = [] }) =>
          dataRequirement.flatMap(({ codeFilter = [] }) => codeFilter.flatMap(({ valueSet }) => valueSet ?? [])),
        ),
      ];
      expect(
        named.filter((url) => !held.includes(url)),
        id,
      ).toEqual([]);
    }
    expect(packages.size).toBeGreaterThan(5);
  });

  it('fills its items in from what charts have to hold, or from what the treatment is given by [dtr spec-55 conf-2]', () => {
    const read = new Set(
      all().flatMap(({ libraries }) =>
        libraries.flatMap(({ dataRequirement = [] }) => dataRequirement.map(({ type }) => type)),
      ),
    );
    // What was given is the one thing that US Core has no type for; without it the item is asked of a person.
    expect([...read].filter((type) => !US_CORE.includes(type))).toEqual(['MedicationAdministration']);
  });

  it('takes its context as SDC gives it: the patient of the launch, and defines of the library that it names [dtr spec-94]', () => {
    for (const { questionnaire, libraries } of all()) {
      const launched = (questionnaire.extension ?? []).filter(({ url }) =>
        url.endsWith('sdc-questionnaire-launchContext'),
      );
      const names = launched.map(
        ({ extension = [] }) => extension.find(({ url }) => url === 'name')?.valueCoding?.code,
      );
      expect(names).toEqual(['patient']);
      const defines = new Set(libraries.flatMap((library) => definesOf(library)));
      for (const { extension = [] } of itemsOf(questionnaire))
        for (const { url, valueExpression } of extension)
          if (url.endsWith('initialExpression')) expect(defines).toContain(valueExpression?.expression);
    }
  });

  it('rests on nothing that a client may leave out: beside the extensions of the profile its items carry hints for drawing only [dtr spec-21 conf-13]', () => {
    for (const { questionnaire } of all())
      for (const { extension = [] } of itemsOf(questionnaire))
        for (const { url } of extension) expect([...SUPPORTED, ...HINTS]).toContain(url);
  });

  it('asks nothing that a person could not attest in a word: no attachment and no resource [dtr spec-51]', () => {
    const types = new Set(all().flatMap(({ questionnaire }) => itemsOf(questionnaire).map(({ type }) => type)));
    expect([...types].sort()).toEqual(['boolean', 'choice', 'date', 'display', 'group', 'integer', 'string']);
  });

  it('is of a size that a client can take: less than two million characters with its libraries [dtr spec-164]', () => {
    for (const { size } of all()) expect(size).toBeLessThan(2_000_000);
  });
});

const isValueSet = (one: Resource | undefined): one is ValueSet => one?.resourceType === 'ValueSet';

/** The names of the defines of a library, as expressions refer to them. */
function definesOf({ name = '', content = [] }: Library): readonly string[] {
  const cql = Buffer.from(content[0]?.data ?? '', 'base64').toString('utf8');
  return [...cql.matchAll(/^define "?([^":\n]+)"?:/gmu)].map(([, define = '']) => `"${name}"."${define}"`);
}

describe('where to sign in', () => {
  let listening: Served;
  const folder = temporary('dtr-content');
  beforeAll(async () => {
    listening = await served({ STEPWISE_DATA: folder });
  }, 60_000);
  afterAll(() => listening.close());

  it('is told by a plain GET that wants JSON [dtr spec-106]', async () => {
    const address = `${listening.origin}/fhir/.well-known/smart-configuration`;
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/u);
    expect(await answer.json()).toMatchObject({ token_endpoint_auth_methods_supported: ['private_key_jwt'] });
  });
});
