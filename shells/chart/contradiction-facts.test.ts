// Statements about one fact that contradict each other: a newer definite finding counts, a suspicion settles nothing.
import { describe, expect, it } from 'vitest';
import type { FactValue } from '../../core/values/fact.ts';
import type { Resource } from './test-chart.ts';
import {
  CARBOPLATIN,
  ICD,
  SNOMED,
  STATEMENTS,
  WORSENED,
  condition,
  concept,
  diseaseStatus,
  given,
  readingOf,
  report,
  statement,
  table,
  verification,
} from './test-chart.ts';

const INFECTION = 'infection.active-systemic';
const BRAIN = 'cns.untreated-or-symptomatic-metastases';
const MENINGES = 'cns.leptomeningeal-disease';
const PROGRESSED = 'therapy.progressed-on-or-after-platinum';
const PLATINUM = 'therapy.platinum-received';

const provisional = { verificationStatus: verification('provisional') };
const icd = (code: string, on: string | null, rest: Resource = {}): Resource =>
  condition(code, concept(ICD, code), { ...(on === null ? {} : { recordedDate: on }), ...rest });
const says = (code: string, on: string | null, value: boolean): Resource =>
  statement(code, on, value, value ? 'yes' : 'no');

const noInfection = says('active-systemic-infection', '2026-06-01', false);
const LATER = '2026-06-04';

table(INFECTION, [
  ...['R65.21', 'U07.1', 'N10', 'G00.9', 'I33.0', 'K65.0', 'M00.9', 'T80.211A', 'J85.1', 'J86.9', 'J13', 'B37.7'].map(
    (code) => [`none, later ${code}`, [noInfection, icd(code, LATER)], true] as const,
  ),
  ...['N39.0', 'L03.115', 'J20.9', 'J22', 'I38', 'M86.9', 'T81.40XA', 'G04.90', 'A04.7', 'B37.9'].map(
    (code) => [`none, later ${code}, of which nobody says how far`, [noInfection, icd(code, LATER)], null] as const,
  ),
  ...['B07.9', 'B18.2', 'B20', 'B35.1', 'B36.0', 'B37.0', 'B00.1', 'B96.20'].map(
    (code) => [`none, later ${code}, local or chronic`, [noInfection, icd(code, LATER)], false] as const,
  ),
  [
    'none, later COVID-19 by SNOMED CT',
    [noInfection, condition('c', concept(SNOMED, '840539006'), { recordedDate: LATER })],
    true,
  ],
  ['none, sepsis before', [noInfection, icd('A41.9', '2026-05-20')], false],
  ['none, sepsis the same day', [noInfection, icd('A41.9', '2026-06-01')], true],
  ['none, sepsis some day that month', [noInfection, icd('A41.9', '2026-06')], null],
  ['none, sepsis without a date', [noInfection, icd('A41.9', null)], null],
  ['none, later sepsis suspected', [noInfection, icd('A41.9', LATER, provisional)], null],
  ['none, chronic hepatitis without a date', [noInfection, icd('B18.2', null)], false],
  ['none, suspected and found later', [noInfection, icd('A41.9', LATER, provisional), icd('J18.9', LATER)], true],
]);

const untreated = (on: string | null, value: boolean): Resource =>
  says('untreated-or-symptomatic-brain-metastases', on, value);
const clearMri = report('mri', '2026-05-01', concept(STATEMENTS, 'no-brain-metastases'));

table(BRAIN, [
  ['clear, later metastases', [clearMri, icd('C79.31', '2026-06-01')], null],
  ['clear, metastases the same day', [clearMri, icd('C79.31', '2026-05-01')], null],
  ['clear, metastases before', [clearMri, icd('C79.31', '2026-04-01')], false],
  ['clear, metastases without a date', [clearMri, icd('C79.31', null)], null],
  ['stated as none untreated, later metastases', [untreated('2026-05-01', false), icd('C79.31', '2026-06-01')], null],
  ['stated as none untreated, metastases before', [untreated('2026-05-01', false), icd('C79.31', '2026-04-01')], false],
  ['stated as none untreated the same day', [untreated('2026-05-01', false), icd('C79.31', '2026-05-01')], false],
  ['stated as none untreated, metastases without a date', [untreated('2026-05-01', false), icd('C79.31', null)], false],
  ['untreated without a date, stated as none', [untreated(null, true), untreated('2026-05-01', false)], null],
  ['clear, later untreated', [clearMri, untreated('2026-06-01', true)], true],
]);

