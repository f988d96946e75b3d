import type { Library, Questionnaire, QuestionnaireItem } from 'fhir/r4.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodesOfType } from '../../../shells/chart/elm.ts';
import { validateQuestionnairePackage } from '../../../shells/fhir/validate/validate.ts';
import { elmIn } from '../../support/cql-chart.ts';
import { BASE, FORMS, openDtr, packaged } from '../../support/dtr.ts';
import { askedIn, packageOf, type Package } from '../../support/dtr-client.ts';
import { ORIGIN, type OpenService } from '../../support/service.ts';

const CORE = 'http://hl7.org/fhir/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';
const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';

let open: OpenService;
beforeAll(async () => {
  open = await openDtr();
}, 60_000);
afterAll(async () => {
  await open.close();
});

const known = new Map<string, Package>();
/** A form's package, asked for once. */
async function formOf(id: string): Promise<Package> {
  const held = known.get(id) ?? packageOf(await packaged(open, id));
  known.set(id, held);
  return held;
}

function itemsOf({ item = [] }: Pick<Questionnaire, 'item'>): readonly QuestionnaireItem[] {
  return item.flatMap((one) => [one, ...itemsOf(one)]);
}

const expressionsOf = (questionnaire: Questionnaire) =>
  itemsOf(questionnaire).flatMap(({ extension = [] }) =>
    extension.flatMap(({ url, valueExpression }) =>
      valueExpression === undefined ? [] : [{ url, ...valueExpression }],
    ),
  );

const canonicalsOf = ({ extension = [] }: Questionnaire, url: string): readonly string[] =>
  extension.filter((one) => one.url === url).flatMap(({ valueCanonical }) => valueCanonical ?? []);

const contentsOf = ({ content = [] }: Library): readonly string[] =>
  content.map(({ contentType }) => contentType ?? '');
const cqlOf = ({ content = [] }: Library): string => Buffer.from(content[0]?.data ?? '', 'base64').toString('utf8');

