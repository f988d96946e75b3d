import { describe, expect, it } from 'vitest';
import type { FactValue } from '../../core/values/fact.ts';
import { readChart } from './read-chart.ts';
import type { Resource } from './test-chart.ts';
import {
  ICD,
  ON,
  PATIENT,
  SNOMED,
  SOPT,
  STATEMENTS,
  TARLATAMAB,
  bundle,
  cautionTable,
  clinical,
  concept,
  condition,
  coverage,
  observation,
  report,
  statement,
  table,
  verification,
} from './test-chart.ts';

async function ofPatient(rest: Resource, fact: string): Promise<FactValue | null> {
  const { facts } = await readChart(bundle({ ...PATIENT, ...rest }), 'chart.json', ON);
  return facts.get(fact)?.value ?? null;
}

describe('a chart of nothing but the patient', () => {
  it('knows nothing but the patient', async () => {
    const { facts, cautions } = await readChart(bundle(PATIENT), 'chart.json', ON);
    expect([...facts.keys()]).toEqual(['patient.birth-date', 'patient.sex']);
    expect(cautions).toEqual([]);
  });

  it('shows the resource that a value rests on', async () => {
    const { facts } = await readChart(
      bundle(PATIENT, statement('active-systemic-infection', '2026-06-10', false, 'i')),
      'c',
      ON,
    );
    expect(facts.get('infection.active-systemic')).toEqual({
      value: false,
      origin: 'chart',
      evidence: [
        { kind: 'resource', ref: 'Observation/i', date: '2026-06-10', display: 'active-systemic-infection: no' },
      ],
    });
  });
});

describe('facts of the Patient resource', () => {
  it.each([
    ['patient.birth-date', {}, '1960-05-17'],
    ['patient.birth-date', { birthDate: '1960-05' }, null],
    ['patient.birth-date', { birthDate: undefined }, null],
    ['patient.sex', { gender: 'other' }, 'other'],
    ['patient.sex', { gender: 'unknown' }, null],
    ['member.state', { address: [{ use: 'home', state: 'va' }] }, 'VA'],
    ['member.state', { address: [{ state: 'VA' }] }, 'VA'],
    [
      'member.state',
      {
        address: [
          { use: 'old', state: 'MD' },
          { use: 'home', state: 'VA' },
        ],
      },
      'VA',
    ],
    [
      'member.state',
      {
        address: [
          { use: 'home', state: 'MD', period: { end: '2025-01-31' } },
          { use: 'home', state: 'VA' },
        ],
      },
      'VA',
    ],
    [
      'member.state',
      {
        address: [
          { use: 'home', state: 'MD' },
          { use: 'home', state: 'VA' },
        ],
      },
      null,
    ],
    ['member.state', { address: [{ use: 'home', state: 'Virginia' }] }, null],
  ] as const)('%s of %j', async (fact, rest, value) => {
    expect(await ofPatient(rest, fact)).toBe(value);
  });

  it('cautions on a date of birth without its day', async () => {
    const { cautions } = await readChart(bundle({ ...PATIENT, birthDate: '1960' }), 'c', ON);
    expect(cautions.map((caution) => caution.id)).toEqual(['chart-birth-date-incomplete']);
  });
});

table('patient.reproductive-potential', [
  ['stated', [statement('reproductive-potential', '2026-06-10', true)], true],
  ['denied', [statement('reproductive-potential', '2026-06-10', false)], false],
  [
    'stated, later denied',
    [statement('reproductive-potential', '2020-06-10', true), statement('reproductive-potential', '2026-06-10', false)],
    false,
  ],
  [
    'denied, later stated',
    [statement('reproductive-potential', '2020-06-10', false), statement('reproductive-potential', '2026-06-10', true)],
    true,
  ],
]);

const LINES = 'https://stepwise.example/fhir/CodeSystem/line-of-business';