table(MENINGES, [
  ['suspected', [icd('C79.32', '2026-06-01', provisional)], null],
  [
    'none, later suspected',
    [says('leptomeningeal-disease', '2026-05-01', false), icd('C79.32', '2026-06-01', provisional)],
    null,
  ],
  ['none, later found', [says('leptomeningeal-disease', '2026-05-01', false), icd('C79.32', '2026-06-01')], true],
  ['none, found without a date', [says('leptomeningeal-disease', '2026-05-01', false), icd('C79.32', null)], null],
]);

table('patient.reproductive-potential', [
  [
    'yes without a date, denied',
    [says('reproductive-potential', null, true), says('reproductive-potential', '2026-05-01', false)],
    null,
  ],
]);

const progressed = (on: string, value: boolean): Resource => says('progressed-on-or-after-platinum', on, value);
const worse = (on: string | null, rest: Resource = {}): Resource => ({
  ...diseaseStatus(WORSENED, on, 'worse'),
  ...rest,
});
const platinum = (on: string): Resource => given('platinum', CARBOPLATIN, on);
const received = (on: string | null): Resource => says('platinum-received', on, true);
const focusOn = (ref: string): Resource => ({ focus: [{ reference: ref }] });
const sclc = condition('sclc', concept(SNOMED, '254632001'), { recordedDate: '2024-01-10' });
const prostate = condition('prostate', concept(ICD, 'C61'), { recordedDate: '2024-01-10' });

table(PROGRESSED, [
  [
    'platinum stated, denied, worse twice since',
    [
      received('2024-02'),
      progressed('2024-03-01', false),
      worse('2025-11-14'),
      diseaseStatus(WORSENED, '2026-05-20', 'worse-again'),
    ],
    true,
  ],
  ['platinum stated the same day', [received('2025-11-14'), worse('2025-11-14')], true],
  ['platinum stated later only', [received('2025-12-14'), worse('2025-11-14')], null],
  ['platinum stated without a date', [received(null), worse('2025-11-14')], null],
  ['denied, later worse without platinum', [progressed('2024-03-01', false), worse('2025-11-14')], null],
  ['denied, worse without a date', [progressed('2024-03-01', false), worse(null)], null],
  ['worse without platinum, later denied', [worse('2025-11-14'), progressed('2026-03-01', false)], false],
  ['affirmed, later denied', [progressed('2025-05-01', true), progressed('2026-05-01', false)], null],
  ['affirmed and denied on one day', [progressed('2026-05-01', true), progressed('2026-05-01', false)], null],
  ['denied, later affirmed', [progressed('2025-05-01', false), progressed('2026-05-01', true)], true],
  [
    'worse after platinum, later denied',
    [platinum('2025-06-02'), worse('2025-11-14'), progressed('2026-05-01', false)],
    null,
  ],
  [
    'denied, later worse after platinum',
    [platinum('2025-06-02'), worse('2025-11-14'), progressed('2025-07-01', false)],
    true,
  ],
  ['worse on the first day of platinum', [platinum('2025-06-02'), worse('2025-06-02')], null],
  ['worse, of the lung cancer', [platinum('2025-06-02'), sclc, worse('2025-11-14', focusOn('Condition/sclc'))], true],
  [
    'worse, of another cancer',
    [platinum('2025-06-02'), prostate, worse('2025-11-14', focusOn('Condition/prostate'))],
    null,
  ],
  ['worse, of a condition not held', [platinum('2025-06-02'), worse('2025-11-14', focusOn('Condition/x'))], null],
  ['worse, of a tumor', [platinum('2025-06-02'), worse('2025-11-14', focusOn('BodyStructure/x'))], true],
  [
    'denied, another cancer worse later',
    [
      platinum('2025-06-02'),
      prostate,
      progressed('2025-08-01', false),
      worse('2025-11-14', focusOn('Condition/prostate')),
    ],
    false,
  ],
  [
    'denied, a condition not held worse later',
    [platinum('2025-06-02'), progressed('2025-08-01', false), worse('2025-11-14', focusOn('Condition/x'))],
    null,
  ],
]);

table(PLATINUM, [
  ['stated, later denied', [received('2025-05-01'), says('platinum-received', '2026-05-01', false)], null],
  ['stated without a date, denied', [received(null), says('platinum-received', '2026-05-01', false)], null],
  ['denied, later stated', [says('platinum-received', '2025-05-01', false), received('2026-05-01')], true],
  ['given, later denied', [platinum('2025-06-02'), says('platinum-received', '2026-05-01', false)], true],
]);

