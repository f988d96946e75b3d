import { describe, expect, it } from 'vitest';
import {
  validatePackageRequest,
  validateQuestionnairePackage,
  validateQuestionnaireResponse,
  type Judged,
} from './validate.ts';

const told = ({ faults }: Judged): readonly string[] => faults.map(({ where, what }) => `${where}: ${what}`);

const DTR = 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition';

describe('a questionnaire response', () => {
  const origin = (source: string, more: readonly object[] = []): object => ({
    url: `${DTR}/information-origin`,
    extension: [{ url: 'source', valueCode: source }, ...more],
  });
  const author = { url: 'author', extension: [{ url: 'role', valueCodeableConcept: { text: 'nurse' } }] };
  const response = (answer: object): object => ({
    resourceType: 'QuestionnaireResponse',
    extension: [
      { url: `${DTR}/qr-coverage`, valueReference: { reference: 'Coverage/1' } },
      { url: `${DTR}/intendedUse`, valueCodeableConcept: { text: 'with the request' } },
    ],
    questionnaire: 'http://a.example/q|1',
    status: 'in-progress',
    subject: { reference: 'Patient/1' },
    item: [{ linkId: '1', item: [{ linkId: '1.1', answer: [{ valueBoolean: true, ...answer }] }] }],
  });
  const at = 'QuestionnaireResponse.item[0].item[0].answer[0]';

  it('says where each answer is from, with the author where a person gave it', () => {
    expect(told(validateQuestionnaireResponse(response({ extension: [origin('auto-client')] })))).toEqual([]);
    expect(told(validateQuestionnaireResponse(response({ extension: [origin('manual', [author])] })))).toEqual([]);
    expect(told(validateQuestionnaireResponse(response({})))).toEqual([
      `${at}.extension('${DTR}/information-origin'): The extension informationOrigin is missing`,
    ]);
    expect(told(validateQuestionnaireResponse(response({ extension: [origin('manual')] })))).toEqual([
      `${at}.extension('${DTR}/information-origin'): author and the source of the answer do not agree`,
    ]);
  });

  const questionnaire = {
    resourceType: 'Questionnaire',
    url: 'http://a.example/q',
    version: '1',
    status: 'active',
    subjectType: ['Patient'],
    item: [{ linkId: '1', type: 'group' }],
  };
  const entry = (resource: object, index: number): object => ({ fullUrl: `https://a.example/${index}`, resource });
  const bundle = (...resources: readonly object[]): object => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map(entry),
  });
  const draft = response({ extension: [origin('auto-server')] });
  const library = (...types: readonly string[]): object => ({
    ...{ resourceType: 'Library', status: 'active', type: { text: 'logic' } },
    content: types.map((contentType) => ({ contentType, data: 'YQ==' })),
  });

  it('comes as a draft in a package whose libraries have both forms', () => {
    const both = library('text/cql', 'application/elm+json');
    expect(told(validateQuestionnairePackage(bundle(questionnaire, draft, both)))).toEqual([]);
    expect(told(validateQuestionnairePackage(bundle(questionnaire, draft, library('text/cql'))))).toEqual([
      'Bundle.entry[2]: The library lacks CQL or ELM',
    ]);
    expect(told(validateQuestionnairePackage(bundle(draft, questionnaire)))).toEqual([
      'Bundle: The first entry is no Questionnaire',
    ]);
    expect(told(validateQuestionnairePackage(bundle(questionnaire)))).toEqual([
      'Bundle.entry: entry of kind QuestionnaireResponse is missing',
    ]);
    expect(
      told(validateQuestionnairePackage(bundle(questionnaire, draft, { resourceType: 'Patient', active: true }))),
    ).toEqual(['Bundle.entry[2]: Nothing of this kind belongs here']);
    expect(
      told(validateQuestionnairePackage(bundle({ ...questionnaire, url: 'http://a.example/other' }, draft))),
    ).toEqual(['Bundle: The answers are to another questionnaire']);
  });

  it('is asked for with a coverage and something that says which', () => {
    const coverage = {
      resourceType: 'Coverage',
      status: 'active',
      beneficiary: { reference: 'Patient/1' },
      payor: [{ display: 'Plan' }],
    };
    const asked = (...parameter: readonly object[]): readonly string[] =>
      told(validatePackageRequest({ resourceType: 'Parameters', parameter }));
    expect(asked({ name: 'coverage', resource: coverage }, { name: 'context', valueString: 'A-1' })).toEqual([]);
    expect(asked({ name: 'coverage', resource: coverage })).toEqual([
      'Parameters: Nothing says which questionnaires are wanted',
    ]);
    expect(asked({ name: 'context', valueString: 'A-1' })).toEqual([
      'Parameters.parameter: parameter of kind coverage is missing',
    ]);
  });
});
