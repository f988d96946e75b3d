import type { Resource } from './test-chart.ts';
import {
  ICD,
  LOINC,
  SNOMED,
  STATEMENTS,
  cautionTable,
  clinical,
  concept,
  condition,
  observation,
  stage,
  table,
  verification,
} from './test-chart.ts';

const SCLC = concept(SNOMED, '254632001');
const sclc = (rest: Resource = {}): Resource => condition('sclc', SCLC, { recordedDate: '2025-05-20', ...rest });

table('disease.diagnosis', [
  ['a confirmed, active condition', [sclc()], 'sclc'],
  ['a relapse', [sclc({ clinicalStatus: clinical('relapse') })], 'sclc'],
  ['not yet confirmed', [sclc({ verificationStatus: verification('provisional') })], null],
  ['without a word on its verification', [sclc({ verificationStatus: undefined })], null],
  ['resolved', [sclc({ clinicalStatus: clinical('resolved') })], null],
  ['confirmed and refuted', [sclc(), condition('no', SCLC, { verificationStatus: verification('refuted') })], null],
  ['another lung cancer', [condition('nsclc', concept(SNOMED, '254637007'))], 'nsclc'],
  [
    'another lung cancer, and small cell without its status',
    [sclc({ clinicalStatus: undefined }), condition('nsclc', concept(SNOMED, '254637007'))],
    null,
  ],
  [
    'another lung cancer, and small cell resolved',
    [sclc({ clinicalStatus: clinical('resolved') }), condition('nsclc', concept(SNOMED, '254637007'))],
    'nsclc',
  ],
  ['an ICD-10-CM code only', [condition('c34', concept(ICD, 'C34.11'))], null],
]);

table('disease.icd10', [
  [
    'on the small cell condition',
    [
      sclc({
        code: {
          coding: [
            { system: SNOMED, code: '254632001' },
            { system: ICD, code: 'C34.11' },
          ],
        },
      }),
    ],
    'C34.11',
  ],
  ['on another condition', [condition('c34', concept(ICD, 'C34.90'))], 'C34.90'],
  ['two codes', [condition('a', concept(ICD, 'C34.90')), condition('b', concept(ICD, 'C34.11'))], null],
  ['a code of another disease', [condition('i10', concept(ICD, 'I10'))], null],
]);

table('disease.stage', [
  ['coded extensive', [stage(concept(STATEMENTS, 'extensive-stage'), '2025-05-28')], 'extensive'],
  ['written as text', [stage({ text: 'Limited stage' }, '2025-05-28')], 'limited'],
  [
    'the newer of two',
    [
      stage(concept(STATEMENTS, 'limited-stage'), '2024-05-28'),
      stage(concept(STATEMENTS, 'extensive-stage'), '2025-05-28'),
    ],
    'extensive',
  ],
  [
    'two on one day: the less favorable',
    [
      stage(concept(STATEMENTS, 'extensive-stage'), '2025-05-28', 'a'),
      stage(concept(STATEMENTS, 'limited-stage'), '2025-05-28', 'b'),
    ],
    'limited',
  ],
  [
    'a stage group IV',
    [observation('tnm', concept(LOINC, '21908-9'), '2025-05-28', { valueCodeableConcept: { text: 'IVB' } })],
    null,
  ],
  [
    'on the condition',
    [
      sclc({
        stage: [
          {
            type: concept('http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl', 'C141685'),
            summary: { text: 'extensive stage' },
          },
        ],
      }),
    ],
    'extensive',
  ],
]);

table('performance.ecog', [
  ['one grade', [observation('e', concept(LOINC, '89247-1'), '2026-06-10', { valueInteger: 1 })], 1],
  [
    'the newest',
    [
      observation('e1', concept(LOINC, '89247-1'), '2026-06-10', { valueInteger: 1 }),
      observation('e2', concept(LOINC, '89247-1'), '2025-06-10', { valueInteger: 3 }),
    ],
    1,
  ],
  [
    'two on one day: the worse',
    [
      observation('e1', concept(LOINC, '89247-1'), '2026-06-10', { valueInteger: 1 }),
      observation('e2', concept(LOINC, '89247-1'), '2026-06-10', { valueInteger: 2 }),
    ],
    2,
  ],
]);

cautionTable([
  [
    'chart-stage-group-is-not-extent',
    [observation('tnm', concept(LOINC, '21908-9'), '2025-05-28', { valueCodeableConcept: { text: 'IVB' } })],
  ],
  ['chart-diagnosis-refuted', [sclc(), condition('no', SCLC, { verificationStatus: verification('refuted') })]],
  ['chart-two-lung-cancers', [sclc(), condition('nsclc', concept(SNOMED, '254637007'))]],
  ['chart-two-lung-cancers', [sclc({ clinicalStatus: undefined }), condition('nsclc', concept(SNOMED, '254637007'))]],
  ['chart-several-diagnosis-codes', [condition('a', concept(ICD, 'C34.90')), condition('b', concept(ICD, 'C34.11'))]],
]);