table('member.line-of-business', [
  ['commercial', [coverage('c', concept(SOPT, '512'))], 'commercial'],
  ['Medicare fee for service', [coverage('c', concept(SOPT, '121'))], 'medicare-part-b'],
  ['Medicare Advantage', [coverage('c', concept(SOPT, '111'))], 'medicare-advantage'],
  ['Medicaid', [coverage('c', concept(SOPT, '2'))], 'medicaid'],
  ['a line of business by name', [coverage('c', concept(LINES, 'fehb'))], 'fehb'],
  ['Medicare without its part', [coverage('c', concept(SOPT, '1'))], null],
  ['a text only', [coverage('c', { text: 'PPO' })], null],
  ['cancelled', [coverage('c', concept(SOPT, '512'), { status: 'cancelled' })], null],
  ['ended', [coverage('c', concept(SOPT, '512'), { period: { start: '2025-01-01', end: '2026-06-14' } })], null],
  [
    'last day',
    [coverage('c', concept(SOPT, '512'), { period: { start: '2025-01-01', end: '2026-06-15' } })],
    'commercial',
  ],
  ['not begun', [coverage('c', concept(SOPT, '512'), { period: { start: '2026-06-16' } })], null],
  [
    'a year only, beside another line',
    [coverage('a', concept(SOPT, '121'), { period: { start: '2026' } }), coverage('b', concept(SOPT, '512'))],
    null,
  ],
  [
    'an end of a year only, beside another line',
    [coverage('a', concept(SOPT, '121'), { period: { end: '2026' } }), coverage('b', concept(SOPT, '512'))],
    null,
  ],
  ['a year only', [coverage('a', concept(SOPT, '121'), { period: { start: '2026' } })], 'medicare-part-b'],
  ['an earlier year', [coverage('a', concept(SOPT, '121'), { period: { end: '2025' } })], null],
  ['two of one line', [coverage('a', concept(SOPT, '512')), coverage('b', concept(SOPT, '511'))], 'commercial'],
  ['two lines', [coverage('a', concept(SOPT, '512')), coverage('b', concept(SOPT, '121'))], null],
  [
    'Medicare and its drug plan',
    [coverage('a', concept(SOPT, '122')), coverage('b', concept(SOPT, '121'))],
    'medicare-part-b',
  ],
]);

const order = (rest: Resource): Resource => ({
  resourceType: 'ServiceRequest',
  id: 'order',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  code: TARLATAMAB,
  requester: { reference: 'Practitioner/d' },
  locationReference: [{ reference: 'Location/site' }],
  ...rest,
});
const site = { resourceType: 'Location', id: 'site', address: { state: 'VA', district: 'Fairfax County' } };
const role = {
  resourceType: 'PractitionerRole',
  id: 'r',
  practitioner: { reference: 'Practitioner/d' },
  specialty: [
    {
      coding: [
        { system: 'http://nucc.org/provider-taxonomy', code: '207RX0202X', display: 'Medical Oncology Physician' },
      ],
    },
  ],
};

table('service.state', [
  ['of the order', [order({}), site], 'VA'],
  ['a location that no order names', [site], null],
  ['an order for something else', [order({ code: concept(SNOMED, '71388002') }), site], null],
  ['a proposal', [order({ intent: 'proposal' }), site], null],
]);
table('service.county', [['of the order', [order({}), site], 'Fairfax County']]);
table('prescriber.specialty', [
  ['by the practitioner', [order({}), role], 'Medical Oncology Physician'],
  [
    'by the role itself',
    [order({ requester: { reference: 'PractitionerRole/r' } }), role],
    'Medical Oncology Physician',
  ],
  ['of somebody else', [order({ requester: { reference: 'Practitioner/other' } }), role], null],
]);

const pneumonia = (rest: Resource = {}): Resource =>
  condition('pneumonia', concept(SNOMED, '233604007'), { recordedDate: '2026-06-05', ...rest });
const noInfection = (on: string | null): Resource => statement('active-systemic-infection', on, false);

