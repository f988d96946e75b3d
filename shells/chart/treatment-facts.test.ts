import type { Resource } from './test-chart.ts';
import {
  CARBOPLATIN,
  HCPCS,
  ICD,
  IMPROVED,
  LURBINECTEDIN,
  NDC,
  RXNORM,
  SNOMED,
  STABLE,
  TARLATAMAB,
  WORSENED,
  cautionTable,
  condition,
  concept,
  diseaseStatus,
  given,
  ofRegimen,
  regimen,
  statement,
  table,
} from './test-chart.ts';

const carboplatin = (on: string | null, rest: Resource = {}): Resource =>
  given(`carboplatin-${String(on)}`, CARBOPLATIN, on, rest);

table('therapy.platinum-received', [
  ['carboplatin given', [carboplatin('2025-06-02')], true],
  [
    'cisplatin as a procedure',
    [
      {
        resourceType: 'Procedure',
        id: 'c',
        status: 'completed',
        subject: { reference: 'Patient/p' },
        code: concept(HCPCS, 'J9060'),
      },
    ],
    true,
  ],
  [
    'by reference to a Medication',
    [
      given('m', {}, '2025-06-02', {
        medicationCodeableConcept: undefined,
        medicationReference: { reference: 'Medication/med' },
      }),
      { resourceType: 'Medication', id: 'med', code: CARBOPLATIN },
    ],
    true,
  ],
  [
    'by a contained Medication',
    [
      given('m', {}, '2025-06-02', {
        medicationCodeableConcept: undefined,
        medicationReference: { reference: '#med' },
        contained: [{ resourceType: 'Medication', id: 'med', code: CARBOPLATIN }],
      }),
    ],
    true,
  ],
  ['not done', [carboplatin('2025-06-02', { status: 'not-done' })], null],
  ['entered in error', [carboplatin('2025-06-02', { status: 'entered-in-error' })], null],
  [
    'only ordered',
    [
      {
        resourceType: 'MedicationRequest',
        id: 'o',
        status: 'completed',
        intent: 'order',
        subject: { reference: 'Patient/p' },
        medicationCodeableConcept: CARBOPLATIN,
      },
    ],
    null,
  ],
  ['a dated statement that none was given', [statement('platinum-received', '2026-06-01', false)], false],
  ['an undated statement', [statement('platinum-received', null, false)], null],
  [
    'a statement against an administration',
    [carboplatin('2025-06-02'), statement('platinum-received', '2026-06-01', false)],
    true,
  ],
  ['a code of another system', [given('x', concept(SNOMED, '40048'), '2025-06-02')], null],
]);

table('therapy.progressed-on-or-after-platinum', [
  ['worse after platinum', [carboplatin('2025-06-02'), diseaseStatus(WORSENED, '2025-11-14')], true],
  ['worse on the day of platinum', [carboplatin('2025-06-02T08:00:00Z'), diseaseStatus(WORSENED, '2025-06-02')], null],
  [
    'worse on the day of a later dose',
    [carboplatin('2025-06-02'), carboplatin('2025-06-23'), diseaseStatus(WORSENED, '2025-06-23')],
    true,
  ],
  ['worse the day before platinum', [carboplatin('2025-06-02'), diseaseStatus(WORSENED, '2025-06-01')], null],
  ['worse without a date', [carboplatin('2025-06-02'), diseaseStatus(WORSENED, null)], null],
  ['worse, platinum without a date', [carboplatin(null), diseaseStatus(WORSENED, '2025-11-14')], null],
  ['worse, platinum in an earlier month', [carboplatin('2025-06'), diseaseStatus(WORSENED, '2025-11-14')], true],
  ['worse, platinum some day of that month', [carboplatin('2025-11'), diseaseStatus(WORSENED, '2025-11-14')], null],
  ['worse without platinum', [diseaseStatus(WORSENED, '2025-11-14')], null],
  ['stable after platinum', [carboplatin('2025-06-02'), diseaseStatus(STABLE, '2025-11-14')], null],
  [
    'a preliminary finding',
    [carboplatin('2025-06-02'), { ...diseaseStatus(WORSENED, '2025-11-14'), status: 'preliminary' }],
    null,
  ],
  ['a statement that it did not', [statement('progressed-on-or-after-platinum', '2026-06-01', false)], false],
  [
    'a statement beside an undated worsening',
    [statement('progressed-on-or-after-platinum', '2026-06-01', false), diseaseStatus(WORSENED, null)],
    null,
  ],
]);

const PROGRESSED = [carboplatin('2025-06-02'), diseaseStatus(WORSENED, '2025-11-14')];
const second = (id: string, start: string): Resource[] => [
  regimen(id, start),
  given(`${id}-dose`, LURBINECTEDIN, start, ofRegimen(id)),
];