describe('every form as a package', () => {
  it.each(FORMS.flatMap(([policy, kind]) => [`${policy}-${kind}`, `${policy}-${kind}-adaptive`]))(
    '%s: fits its profile, the form first, one response, versions everywhere [dtr oper-10 oper-12 oper-13 oper-16 oper-18 spec-87 spec-95 spec-99 spec-122 spec-159]',
    async (id) => {
      const bundle = await packaged(open, id);
      expect(validateQuestionnairePackage(bundle).faults).toEqual([]);
      const types = (bundle.entry ?? []).map(({ resource }) => resource?.resourceType);
      expect(types).toEqual(['Questionnaire', 'Library', 'Library', 'QuestionnaireResponse']);
      const { questionnaire, libraries, draft } = packageOf(bundle);
      const canonical = `${questionnaire.url ?? ''}|${questionnaire.version ?? ''}`;
      expect(canonical).toMatch(new RegExp(`^${BASE}/Questionnaire/${id}\\|\\d{4}-\\d{2}-\\d{2}$`, 'u'));
      const held = libraries.map(({ url = '', version = '' }) => `${url}|${version}`);
      const needed = [
        ...canonicalsOf(questionnaire, `${CORE}/cqf-library`),
        ...libraries.flatMap(({ relatedArtifact = [] }) =>
          relatedArtifact.filter(({ type }) => type === 'depends-on').map(({ resource }) => resource),
        ),
      ];
      expect(needed).toEqual(held);
      for (const library of libraries) expect(contentsOf(library)).toEqual(['text/cql', 'application/elm+json']);
      expect(draft.status).toBe('in-progress');
      expect(draft.subject).toEqual({ reference: 'Patient/patient-1' });
      const said = (url: string) =>
        (draft.extension ?? []).filter((one) => one.url === url).map(({ valueReference }) => valueReference?.reference);
      expect(said(`${DTR}/qr-coverage`)).toEqual(['Coverage/coverage-1']);
      expect(said(`${DTR}/qr-context`)).toEqual(['MedicationRequest/order-1']);
      const uses = (draft.extension ?? []).filter(({ url }) => url === `${DTR}/intendedUse`);
      expect(uses.map(({ valueCodeableConcept }) => valueCodeableConcept?.coding?.[0]?.code)).toEqual(['withpa']);
      if (!id.endsWith('-adaptive')) expect(draft.questionnaire).toBe(canonical);
    },
  );

  it.each(FORMS)(
    '%s, %s: the libraries are CQL for a Patient, of one name each, with the ELM of their text [dtr spec-92 spec-93 spec-97 spec-98 spec-91]',
    async (policy, kind) => {
      const { questionnaire, libraries } = await formOf(`${policy}-${kind}`);
      expect(new Set(libraries.map(({ name }) => name)).size).toBe(libraries.length);
      for (const library of libraries) {
        expect(cqlOf(library)).toContain(`library ${library.name ?? ''} version '${library.version ?? ''}'`);
        expect(cqlOf(library)).toContain('context Patient');
        const elm = elmIn(library) as { readonly library: { readonly identifier: unknown } };
        expect(elm.library.identifier).toEqual({ id: library.name, version: library.version });
      }
      for (const { language, expression } of expressionsOf(questionnaire))
        if (language === 'text/cql-identifier')
          expect(expression).toMatch(new RegExp(`^"${libraries[0]?.name ?? ''}"\\."[a-z0-9.-]+"$`, 'u'));
    },
  );

  it.each(FORMS)(
    '%s, %s: what fills an item in is named in a library, what shows it is enableWhen or FHIRPath, none hidden or read-only [dtr sec-4 spec-18 spec-54 spec-61 spec-86 spec-88 spec-96]',
    async (policy, kind) => {
      const { questionnaire } = await formOf(`${policy}-${kind}`);
      for (const item of itemsOf(questionnaire)) {
        expect(item.readOnly).toBeUndefined();
        expect(item.extension?.find(({ url }) => url.endsWith('questionnaire-hidden'))).toBeUndefined();
      }
      const spoken = expressionsOf(questionnaire).map(
        ({ url, language }) => `${url.split('/').at(-1) ?? ''} ${language}`,
      );
      expect(spoken.length).toBeGreaterThan(0);
      for (const one of spoken)
        expect([
          'sdc-questionnaire-initialExpression text/cql-identifier',
          'sdc-questionnaire-enableWhenExpression text/fhirpath',
        ]).toContain(one);
    },
  );

  it.each(FORMS)(
    '%s, %s: the library that reads the chart reads no more than the form asks for [dtr sec-3]',
    async (policy, kind) => {
      const { libraries } = await formOf(`${policy}-${kind}`);
      const [main, reading] = libraries;
      if (main === undefined || reading === undefined) return expect.fail('there are two libraries');
      const types = (elm: unknown) =>
        new Set(
          nodesOfType(elm, 'Retrieve').map(({ dataType }) => String(dataType).replace('{http://hl7.org/fhir}', '')),
        );
      const told = new Set((main.dataRequirement ?? []).map(({ type }) => type));
      expect(types(elmIn(reading))).toEqual(told);
      expect(reading.dataRequirement).toEqual(main.dataRequirement);
      for (const unneeded of ['Appointment', 'DocumentReference', 'Claim']) expect(told).not.toContain(unneeded);
    },
  );

  it('one that does not ask who pays reads no coverage [dtr sec-3]', async () => {
    const { libraries } = await formOf('fep-5.21.223-initial');
    expect(JSON.stringify(libraries.map(elmIn))).not.toContain('}Coverage');
    expect(libraries.map(cqlOf).join('')).not.toContain('[Coverage]');
  });
});

describe('what is asked question by question', () => {
  it('shows where to ask, and no question; the response carries its own [dtr spec-23 spec-24 spec-25]', async () => {
    const { questionnaire, draft } = packageOf(await packaged(open, 'fep-5.21.223-initial-adaptive'));
    expect(questionnaire.item).toBeUndefined();
    expect(questionnaire.meta?.profile).toEqual([`${DTR}/dtr-questionnaire-adapt-search`]);
    expect(questionnaire.extension).toContainEqual({
      url: `${SDC}/sdc-questionnaire-questionnaireAdaptive`,
      valueUrl: `${ORIGIN}/fhir`,
    });
    expect(draft.questionnaire).toBe('#asked');
    const asked = askedIn(draft);
    expect(asked).toMatchObject({
      id: 'asked',
      derivedFrom: [`${questionnaire.url ?? ''}|${questionnaire.version ?? ''}`],
    });
    expect(draft.item).toBeUndefined();
  });
});