table('infection.active-systemic', [
  ['pneumonia, active', [pneumonia()], true],
  ['pneumonia, no clinical status', [pneumonia({ clinicalStatus: undefined })], true],
  ['pneumonia by its ICD-10-CM code', [condition('i', concept(ICD, 'J18.9'))], true],
  ['pneumonia, resolved', [pneumonia({ clinicalStatus: clinical('resolved') })], null],
  ['pneumonia, ended', [pneumonia({ abatementDateTime: '2026-06-09' })], null],
  ['pneumonia, suspected', [pneumonia({ verificationStatus: verification('provisional') })], null],
  ['pneumonia, refuted', [pneumonia({ verificationStatus: verification('refuted') })], null],
  [
    'any infection, refuted',
    [
      condition('i', concept(SNOMED, '40733004'), {
        verificationStatus: verification('refuted'),
        recordedDate: '2026-06-10',
      }),
    ],
    false,
  ],
  ['assessed as none', [noInfection('2026-06-10')], false],
  ['assessed as none, without a date', [noInfection(null)], null],
  ['assessed as none, date to the month', [noInfection('2026-06')], null],
  ['assessed as none, preliminary', [{ ...noInfection('2026-06-10'), status: 'preliminary' }], null],
  ['pneumonia, later none', [pneumonia(), noInfection('2026-06-10')], false],
  ['pneumonia, none the same day', [pneumonia(), noInfection('2026-06-05')], true],
  ['none, later pneumonia', [noInfection('2026-06-01'), pneumonia()], true],
  [
    'none, later suspected',
    [noInfection('2026-06-01'), pneumonia({ verificationStatus: verification('provisional') })],
    null,
  ],
  ['none, and pneumonia of no date', [noInfection('2026-06-10'), pneumonia({ recordedDate: undefined })], null],
  ['an infection that may be local', [condition('b', concept(ICD, 'B35.1'))], null],
]);

const metastases = (rest: Resource = {}): Resource =>
  condition('brain', concept(SNOMED, '94225005'), { recordedDate: '2026-06-03', ...rest });
const UNTREATED = 'untreated-or-symptomatic-brain-metastases';

table('cns.untreated-or-symptomatic-metastases', [
  ['on record, treatment not stated', [metastases()], null],
  ['stated as untreated', [statement(UNTREATED, '2026-06-03', true)], true],
  ['treated and without symptoms', [metastases(), statement(UNTREATED, '2026-06-10', false)], false],
  ['that statement before the metastases', [metastases(), statement(UNTREATED, '2026-06-01', false)], null],
  ['no metastases by imaging', [report('mri', '2026-06-03', concept(STATEMENTS, 'no-brain-metastases'))], false],
  ['metastases by imaging', [report('mri', '2026-06-03', concept(SNOMED, '94225005'))], null],
  ['untreated by imaging', [report('mri', '2026-06-03', concept(STATEMENTS, UNTREATED))], true],
  [
    'a finding that is absent',
    [observation('f', concept(SNOMED, '94225005'), '2026-06-03', { valueCodeableConcept: concept(SNOMED, '2667000') })],
    false,
  ],
  ['refuted', [metastases({ verificationStatus: verification('refuted') })], false],
  [
    'clear in January, found in June',
    [report('mri', '2026-01-03', concept(STATEMENTS, 'no-brain-metastases')), metastases()],
    null,
  ],
]);

table('cns.leptomeningeal-disease', [
  ['found', [statement('leptomeningeal-disease', '2026-06-03', true)], true],
  ['not found', [statement('leptomeningeal-disease', '2026-06-03', false)], false],
  ['not found by the report', [report('mri', '2026-06-03', concept(STATEMENTS, 'no-leptomeningeal-disease'))], false],
  ['a condition by its ICD-10-CM code', [condition('m', concept(ICD, 'C79.32'))], true],
  ['a report on the brain only', [report('mri', '2026-06-03', concept(STATEMENTS, 'no-brain-metastases'))], null],
]);

cautionTable([
  ['chart-several-active-coverages', [coverage('a', concept(SOPT, '512')), coverage('b', concept(SOPT, '121'))]],
  ['chart-coverage-type-not-read', [coverage('a', concept(SOPT, '1'))]],
  [
    'chart-coverage-dates-incomplete',
    [
      coverage('a', concept(SOPT, '121'), { period: { start: '2026' } }),
      coverage('b', concept(SOPT, '121'), { period: { end: '2026' } }),
    ],
  ],
  [
    'chart-several-active-coverages',
    [coverage('a', concept(SOPT, '121'), { period: { start: '2026' } }), coverage('b', concept(SOPT, '512'))],
  ],
  ['chart-infection-significance-not-stated', [condition('b', concept(ICD, 'N39.0'))]],
  ['chart-brain-metastases-treatment-not-stated', [metastases()]],
]);
