import { describe, expect, it } from 'vitest';
import { validateCoverageInformation, validateCrdRequest, validateCrdResponse, type Judged } from './validate.ts';

const told = ({ faults }: Judged): readonly string[] => faults.map(({ where, what }) => `${where}: ${what}`);

const CRD = 'http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information';

describe('coverage information', () => {
  const slot = (url: string, value: object): object => ({ url, ...value });
  const BASE = [
    slot('coverage', { valueReference: { reference: 'Coverage/1' } }),
    slot('covered', { valueCode: 'covered' }),
    slot('date', { valueDate: '2026-06-15' }),
    slot('coverage-assertion-id', { valueString: 'A-1' }),
  ];
  const code = (url: string, valueCode: string): object => slot(url, { valueCode });
  const reason = (value: object): object => slot('reason', { valueCodeableConcept: value });
  const judged = (...more: readonly object[]): readonly string[] =>
    told(validateCoverageInformation({ url: CRD, extension: [...BASE, ...more] }));

  it('that says what it must is sound', () => {
    expect(judged(code('pa-needed', 'no-auth'))).toEqual([]);
    expect(judged(code('pa-needed', 'satisfied'), slot('satisfied-pa-id', { valueString: 'PA-1' }))).toEqual([]);
  });

  it.each([
    [
      'q1',
      [slot('questionnaire', { valueCanonical: 'http://a.example/q|1' })],
      'A questionnaire is named where no documents are needed',
    ],
    ['q3', [code('pa-needed', 'conditional')], 'An answer is conditional without the information it hangs on'],
    [
      'q4',
      [code('pa-needed', 'no-auth'), code('doc-purpose', 'withpa'), reason({ text: 'why' })],
      'Documents for authorization are asked for where none is needed',
    ],
    ['q5', [code('pa-needed', 'satisfied')], 'satisfied-pa-id and pa-needed do not agree'],
    ['q5', [slot('satisfied-pa-id', { valueString: 'PA-1' })], 'satisfied-pa-id and pa-needed do not agree'],
    ['q6', [code('info-needed', 'OTH')], 'Other information is needed without saying which'],
    [
      'q7',
      [reason({ coding: [{ system: 'http://a.example', code: 'x' }] })],
      'A reason has neither a known code nor a text',
    ],
    ['q8', [code('doc-purpose', 'withclaim')], 'doc-purpose stands there without a reason'],
    ['q9', [code('pa-needed', 'indeterminate')], 'An answer is indeterminate without a reason'],
  ])('that breaks %s is refused', (_key, more, what) => {
    expect(judged(...more)).toEqual([`: ${what}`]);
  });

  it('that is not covered tells of no authorization (q2)', () => {
    const [coverage, , ...rest] = BASE;
    const extension = [coverage, code('covered', 'not-covered'), ...rest, code('pa-needed', 'auth-needed')];
    expect(told(validateCoverageInformation({ url: CRD, extension }))).toEqual([
      ': A service that is not covered is told to need authorization',
    ]);
  });

  it('is held to the same inside an order', () => {
    const [coverage, covered, date, id] = BASE;
    const extension = [coverage, covered, date, id, code('pa-needed', 'satisfied')];
    const order = {
      ...{ resourceType: 'MedicationRequest', id: 'a', status: 'draft', intent: 'order' },
      ...{ medicationCodeableConcept: { text: 'x' }, subject: { reference: 'Patient/1' } },
      extension: [{ url: CRD, extension }],
    };
    const answer = { cards: [], systemActions: [{ type: 'update', description: 'x', resource: order }] };
    expect(told(validateCrdResponse(answer))).toEqual([
      `systemActions[0].resource.extension('${CRD}'): satisfied-pa-id and pa-needed do not agree`,
    ]);
  });

  it('has its parts with their types and codes', () => {
    expect(judged(code('pa-needed', 'both'))).toEqual([
      "extension('pa-needed').value: The code is not one that may stand here",
    ]);
    expect(judged(code('response', 'x'))).toEqual(["extension('response'): Nothing of this kind belongs here"]);
    expect(judged(slot('expiry-date', { valueString: '2026' }))).toEqual([
      "extension('expiry-date').value: A string stands here",
    ]);
    expect(told(validateCoverageInformation({ url: CRD, extension: BASE.slice(1) }))).toEqual([
      "extension('coverage'): The extension coverage is missing",
    ]);
  });
});

describe('the call of a hook', () => {
  const call = {
    hook: 'order-sign',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: {
      userId: 'Practitioner/1',
      patientId: '1',
      draftOrders: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          {
            resource: {
              ...{ resourceType: 'MedicationRequest', id: 'a', status: 'draft', intent: 'order', colour: 'red' },
              medicationCodeableConcept: { text: 'x' },
              subject: { reference: 'Patient/1' },
            },
          },
        ],
      },
      unheard: { of: true },
    },
    prefetch: { patient: { resourceType: 'Patient', birthDate: 'soon' }, coverage: null },
    anything: 1,
  };

  it('passes over what it does not know, and tells what was fetched badly', () => {
    const { faults, warnings } = validateCrdRequest('order-sign', call);
    expect(faults).toEqual([]);
    expect(warnings.map(({ where }) => where)).toEqual([
      'context.draftOrders.entry[0].resource.colour',
      'prefetch.patient: Patient.birthDate',
    ]);
  });

  it.each([
    [{ ...call, hookInstance: '7' }, 'hookInstance: "7" stands where a UUID belongs'],
    [{ ...call, context: undefined }, 'context: context is missing'],
    [{ ...call, context: { ...call.context, patientId: undefined } }, 'context.patientId: patientId is missing'],
    [
      { ...call, context: { ...call.context, draftOrders: { resourceType: 'Patient' } } },
      'context.draftOrders: A Patient stands here',
    ],
    [{ ...call, hook: 'order-select' }, 'hook: order-select is called at a service for order-sign'],
    [
      {
        ...call,
        fhirAuthorization: { access_token: 'x', token_type: 'Bearer', expires_in: 300, scope: 's', subject: 'c' },
      },
      'fhirServer: fhirServer is missing',
    ],
  ])('is refused with a fault', (body, fault) => {
    expect(told(validateCrdRequest('order-sign', body))).toEqual([fault]);
  });

  it('may dispatch in the words of either version', () => {
    const of = (context: object): readonly string[] =>
      told(
        validateCrdRequest('order-dispatch', {
          ...call,
          hook: 'order-dispatch',
          context: { patientId: '1', performer: 'Organization/1', ...context },
        }),
      );
    expect(of({ dispatchedOrders: ['MedicationRequest/1'] })).toEqual([]);
    expect(of({ order: 'MedicationRequest/1' })).toEqual([]);
    expect(of({})).toEqual(['context: Nothing was dispatched']);
  });

  it('is answered with cards in their limits', () => {
    const card = { summary: 'x'.repeat(139), indicator: 'info', source: { label: 'Plan', topic: { code: 'a' } } };
    expect(told(validateCrdResponse({ cards: [card] }))).toEqual([]);
    expect(told(validateCrdResponse({}))).toEqual(['cards: cards is missing']);
    expect(told(validateCrdResponse({ cards: [{ ...card, summary: 'x'.repeat(140) }] }))).toEqual([
      'cards[0]: The summary of the card is too long',
    ]);
    expect(told(validateCrdResponse({ cards: [{ ...card, indicator: 'loud' }] }))).toEqual([
      'cards[0].indicator: "loud" is not a code that may stand here',
    ]);
  });
});
