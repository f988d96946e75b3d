import { describe, expect, it } from 'vitest';
import { knowledge } from '../../tests/support/knowledge.ts';
import { answersOf, formNamedBy } from './answers-of.ts';

const BASE = 'https://payer.example/fhir';
const ON = '2026-06-15';
const RENEWAL = `${BASE}/Questionnaire/prime-ic-0789-renewal|2025-05-05`;
const JUDGEMENT = 'judgement.response-or-stabilization';

const origin = (source: string, name?: string) => ({
  url: 'http://hl7.org/fhir/us/davinci-dtr/StructureDefinition/information-origin',
  extension: [
    { url: 'source', valueCode: source },
    ...(name === undefined
      ? []
      : [
          {
            url: 'author',
            extension: [{ url: 'practitioner', valueReference: { reference: 'Practitioner/1', display: name } }],
          },
        ]),
  ],
});

const read = (item: unknown, more: object = {}) => {
  const response = {
    resourceType: 'QuestionnaireResponse',
    id: 'r1',
    questionnaire: RENEWAL,
    authored: '2026-06-14T09:00:00Z',
    item,
  };
  return answersOf({ ...response, ...more }, knowledge(), BASE, ON);
};

const line = {
  linkId: 'member.line-of-business',
  answer: [{ extension: [origin('auto-client')], valueCoding: { code: 'commercial' } }],
};

describe('answers of a response', () => {
  it('each with the response, how it came into it, and by whom', () => {
    const status = {
      linkId: 'response.status',
      answer: [{ extension: [origin('override', 'Dr. Example')], valueCoding: { code: 'partial' } }],
    };
    const found = read([line, status]);
    expect(found?.faults).toEqual([]);
    expect(found?.answers).toEqual({
      'member.line-of-business': {
        value: 'commercial',
        at: '2026-06-14',
        source: 'QuestionnaireResponse/r1 (auto-client)',
      },
      'response.status': {
        value: 'partial',
        at: '2026-06-14',
        source: 'QuestionnaireResponse/r1 (override, Dr. Example)',
      },
    });
    expect([...(found?.origins ?? [])]).toEqual([
      ['member.line-of-business', { source: 'auto-client' }],
      ['response.status', { source: 'override', author: 'Dr. Example' }],
    ]);
  });

  it('a judgement has its signer, and the author of an answer is none', () => {
    const judgement = {
      linkId: JUDGEMENT,
      answer: [{ extension: [origin('manual', 'Dr. Author')], valueBoolean: true }],
    };
    const mixed = { linkId: 'response.status', answer: [{ valueCoding: { code: 'mixed' } }] };
    const signer = {
      linkId: `${JUDGEMENT}.signer`,
      item: [
        { linkId: `${JUDGEMENT}.signer.name`, answer: [{ valueString: 'Dr. Signer' }] },
        { linkId: `${JUDGEMENT}.signer.role`, answer: [{ valueCoding: { code: 'prescriber' } }] },
      ],
    };
    expect(read([line, mixed, judgement, signer])?.answers[JUDGEMENT]).toMatchObject({
      by: 'Dr. Signer',
      role: 'prescriber',
    });
    const unsigned = read([line, mixed, judgement])?.answers[JUDGEMENT];
    expect(unsigned?.by).toBeUndefined();
    expect(unsigned?.source).toContain('Dr. Author');
  });

  it('the older code of an answer that was filled in is that of the client', () => {
    const auto = {
      linkId: 'member.line-of-business',
      answer: [{ extension: [origin('auto')], valueCoding: { code: 'commercial' } }],
    };
    expect(read([auto])?.origins.get('member.line-of-business')).toEqual({ source: 'auto-client' });
  });

  it('what has a fault is told at its place, and the rest counts', () => {
    const found = read([line, { linkId: 'response.status', answer: [{ valueString: 'partial' }] }]);
    expect(Object.keys(found?.answers ?? {})).toEqual(['member.line-of-business']);
    expect(found?.faults.map(({ where }) => where)).toEqual(['QuestionnaireResponse.item[1].answer[0]']);
  });

  it('an item that is none moves no fault to another one', () => {
    const found = read([null, line, { linkId: 'response.status', answer: [null] }]);
    expect(Object.keys(found?.answers ?? {})).toEqual(['member.line-of-business']);
    expect(found?.faults.map(({ where }) => where)).toEqual([
      'QuestionnaireResponse.item[0].linkId',
      'QuestionnaireResponse.item[2].answer[0]',
    ]);
  });

  it('a day after that of the request is none', () => {
    const born = { linkId: 'patient.birth-date', answer: [{ valueDate: '2026-06-16' }] };
    const found = read([born], { questionnaire: `${BASE}/Questionnaire/prime-ic-0789-initial` });
    expect(found?.answers).toEqual({});
    expect(found?.faults[0]?.what).toBe('patient.birth-date is 2026-06-16, after 2026-06-15');
  });

  it('a response that was written after the day of the request has no day', () => {
    expect(read([line], { authored: '2026-06-16' })?.answers['member.line-of-business']?.at).toBeUndefined();
  });

  it('of a form that is not held, or not ours, there are none', () => {
    for (const questionnaire of [
      `${BASE}/Questionnaire/nothing`,
      'https://other.example/fhir/Questionnaire/prime-ic-0789-renewal',
      `${RENEWAL}x`,
      7,
    ])
      expect(read([line], { questionnaire })).toBeUndefined();
  });

  it('one that carries its questions is of the form that they derive from', () => {
    const contained = [
      { resourceType: 'Questionnaire', id: 'q', derivedFrom: [`${BASE}/Questionnaire/prime-ic-0789-renewal-adaptive`] },
    ];
    const response = { questionnaire: '#q', contained };
    expect(formNamedBy(response)).toBe(`${BASE}/Questionnaire/prime-ic-0789-renewal-adaptive`);
    expect(read([line], response)?.form).toMatchObject({ adaptive: true, kind: 'renewal' });
  });
});