/** A chart, the fact, its value, and the one caution on it with the resources that its text has to name. */
type Contradiction = readonly [
  id: string,
  resources: readonly Resource[],
  fact: string,
  value: FactValue | null,
  named: readonly string[],
];

const CONTRADICTIONS: readonly Contradiction[] = [
  ['infection-contradicted', [noInfection, icd('A41.9', LATER, provisional)], INFECTION, null, ['Condition/A41.9']],
  ['infection-contradicted', [noInfection, icd('J18.9', null)], INFECTION, null, ['Condition/J18.9']],
  ['condition-not-classified', [noInfection, icd('B18.2', LATER)], INFECTION, false, ['Condition/B18.2']],
  [
    'condition-not-classified',
    [noInfection, condition('c', concept(SNOMED, '128045006'), { recordedDate: LATER, verificationStatus: undefined })],
    INFECTION,
    false,
    ['Condition/c'],
  ],
  [
    'brain-metastases-treatment-not-stated',
    [clearMri, icd('C79.31', '2026-06-01')],
    BRAIN,
    null,
    ['Condition/C79.31', 'DiagnosticReport/mri'],
  ],
  [
    'untreated-metastases-contradicted',
    [untreated(null, true), untreated('2026-05-01', false)],
    BRAIN,
    null,
    ['Observation/yes'],
  ],
  ['leptomeningeal-disease-not-settled', [icd('C79.32', null, provisional)], MENINGES, null, ['Condition/C79.32']],
  [
    'leptomeningeal-disease-not-settled',
    [says('leptomeningeal-disease', '2026-05-01', false), icd('C79.32', '2026-06-01', provisional)],
    MENINGES,
    null,
    ['Condition/C79.32'],
  ],
  [
    'reproductive-potential-contradicted',
    [says('reproductive-potential', null, true), says('reproductive-potential', '2026-05-01', false)],
    'patient.reproductive-potential',
    null,
    ['Observation/yes'],
  ],
  [
    'progression-contradicted',
    [progressed('2025-05-01', true), progressed('2026-05-01', false)],
    PROGRESSED,
    null,
    ['Observation/yes'],
  ],
  [
    'progression-contradicted',
    [platinum('2025-06-02'), worse('2025-11-14'), progressed('2026-05-01', false)],
    PROGRESSED,
    null,
    ['Observation/worse'],
  ],
  [
    'progression-not-placed',
    [progressed('2024-03-01', false), worse('2025-11-14')],
    PROGRESSED,
    null,
    ['Observation/worse'],
  ],
  [
    'status-of-another-condition',
    [platinum('2025-06-02'), prostate, worse('2025-11-14', focusOn('Condition/prostate'))],
    PROGRESSED,
    null,
    ['Observation/worse'],
  ],
  [
    'platinum-contradicted',
    [platinum('2025-06-02'), says('platinum-received', '2026-05-01', false)],
    PLATINUM,
    true,
    ['MedicationAdministration/platinum'],
  ],
  [
    'platinum-contradicted',
    [received('2025-05-01'), says('platinum-received', '2026-05-01', false)],
    PLATINUM,
    null,
    ['Observation/yes'],
  ],
];

describe('a contradiction is shown with the resources on both sides', () => {
  it.each(CONTRADICTIONS)('%s', async (id, resources, fact, value, named) => {
    const { facts, cautions } = await readingOf(resources);
    expect(facts.get(fact)?.value ?? null).toBe(value);
    expect(cautions.map((caution) => caution.id)).toEqual([`chart-${id}`]);
    expect(cautions[0]?.facts).toContain(fact);
    const denials = resources.filter((resource) => resource['id'] === 'no').map(() => 'Observation/no');
    for (const ref of [...named, ...denials]) expect(cautions[0]?.text).toContain(ref);
  });

  it('no caution where a newer definite finding settles it', async () => {
    expect((await readingOf([noInfection, icd('U07.1', LATER)])).cautions).toEqual([]);
    const cancer = icd('C34.11', LATER, { onsetDateTime: '2025-05-20' });
    expect((await readingOf([noInfection, cancer])).cautions).toEqual([]);
    expect((await readingOf([noInfection, icd('I10', null)])).cautions).toEqual([]);
  });
});