table('therapy.other-prior-lines', [
  ['stated as none', [statement('other-prior-lines', '2026-06-10', 0)], 0],
  ['stated as two', [statement('other-prior-lines', '2026-06-10', 2)], 2],
  ['no regimen after progression', PROGRESSED, null],
  ['one regimen after progression', [...PROGRESSED, ...second('a', '2025-11-24')], 1],
  ['two regimens after progression', [...PROGRESSED, ...second('a', '2025-11-24'), ...second('b', '2026-03-02')], 2],
  ['begun before the progression', [...PROGRESSED, ...second('a', '2025-11-14')], null],
  ['no progression on record', second('a', '2025-11-24'), null],
  ['a plan of which nothing was given', [...PROGRESSED, regimen('a', '2025-11-24')], null],
  ['doses without a plan', [...PROGRESSED, given('d', LURBINECTEDIN, '2025-11-24')], null],
  [
    'immunotherapy alone',
    [...PROGRESSED, regimen('io', '2025-11-24'), given('d', concept(HCPCS, 'J9022'), '2025-11-24', ofRegimen('io'))],
    null,
  ],
  [
    'tarlatamab itself',
    [...PROGRESSED, regimen('t', '2025-11-24'), given('d', TARLATAMAB, '2025-11-24', ofRegimen('t'))],
    null,
  ],
  ['platinum once more', [...PROGRESSED, regimen('r', '2025-11-24'), carboplatin('2025-11-24', ofRegimen('r'))], 1],
  [
    'stated as none, then a regimen',
    [...PROGRESSED, statement('other-prior-lines', '2025-11-20', 0), ...second('a', '2025-11-24')],
    1,
  ],
  [
    'a regimen, then stated as none',
    [...PROGRESSED, statement('other-prior-lines', '2026-06-10', 0), ...second('a', '2025-11-24')],
    0,
  ],
  [
    'two statements on one day: the lower',
    [statement('other-prior-lines', '2026-06-10', 2, 'a'), statement('other-prior-lines', '2026-06-10', 1, 'b')],
    1,
  ],
]);

const tarlatamab = given('t', TARLATAMAB, '2026-02-16');

table('response.status', [
  ['improved', [tarlatamab, diseaseStatus(IMPROVED, '2026-04-20')], 'partial'],
  ['in full remission', [tarlatamab, diseaseStatus('103338009', '2026-04-20')], 'complete'],
  [
    'stable after improved',
    [tarlatamab, diseaseStatus(IMPROVED, '2026-04-20'), diseaseStatus(STABLE, '2026-06-08')],
    'stable',
  ],
  ['worse', [tarlatamab, diseaseStatus(WORSENED, '2026-06-08')], 'progression'],
  [
    'two on one day: the worse',
    [tarlatamab, diseaseStatus(IMPROVED, '2026-06-08'), diseaseStatus(WORSENED, '2026-06-08')],
    'progression',
  ],
  ['on the day of the first dose', [tarlatamab, diseaseStatus(STABLE, '2026-02-16')], null],
  ['before the first dose', [tarlatamab, diseaseStatus(WORSENED, '2026-02-04')], null],
  ['undetermined', [tarlatamab, diseaseStatus('709137006', '2026-06-08')], 'not-assessed'],
  [
    'undetermined after stable',
    [tarlatamab, diseaseStatus(STABLE, '2026-04-20'), diseaseStatus('709137006', '2026-06-08')],
    'not-assessed',
  ],
  [
    'stable after undetermined',
    [tarlatamab, diseaseStatus('709137006', '2026-04-20'), diseaseStatus(STABLE, '2026-06-08')],
    'stable',
  ],
  [
    'stable and undetermined on one day',
    [tarlatamab, diseaseStatus('709137006', '2026-06-08'), diseaseStatus(STABLE, '2026-06-08')],
    'stable',
  ],
  [
    'worse, later improved',
    [tarlatamab, diseaseStatus(WORSENED, '2026-03-20'), diseaseStatus(IMPROVED, '2026-06-08')],
    'partial',
  ],
  ...['55513-059-01', '55513-0059-01', '55513005901', '55513007701'].map(
    (ndc) =>
      [
        `stable after the drug as ${ndc}`,
        [given('ndc', concept(NDC, ndc), '2026-02-16'), diseaseStatus(STABLE, '2026-06-08')],
        'stable',
      ] as const,
  ),
  [
    'of another cancer',
    [
      tarlatamab,
      condition('prostate', concept(ICD, 'C61')),
      { ...diseaseStatus(STABLE, '2026-06-08'), focus: [{ reference: 'Condition/prostate' }] },
    ],
    null,
  ],
  ['no dose on record', [diseaseStatus(STABLE, '2026-06-08')], null],
]);

cautionTable([
  [
    'chart-platinum-ordered-only',
    [
      {
        resourceType: 'MedicationRequest',
        id: 'o',
        status: 'completed',
        intent: 'order',
        subject: { reference: 'Patient/p' },
        medicationCodeableConcept: concept(RXNORM, '2555'),
      },
    ],
  ],
  ['chart-progression-not-placed', [diseaseStatus(WORSENED, '2025-11-14')]],
  [
    'chart-progression-contradicted',
    [...PROGRESSED, statement('progressed-on-or-after-platinum', '2026-06-01', false)],
  ],
  [
    'chart-lines-disagree',
    [...PROGRESSED, statement('other-prior-lines', '2026-06-10', 0), ...second('a', '2025-11-24')],
  ],
  ['chart-doses-without-regimen', [...PROGRESSED, given('d', LURBINECTEDIN, '2025-11-24')]],
  [
    'chart-platinum-rechallenge',
    [...PROGRESSED, regimen('r', '2025-11-24'), carboplatin('2025-11-24', ofRegimen('r'))],
  ],
  [
    'chart-response-after-progression',
    [
      carboplatin('2025-06-02'),
      tarlatamab,
      diseaseStatus(WORSENED, '2026-03-20'),
      diseaseStatus(IMPROVED, '2026-06-08'),
    ],
  ],
  ['chart-response-undetermined', [tarlatamab, diseaseStatus('709137006', '2026-06-08')]],
]);
